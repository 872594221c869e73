// Fills one line over the break opportunities that the packer resolved, and chooses where it ends.
//
// Spaces at its end hang outside the measure (S1). Where the measure holds no opportunity at all, the line breaks at a
// cluster boundary (L2); no line exceeds the measure but by one symbol that is wider than it, and by a mark that hangs
// (P8).
#include <libreader/text/control.h>

#include "cell.h"
#include "cut.h"
#include "glue.h"

namespace lr {
namespace {

// Marks that hang: only those whose ink is in the left half, and the narrow ones of Japanese do not lie in a group
// (P8).
bool may_hang(const SymbolGroup& group) {
  return group.symbol_class == SymbolClass::kComma || group.symbol_class == SymbolClass::kStop;
}

// What a symbol counts for in a last line that should not be one ideograph with its marks (O1).
int weight(SymbolClass symbol_class) {
  switch (symbol_class) {
    case SymbolClass::kIdeograph: return 1;
    case SymbolClass::kLatin:
    case SymbolClass::kDigit:
    case SymbolClass::kHangul:
    case SymbolClass::kEmoji: return 2;
    default: return 0;
  }
}

}  // namespace

// A line while it is filled: what its symbols so far come to.
struct Layout::Filling {
  explicit Filling(const Box& of) : box(of), walk(of), pen_q6(of.indent_q6), end_q6(of.indent_q6) {}

  const Box& box;
  GlueWalk walk;
  Cuts cuts;
  std::uint32_t items = 0;
  std::int32_t pen_q6;
  std::int32_t gives_q6 = 0;  // of all glue
  // Up to the last symbol that is no space at the end:
  std::int32_t end_q6;
  std::int32_t end_gives_q6 = 0;
  std::int32_t tail_q6 = 0;  // its blank
  std::int32_t hang_q6 = 0;  // where it begins, should it hang
  std::int32_t hang_gives_q6 = 0;
  bool hangs = false;  // whether it may
  bool labelled = false;
  bool began = false;  // there is text besides the label
  bool ended = false;
  bool in_word = false;         // beside a symbol that lies on its side in a vertical line
  std::uint8_t cell_rest = 0;   // symbols to come of a box that several share

  bool hanging(bool space) const { return space && !box.keep_spaces; }

  // The line, did it end here.
  Cut cut_at(const TextPoint& point) const {
    Cut cut{point, items, end_q6, end_gives_q6, false, ended, true};
    if (box.trim_ends || end_q6 > box.measure_q6) {
      const std::int32_t trimmed = end_q6 - tail_q6;
      cut.width_q6 = box.trim_ends || trimmed > box.measure_q6 ? trimmed : box.measure_q6;
    }
    if (hangs && cut.width_q6 > box.measure_q6) {
      cut.width_q6 = hang_q6;
      cut.gives_q6 = hang_gives_q6;
      cut.hangs = true;
    }
    if (!box.justify) cut.gives_q6 = 0;
    return cut;
  }

  // The pen before a symbol, from what the one before it and the label leave.
  Glue advance_to(const TextItem& item, std::int32_t advance_q6) {
    if (item.span == kLabelSpan && !labelled) {
      labelled = true;
      pen_q6 = -box.hang_q6;
    } else if (item.span != kLabelSpan && labelled) {
      labelled = false;
      pen_q6 = pen_q6 < 0 ? 0 : pen_q6 + box.em_q6 / 2;
    }
    if (!began && item.span == 0) pen_q6 -= walk.head_q6(*item.group);
    began = began || item.span != kLabelSpan;
    const Glue glue = walk.to(*item.group, item.span, advance_q6);
    pen_q6 += glue.natural_q6;
    return glue;
  }

