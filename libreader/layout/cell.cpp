// Which symbols share an upright box: numbers of one or two figures and single letters that stand alone among
// full-width text (T4, T5), the figures of a note mark, those of a label. Longer words lie on their side.
#include "cell.h"

#include "filling.h"

namespace lr {
namespace {

enum class Follows : std::uint8_t { kMore, kSpace, kWord, kOther };

bool is_word(const SymbolGroup& group) {
  const bool word = group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit;
  return word && group.advance == AdvanceKind::kProportional;
}

// What a symbol is to the box that `first` begins.
Follows follows(const TextItem& first, const TextItem& item) {
  if (item.span != first.span || item.mark != first.mark) return Follows::kOther;
  if (first.span == kNoteMarkSpan) return Follows::kMore;
  const bool digits =
      first.group->symbol_class == SymbolClass::kDigit && item.group->symbol_class == SymbolClass::kDigit;
  if (digits && item.group->advance == AdvanceKind::kProportional) return Follows::kMore;
  if (first.span == kLabelSpan) return Follows::kOther;
  if (item.group->advance != AdvanceKind::kProportional) return Follows::kOther;
  return item.group->symbol_class == SymbolClass::kSpace ? Follows::kSpace : Follows::kWord;
}

}  // namespace

// How many symbols share a box with `first`, which the cursor has just passed; 0: it is set by itself. Reads on as far
// as it must, and comes back.
Status Layout::cell_length(const TextItem& first, std::uint8_t& length) {
  length = 0;
  const bool mark = first.span == kNoteMarkSpan, digit = first.group->symbol_class == SymbolClass::kDigit;
  if (!mark && !(first.span == kLabelSpan ? digit : is_word(*first.group))) return Status::kOk;
  const TextPoint behind = cursor_.point();
  const int most = mark ? 3 : digit ? 2 : 1;
  int count = 1;
  for (bool spaced = false; count <= most;) {
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    const Follows next = status == Status::kOk ? follows(first, item) : Follows::kOther;
    if (next == Follows::kOther) break;
    if (next == Follows::kSpace && !spaced) {
      spaced = true;
    } else if (next == Follows::kMore && !spaced) {
      ++count;
    } else {
      count = most + 1;
    }
  }
  if (count <= most) length = static_cast<std::uint8_t>(count);
  return cursor_.resume(behind, first.group->break_class);
}

// The advance of a symbol, or of the box that it shares with those behind it, which it then stands for.
Status Layout::measure(Filling& filling, TextItem& item, std::int32_t& advance_q6, bool& in_cell) {
  const Box& box = filling.box;
  Ruby& ruby = filling.ruby;
  if (ruby.length == 0 && !box.vertical && !is_ruby_base(item.styles)) return advance_of(box, item, advance_q6);
  std::int32_t over_q6 = ruby.behind_q6;
  ruby = {};
  if (box.ruby && !is_ruby_base(filling.styles_before)) {  // not inside a base that stays on the line
    if (const Status status = ruby_group(filling, item); status != Status::kOk) return status;
  }
  if (filling.began) over_q6 += ruby.before_q6;
  filling.pen_q6 -= over_q6;
  std::uint8_t length = ruby.length;
  if (length == 0 && box.vertical && !box.keep_spaces && !box.columns && !filling.in_word) {
    if (const Status status = cell_length(item, length); status != Status::kOk) return status;
  }
  if (item.span == 0 && item.group->symbol_class != SymbolClass::kSpace)
    filling.in_word = length == 0 && item.group->advance == AdvanceKind::kProportional;
  in_cell = length > 0;
  if (!in_cell || ruby.length > 0) {
    if (const Status status = advance_of(box, item, advance_q6); status != Status::kOk || !in_cell) return status;
    ruby.first_q6 = static_cast<std::uint16_t>(advance_q6);
    advance_q6 = ruby.width_q6;
  } else {
    const bool half = item.span == kNoteMarkSpan && style_.metrics != MetricsKind::kCells;
    advance_q6 = half ? box.em_q6 / 2 : box.em_q6;
  }
  filling.cell_rest = static_cast<std::uint8_t>(length - 1);
  if (item.span == 0) item.group = &kCellGroup;
  return Status::kOk;
}

// Puts a symbol into the box that another began.
Status Layout::place_in_cell(Filling& filling, const TextItem& item, std::uint8_t styles) {
  Ruby& ruby = filling.ruby;
  --filling.cell_rest;
  std::int32_t x_q6 = filling.cell_q6;
  if (ruby.length > 0) {
    std::int32_t advance_q6 = 0;
    if (const Status status = advance_of(filling.box, item, advance_q6); status != Status::kOk) return status;
    const int number = ruby.length - 1 - filling.cell_rest;
    if (number < ruby.base) {
      x_q6 += ruby.next_of_base(advance_q6);
    } else if (number == ruby.base || filling.cell_rest == 0) {
      styles = static_cast<std::uint8_t>(styles & ~kRubyStyles);  // a bracket
    } else {
      const bool tone = ruby.strip && item.group->advance == AdvanceKind::kProportional;
      const bool below = ruby.strip && !filling.box.vertical;
      x_q6 += tone ? ruby.next_tone(filling.box) : ruby.next_of_reading(below ? 0 : advance_q6 / 2);
      styles = static_cast<std::uint8_t>(ruby.strip ? styles | kRubyStyles : styles & ~kRubyBase);
    }
  }
  items_[filling.items++] = {x_q6, item.symbol, static_cast<std::uint8_t>(styles | kCellRest), item.span, item.mark, 0};
  return Status::kOk;
}

}  // namespace lr
