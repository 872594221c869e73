// UAX #14 over units: a unit is a base code point with the marks that LB9 attaches to it. The classes of units may be
// changed before the rules run; tailoring.cpp does, and so the rules of the standard stand in one place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "unicode_tables.h"

namespace lr::pack {

struct LineUnit {
  // Beside the low byte of UnicodeRecord::flags: tailoring.cpp has a rule of its own for this unit.
  static constexpr std::uint8_t kTailored = 128;

  std::uint32_t start;   // index of the base in the paragraph
  char32_t code_point;   // the base
  LineBreak line_break;
  std::uint8_t flags;    // kJoiner: the unit ends with one (LB8a)

  bool is(LineBreak wanted) const { return line_break == wanted; }
  bool has(std::uint16_t flag) const { return (flags & flag) != 0; }
};

// Runs of letters whose units are left out but for the first two and the last: no rule sees further than two units, and
// between two of a run all is said by the letters alone, Han break (LB31), Latin letters do not (LB28).
enum class Runs : std::uint8_t { kNone, kAsciiLetters, kAll };

// Attaches marks (LB9) and makes letters of those that have no base (LB10). CJ stays CJ.
std::vector<LineUnit> line_units(std::u32string_view paragraph, Runs left_out = Runs::kNone);

// The Han that were left out behind unit `a`, before each of which a line may break.
inline std::size_t han_left_out(std::u32string_view text, const LineUnit& a, const LineUnit& b) {
  const std::size_t between = b.start - a.start - 1;
  return between > 0 && is_common_han(text[a.start + 1]) ? between : 0;  // else marks
}

// What two neighbours decide alone, whatever stands around them: most boundaries of real text. kAsk leaves it to the
// rules.
enum class PairVerdict : std::uint8_t { kAsk, kNo, kYes };

struct PairTable {
  static constexpr std::size_t kClasses = static_cast<std::size_t>(LineBreak::kCount);
  PairVerdict verdict[kClasses][kClasses];
};

extern const PairTable kPairTable;

// Answers in order, unit by unit, whether a line may break before the unit. It looks a few units around; what must be
// remembered of those behind is in its members.
class LineBreaker {
 public:
  explicit LineBreaker(std::span<const LineUnit> units) : units_(units) {}

  // LB4 and LB5: must the line end before unit `i`?
  bool is_forced(std::size_t i) const;

  // May the line break before unit `i`? To be called for i = 1, 2, 3 … without a gap.
  bool may_break(std::size_t i) {
    const LineUnit& before = units_[i - 1];
    advance_past(i - 1);
    const PairVerdict verdict =
        kPairTable.verdict[static_cast<std::size_t>(before.line_break)][static_cast<std::size_t>(units_[i].line_break)];
    if (verdict == PairVerdict::kNo) return false;
    if (verdict == PairVerdict::kYes && !before.has(kJoiner)) return true;
    return is_forced(i) || decide(i);
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  enum class Number : std::uint8_t { kNone, kDigits, kClosed };

  void advance_past(std::size_t i) {
    const LineBreak passed = units_[i].line_break;
    if (passed == LineBreak::kID || passed == LineBreak::kAL) {  // the bulk of all text
      anchor_ = i;
      flags_before_ = 0;
      number_ = Number::kNone;
    } else {
      remember(i);
    }
  }

  void remember(std::size_t i);
  bool decide(std::size_t i) const;
  bool glued_by_mark(std::size_t i) const;       // LB8a to LB14
  bool glued_by_quote(std::size_t i) const;      // LB15a, LB15b
  bool glued_after_spaces(std::size_t i) const;  // LB16, LB17
  bool glued_to_quote(std::size_t i) const;      // LB19, LB19a
  bool glued_by_hyphen(std::size_t i) const;     // LB20a to LB21b
  bool glued_by_number(std::size_t i) const;     // LB25
  bool glued_by_script(std::size_t i) const;     // LB26 to LB28a
  bool glued_by_letter(std::size_t i) const;     // LB22 to LB24, LB28 to LB30b

  bool is_any(std::size_t i, std::uint64_t set) const {
    return i < units_.size() && (set >> static_cast<int>(units_[i].line_break) & 1) != 0;
  }
  bool is_east_asian(std::size_t i) const { return i < units_.size() && units_[i].has(kEastAsian); }

  std::span<const LineUnit> units_;
  std::size_t anchor_ = kNone;        // the last unit before the boundary that is no space
  std::size_t flags_before_ = 0;      // regional indicators that end at unit i - 1
  Number number_ = Number::kNone;     // the number that ends at unit i - 1
};

}  // namespace lr::pack