  // Takes the symbol in; true when nothing behind it can be on the line.
  bool take(const TextItem& item, const Glue& glue, std::int32_t advance_q6) {
    const std::int32_t gives_before = gives_q6;
    gives_q6 += glue.gives_q6();
    const std::int32_t begin = pen_q6;
    pen_q6 += advance_q6;
    ++items;
    if (hanging(item.group->symbol_class == SymbolClass::kSpace)) return false;
    const bool after_mark = hangs || tail_q6 > 0;
    end_q6 = pen_q6;
    end_gives_q6 = gives_q6;
    tail_q6 = walk.tail_q6();
    hang_q6 = begin;
    hang_gives_q6 = gives_before;
    hangs = box.hang && item.span == 0 && !after_mark && may_hang(*item.group);
    const std::int32_t least = hangs ? hang_q6 : end_q6 - tail_q6;
    return least - (box.justify ? gives_q6 : 0) > box.measure_q6;
  }
};

Status Layout::advance_of(const Box& box, const TextItem& item, std::int32_t& advance_q6) {
  const SymbolGroup& group = *item.group;
  advance_q6 = 0;
  if (style_.metrics == MetricsKind::kCells) {
    const bool wide = style_.ambiguous_wide && (group.cells & kAmbiguousCells) != 0;
    advance_q6 = 64 * (wide ? 2 : group.cells & ~kAmbiguousCells);
  } else if (group.advance == AdvanceKind::kFull) {
    advance_q6 = box.em_q6;
  } else if (group.advance == AdvanceKind::kProportional) {
    advance_q6 = box.em_q6 / 2;
    if (style_.metrics == MetricsKind::kStrike) {
      const Status status = strikes_[box.strike].advance(item.symbol, advance_q6);
      if (status == Status::kIo) return status;  // a damaged advance costs its width, no more
    }
  }
  return Status::kOk;
}

// The advance of a symbol, or of the box that it shares with those behind it, which it then stands for.
Status Layout::measure(Filling& filling, TextItem& item, std::int32_t& advance_q6, bool& in_cell) {
  const Box& box = filling.box;
  std::uint8_t length = 0;
  if (box.vertical && !box.keep_spaces && !filling.in_word) {
    if (const Status status = cell_length(item, length); status != Status::kOk) return status;
  }
  if (item.span == 0 && item.group->symbol_class != SymbolClass::kSpace)
    filling.in_word = length == 0 && item.group->advance == AdvanceKind::kProportional;
  in_cell = length > 0;
  if (!in_cell) return advance_of(box, item, advance_q6);
  filling.cell_rest = static_cast<std::uint8_t>(length - 1);
  advance_q6 = item.span == kNoteMarkSpan ? box.em_q6 / 2 : box.em_q6;
  if (item.span == 0) item.group = &kCellGroup;
  return Status::kOk;
}

// Puts symbols into items_ from the cursor's place on until the line can hold no more, or the unit or a forced break
// ends it.
Status Layout::fill_to_end(Filling& filling) {
  const Box& box = filling.box;
  const std::int32_t origin_q6 = left_ * 64 + box.left_q6;
  for (;;) {
    const TextPoint before = cursor_.point();
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    const SymbolClass symbol_class = status == Status::kOk ? item.group->symbol_class : SymbolClass::kLineBreak;
    if (symbol_class == SymbolClass::kLineBreak) {  // or the end of the unit
      filling.ended = true;
      filling.cuts.offer(box, filling.cut_at(cursor_.point()), Opportunity::kAlways, style_.kinsoku);
      return Status::kOk;
    }
    const bool first = filling.items == 0;
    if (first && symbol_class == SymbolClass::kSpace && !box.first_line && !box.keep_spaces) continue;
    const bool rest = filling.cell_rest > 0;
    if (!first && !rest && filling.cuts.wants(item.before, style_.kinsoku))
      filling.cuts.offer(box, filling.cut_at(before), item.before, style_.kinsoku);
    if (filling.items == items_.size()) return Status::kOk;
    auto styles = static_cast<std::uint8_t>(item.styles | (box.strong ? kStrong : 0));
    if (rest) {
      --filling.cell_rest;
      styles |= kCellRest;
      items_[filling.items] = {items_[filling.items - 1].x_q6, item.symbol, styles, item.span, item.mark, 0};
      ++filling.items;
      continue;
    }
    std::int32_t advance = 0;
    bool in_cell = false;
    if (const Status status = measure(filling, item, advance, in_cell); status != Status::kOk) return status;
    if (in_cell) styles |= kCellBegin;
    const Glue glue = filling.advance_to(item, advance);
    if (symbol_class == SymbolClass::kTab) advance = (filling.pen_q6 / box.tab_q6 + 1) * box.tab_q6 - filling.pen_q6;
    items_[filling.items] = {origin_q6 + filling.pen_q6,         item.symbol, styles, item.span, item.mark,
                             static_cast<std::uint16_t>(advance)};
    if (filling.take(item, glue, advance) && !first) return Status::kOk;
    if (filling.cuts.shrinks.found) return Status::kOk;
  }
}

// Whether one ideograph with its marks is all that follows a cut in the unit (O1). Reads on as far as it must.
Status Layout::one_symbol_follows(const Filling& filling, const Cut& cut, bool& one) {
  int found = 0;
  for (std::uint32_t i = cut.items; i < filling.items && found < 2; ++i) {
    if (items_[i].span == 0) found += weight(bundle_->alphabet().group_of(items_[i].symbol).symbol_class);
  }
  for (bool ended = filling.ended; !ended && found < 2;) {
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    ended = status != Status::kOk || item.group->symbol_class == SymbolClass::kLineBreak;
    if (!ended && item.span == 0) found += weight(item.group->symbol_class);
  }
  one = found == 1;
  return Status::kOk;
}

Status Layout::fill(const Box& box, Cut& cut) {
  Filling filling(box);
  if (const Status status = fill_to_end(filling); status != Status::kOk) return status;
  if (filling.items >= line_items_) line_items_ = filling.items + 1;
  const Cut* best = &filling.cuts.best(box);
  if (!style_.orphans && !box.keep_spaces && !best->ended && best->found && filling.items < items_.size()) {
    bool one = false;
    if (const Status status = one_symbol_follows(filling, *best, one); status != Status::kOk) return status;
    if (one) best = &filling.cuts.instead_of(box, *best);
  }
  cut = *best;
  return Status::kOk;
}

Status Layout::line(const Flow& flow, const TextPoint& from, Line& line, TextPoint& next) {
  if (const Status status = cursor_.resume(from); status != Status::kOk) return status;
  const Unit& unit = cursor_.unit();
  const Box box = box_for(flow, unit, from.code_point == 0);
  Cut cut;
  if (const Status status = fill(box, cut); status != Status::kOk) return status;
  next = cut.end;
  const bool empty = cut.items == 0 && next.code_point == from.code_point;
  if (empty && (unit.kind != BlockKind::kRule || from.code_point != 0)) return Status::kEnd;
  line.start = from;
  line.end_code_point = next.code_point;
  line.row = 0;
  line.rows = 1;
  if (style_.metrics == MetricsKind::kStrike) {
    Strike& strike = strikes_[box.strike];
    const int height = strike.ascent() + strike.descent();
    const int rows = (height + style_.line_height - 1) / style_.line_height;
    if (rows > 1) line.rows = static_cast<std::uint8_t>(rows < 255 ? rows : 255);
  }
  line.last_of_unit = cut.ended && next.chunk >= unit.first_chunk + unit.chunks;
  line.kind = unit.kind;
  line.level = unit.level;
  line.quote_depth = unit.quote_depth;
  line.list_depth = unit.list_depth;
  if (next.unit != from.unit) return Status::kDamaged;
  return cursor_.resume(next);
}

Status Layout::items(const Flow& flow, const Line& line, std::span<const LineItem>& items) {
  if (const Status status = cursor_.resume(line.start); status != Status::kOk) return status;
  const Box box = box_for(flow, cursor_.unit(), line.start.code_point == 0);
  Cut cut;
  if (const Status status = fill(box, cut); status != Status::kOk) return status;
  adjust(box, cut);
  items = items_.first(cut.items);
  return Status::kOk;
}

}  // namespace lr
