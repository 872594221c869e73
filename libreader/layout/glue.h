// What stands between two neighbouring symbols of a line: how wide it is, what it may give when the line is too long,
// and whether it may grow when it is too short. One walk over a line's symbols; filling a line and adjusting it take
// the same. Private to layout/.
#pragma once
#include "box.h"

namespace lr {

// The order in which a line that is too long is shrunk (X2). The mark at its end gives first of all and is not counted
// here; the gap of A1 is no wider than X2 lets it become.
enum class Shrink : std::uint8_t { kWordSpace, kMiddleDot, kBracket, kComma, kStop, kCount };

// The order in which a line that is too short is stretched (X3). A place stretches in its own step; kScripts again in
// kAny.
enum class Stretch : std::uint8_t { kNever, kWordSpace, kScripts, kAny };

struct Glue {
  std::int32_t natural_q6 = 0;  // where nothing is adjusted: the gap of A1; below zero between squeezed marks
  std::int32_t before_q6 = 0;   // what the symbol before may give
  std::int32_t behind_q6 = 0;   // and the one behind
  Shrink before_step = Shrink::kCount;
  Shrink behind_step = Shrink::kCount;

  std::int32_t gives_q6() const { return before_q6 + behind_q6; }
};

class Layout::GlueWalk {
 public:
  explicit GlueWalk(const Box& box) : box_(box) {}

  // Goes on to the next symbol of the line: what stands between it and the one before. `advance_q6` is its own.
  Glue to(const SymbolGroup& group, std::uint8_t span, std::int32_t advance_q6);

  // Whether the place before the next symbol may grow; asked before to().
  Stretch stretch(const SymbolGroup& group, std::uint8_t span) const;

  // What the blank before the first symbol of a line is wide: it is cut off there (P2, P4).
  std::int32_t head_q6(const SymbolGroup& group) const;
  // What the blank behind the last symbol is wide: it may be cut off at the line's end (P3).
  std::int32_t tail_q6() const;

 private:
  std::int32_t squeeze(const SymbolGroup& group, Glue& glue) const;
  // SymbolGroup::blank along the line: in a vertical one the ink of upright colons and exclamation marks fills their
  // box.
  int blank(const SymbolGroup& group) const;
  int blank_before(const SymbolGroup& group) const { return blank(group) & kBlankBefore; }
  int blank_behind(const SymbolGroup& group) const { return (blank(group) & kBlankBehind) >> 2; }

  const Box& box_;
  const SymbolGroup* before_ = nullptr;  // none at the start, and after a label
  std::int32_t before_advance_q6_ = 0;
  std::uint8_t before_span_ = 0;
  std::uint8_t chained_ = 0;  // exclamation and question marks in a row, up to the symbol before
};

}  // namespace lr
