// A line while it is filled. Private to layout/.
#pragma once
#include <libreader/text/control.h>

#include "cut.h"
#include "glue.h"
#include "ruby.h"

namespace lr {

// Marks that hang: only those whose ink is in the left half, and the narrow ones of Japanese do not lie in a group
// (P8).
constexpr bool may_hang(SymbolClass symbol_class) {
  return symbol_class == SymbolClass::kComma || symbol_class == SymbolClass::kStop;
}

// What the symbols of a line so far come to.
struct Layout::Filling {
  explicit Filling(const Box& of) : box(of), walk(of), pen_q6(of.indent_q6), end_q6(of.indent_q6) {}

  const Box& box;
  GlueWalk walk;
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
  bool hyphen = false;             // the last symbol is a soft one
  std::uint8_t column = 0;         // of a table, at the pen
  std::uint8_t styles_before = 0;  // of the symbol before the one at hand
  bool in_word = false;            // beside a symbol that lies on its side in a vertical line
  std::uint8_t cell_rest = 0;      // symbols to come of a box that several share
  std::int32_t cell_q6 = 0;        // where that begins
  Ruby ruby;                       // what it is, if it has a reading
  Cuts cuts;

  bool hanging(bool space) const { return space && !box.keep_spaces; }

  // The line, did it end here.
  Cut cut_at(const TextPoint& point) const {
    Cut cut{point, end_q6, end_gives_q6, static_cast<std::uint16_t>(items), false, ended, hyphen, true};
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
      pen_q6 = pen_q6 < 0 ? 0 : pen_q6 + (box.records ? 0 : box.em_q6 / 2);
    }
    if (!began && item.span == 0) pen_q6 -= walk.head_q6(*item.group);
    began = began || item.span != kLabelSpan;
    const Glue glue = walk.to(*item.group, item.span, advance_q6);
    pen_q6 += glue.natural_q6;
    return glue;
  }

  // Takes in a soft hyphen: shown if the line is cut behind it, and nothing to the symbol that follows (U4).
  void take_hyphen(std::int32_t advance_q6) {
    ++items;
    end_q6 = pen_q6 + advance_q6;
    end_gives_q6 = gives_q6;
    tail_q6 = 0;
    hangs = false;
    hyphen = true;
  }

  // Takes the symbol in; true when nothing behind it can be on the line.
  bool take(const TextItem& item, const Glue& glue, std::int32_t advance_q6) {
    hyphen = false;
    const std::int32_t gives_before = gives_q6;
    gives_q6 += glue.gives_q6();
    const std::int32_t begin = pen_q6;
    pen_q6 += advance_q6;
    ++items;
    const SymbolClass symbol_class = item.group->symbol_class;
    if (hanging(symbol_class == SymbolClass::kSpace || (box.records && symbol_class == SymbolClass::kTab)))
      return false;
    const bool after_mark = hangs || tail_q6 > 0;
    end_q6 = pen_q6;
    end_gives_q6 = gives_q6;
    tail_q6 = walk.tail_q6();
    hang_q6 = begin;
    hang_gives_q6 = gives_before;
    hangs = box.hang && item.span == 0 && !after_mark && may_hang(item.group->symbol_class);
    const std::int32_t least = hangs ? hang_q6 : end_q6 - tail_q6;
    return least - (box.justify ? gives_q6 : 0) > box.measure_q6;
  }
};

}  // namespace lr
