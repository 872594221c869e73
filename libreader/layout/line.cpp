// Fills one line over the break opportunities that the packer resolved, and chooses where it ends.
//
// Spaces at its end hang outside the measure (S1). Where the measure holds no opportunity at all, the line breaks at a
// cluster boundary (L2); no line exceeds the measure but by one symbol that is wider than it, and by a mark that hangs
// (P8).
#include <libreader/text/control.h>

#include "filling.h"

namespace lr {
namespace {

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

Status Layout::advance_of(const Box& box, const TextItem& item, std::int32_t& advance_q6) {
  const SymbolGroup& group = *item.group;
  advance_q6 = 0;
  if (style_.metrics == MetricsKind::kCells) {
    const bool wide = style_.ambiguous_wide && (group.cells & kAmbiguousCells) != 0;
    advance_q6 = 64 * (wide ? 2 : group.cells & ~kAmbiguousCells);
    if (vertical() && advance_q6 > 64) advance_q6 = 64;
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

// Puts symbols into items_ from the cursor's place on until the line can hold no more, or the unit or a forced break
// ends it.
Status Layout::fill_to_end(Filling& filling) {
  const Box& box = filling.box;
  const std::int32_t origin_q6 = left_ * 64 + box.left_q6;
  bool whole = false;  // a soft hyphen that is not to be used was passed over
  for (;;) {
    const TextPoint before = cursor_.point();
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    const SymbolClass symbol_class = status == Status::kOk ? item.group->symbol_class : SymbolClass::kLineBreak;
    const bool first = filling.items == 0, hyphen = symbol_class == SymbolClass::kSoftHyphen;
    const bool label = status == Status::kOk && item.span == kLabelSpan;
    const bool next_cell = box.records && label && !first && !filling.labelled;
    if (symbol_class == SymbolClass::kLineBreak || next_cell) {  // or the end of the unit
      filling.ended = true;
      const TextPoint& end = next_cell ? before : cursor_.point();
      filling.cuts.offer(box, filling.cut_at(end), Opportunity::kAlways, style_.kinsoku);
      return Status::kOk;
    }
    if (box.columns && label) continue;
    if (hyphen && (first || !box.hyphens)) {
      whole = true;
      continue;
    }
    const Opportunity opportunity = whole ? Opportunity::kEmergency : item.before;
    whole = false;
    if (first && symbol_class == SymbolClass::kSpace && !label && !box.first_line && !box.keep_spaces) continue;
    const bool rest = filling.cell_rest > 0;
    if (!first && !rest && filling.cuts.wants(opportunity, style_.kinsoku))
      filling.cuts.offer(box, filling.cut_at(before), opportunity, style_.kinsoku);
    if (filling.items == items_.size()) return Status::kOk;
    auto styles = static_cast<std::uint8_t>(item.styles | (box.strong ? kStrong : 0));
    if (rest) {
      if (const Status status = place_in_cell(filling, item, styles); status != Status::kOk) return status;
      continue;
    }
    std::int32_t advance = 0;
    if (hyphen) {
      if (const Status found = advance_of(box, item, advance); found != Status::kOk) return found;
      items_[filling.items] = {origin_q6 + filling.pen_q6, item.symbol, styles, 0, 0, static_cast<std::uint16_t>(advance)};
      filling.take_hyphen(advance);
      continue;
    }
    bool in_cell = false;
    filling.styles_before = before.styles;
    if (const Status status = measure(filling, item, advance, in_cell); status != Status::kOk) return status;
    if (in_cell) styles |= kCellBegin;
    const Glue glue = filling.advance_to(item, advance);
    if (symbol_class == SymbolClass::kTab) advance = tab_q6(box, filling.pen_q6, filling.column);
    filling.cell_q6 = origin_q6 + filling.pen_q6;
    std::int32_t inset = 0, shared = 0;  // of a box: before its first symbol; with what is behind it
    if (in_cell) {
      inset = filling.ruby.base_pen_q6;
      if (filling.ruby.behind_q6 > 0) shared = filling.ruby.behind_q6;
    }
    items_[filling.items] = {filling.cell_q6 + inset, item.symbol, styles, item.span, item.mark,
                             static_cast<std::uint16_t>(advance - inset - shared)};
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

// Goes back to a place, and knows of a table what its columns are.
Status Layout::resume(const Flow& flow, const TextPoint& point) {
  const Status status = cursor_.resume(point);
  if (status != Status::kOk || cursor_.unit().kind != BlockKind::kTable) return status;
  if (const Status found = find_columns(flow, point.unit); found != Status::kOk) return found;
  return cursor_.resume(point);
}

// Lays out the line that begins at line.start; at_foot and cut_short are said, all else is found. The cursor stands where the
// line after it begins.
Status Layout::next_line(const Flow& flow, Line& line) {
  if (const Status status = resume(flow, line.start); status != Status::kOk) return status;
  const Unit& unit = cursor_.unit();
  const Box box = box_of(flow, line);
  Cut cut;
  if (const Status status = fill(box, cut); status != Status::kOk) return status;
  const TextPoint& next = cut.end;
  const bool empty = cut.items == 0 && next.code_point == line.start.code_point;
  if (empty && (unit.kind != BlockKind::kRule || line.start.code_point != 0)) return Status::kEnd;
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
  if (next.unit != line.start.unit) return Status::kDamaged;
  return cursor_.resume(next);
}

Status Layout::line(const Flow& flow, const TextPoint& from, Line& line, TextPoint& next) {
  line.start = from;
  line.at_foot = line.cut_short = false;
  const Status status = next_line(flow, line);
  if (status == Status::kOk) next = cursor_.point();
  return status;
}

// Takes out the soft hyphens inside a line.
void Layout::drop_hyphens(Cut& cut) {
  std::uint16_t kept = 0;
  for (std::uint32_t i = 0; i < cut.items; ++i) {
    const SymbolGroup& group = bundle_->alphabet().group_of(items_[i].symbol);
    if (group.symbol_class != SymbolClass::kSoftHyphen || (cut.hyphen && i + 1 == cut.items)) items_[kept++] = items_[i];
  }
  cut.items = kept;
}

Status Layout::items(const Flow& flow, const Line& line, std::span<const LineItem>& items) {
  if (const Status status = resume(flow, line.start); status != Status::kOk) return status;
  const Box box = box_of(flow, line);
  Cut cut;
  if (const Status status = fill(box, cut); status != Status::kOk) return status;
  drop_hyphens(cut);
  adjust(box, cut);
  items = items_.first(cut.items);
  return Status::kOk;
}

}  // namespace lr
