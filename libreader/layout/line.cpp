// Fills one line: first fit over the break opportunities that the packer resolved, then adjustment.
//
// A line is first fit over (opportunities, advances); nothing else decides where it ends. Spaces at its end hang outside the
// measure (S1). Where the measure holds no opportunity at all, the line breaks at a cluster boundary (L2); no line exceeds
// the measure but by one symbol that is wider than it.
#include <libreader/text/control.h>

#include "box.h"

namespace lr {
namespace {

bool is_ideograph(const SymbolGroup& group) { return group.symbol_class == SymbolClass::kIdeograph; }

bool is_word(const SymbolGroup& group) {
  return group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit;
}

// Rule A1: a gap between Han or kana and Latin letters or digits, an eighth of an em.
std::int32_t autospace(const SymbolGroup* before, const SymbolGroup& after, std::int32_t em_q6) {
  if (before == nullptr) return 0;
  const bool meet = (is_ideograph(*before) && is_word(after)) || (is_word(*before) && is_ideograph(after));
  return meet ? em_q6 / 8 : 0;
}

// A place where a line could end.
struct Candidate {
  TextPoint point;
  std::uint32_t items = 0;
  bool found = false;
};

}  // namespace

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

// Puts symbols into items_ from the cursor's place on. `end` is where the next line begins, `ended` whether the unit or a
// forced break ended this one.
Status Layout::fill(const Box& box, TextCursor& cursor, std::uint32_t& items, TextPoint& end, bool& ended) {
  const std::int32_t origin_q6 = left_ * 64 + box.left_q6;
  std::int32_t pen = box.indent_q6;
  const SymbolGroup* previous = nullptr;
  Candidate regular, emergency;
  bool labelled = false;
  items = 0;
  for (;;) {
    const TextPoint before = cursor.point();
    TextItem item;
    const Status status = cursor.next(item);
    if (status == Status::kIo) return status;
    const SymbolClass symbol_class = status == Status::kOk ? item.group->symbol_class : SymbolClass::kLineBreak;
    if (symbol_class == SymbolClass::kLineBreak) {  // or the end of the unit
      end = cursor.point();
      ended = true;
      return Status::kOk;
    }
    std::int32_t advance = 0;
    if (const Status measured = advance_of(box, item, advance); measured != Status::kOk) return measured;
    const bool space = symbol_class == SymbolClass::kSpace;
    if (items == 0 && space && !box.first_line && !box.keep_spaces) continue;
    if (item.span == kLabelSpan && !labelled) {
      labelled = true;
      pen = -box.hang_q6;
    } else if (item.span != kLabelSpan && labelled) {
      labelled = false;
      pen = pen < 0 ? 0 : pen + box.em_q6 / 2;
      previous = nullptr;
    }
    if (symbol_class == SymbolClass::kTab) advance = (pen / box.tab_q6 + 1) * box.tab_q6 - pen;
    if (style_.autospace && style_.metrics != MetricsKind::kCells && item.span == 0)
      pen += autospace(previous, *item.group, box.em_q6);
    if (items > 0) {
      if (may_break(item.before, style_.kinsoku)) {
        regular = {before, items, true};
      } else if (item.before != Opportunity::kNever) {
        emergency = {before, items, true};
      }
      const bool hangs = space && !box.keep_spaces;
      if ((pen + advance > box.measure_q6 && !hangs) || items == items_.size()) {
        const Candidate here{before, items, true};
        const Candidate& cut = regular.found ? regular : emergency.found ? emergency : here;
        items = cut.items;
        end = cut.point;
        ended = false;
        return Status::kOk;
      }
    }
    const auto styles = static_cast<std::uint8_t>(item.styles | (box.strong ? kStrong : 0));
    items_[items++] = {origin_q6 + pen, item.symbol, styles, item.span, item.mark, static_cast<std::uint16_t>(advance)};
    pen += advance;
    previous = item.span == 0 ? item.group : nullptr;
  }
}

Status Layout::line(const Flow& flow, const TextPoint& from, Line& line, TextPoint& next) {
  if (const Status status = cursor_.resume(from); status != Status::kOk) return status;
  const Unit& unit = cursor_.unit();
  const Box box = box_for(flow, unit, from.code_point == 0);
  std::uint32_t items = 0;
  bool ended = false;
  if (const Status status = fill(box, cursor_, items, next, ended); status != Status::kOk) return status;
  const bool empty = items == 0 && next.code_point == from.code_point;
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
  line.last_of_unit = ended && next.chunk >= unit.first_chunk + unit.chunks;
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
  std::uint32_t count = 0;
  TextPoint next;
  bool ended = false;
  if (const Status status = fill(box, cursor_, count, next, ended); status != Status::kOk) return status;
  adjust(box, count, ended);
  items = items_.first(count);
  return Status::kOk;
}

}  // namespace lr
