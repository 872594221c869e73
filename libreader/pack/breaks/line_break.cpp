// The rules of UAX #14, Unicode 17, in their order and by their numbers; no tailoring.
#include "line_break.h"

#include <libreader/pack/breaks.h>

#include <algorithm>

namespace lr::pack {
namespace {

using enum LineBreak;

template <typename... Class>
constexpr std::uint64_t set_of(Class... classes) {
  return ((std::uint64_t{1} << static_cast<int>(classes)) | ...);
}

constexpr std::uint64_t kHardBreaks = set_of(kBK, kCR, kLF, kNL);
constexpr std::uint64_t kLetters = set_of(kAL, kHL);
constexpr std::uint64_t kAlphanumeric = set_of(kAL, kHL, kNU);
constexpr std::uint64_t kAttachesNothing = kHardBreaks | set_of(kSP, kZW);
constexpr std::uint64_t kIdeographic = set_of(kID, kCJ, kEB, kEM);  // CJ only where a tailoring left it
constexpr std::uint64_t kHangul = set_of(kJL, kJV, kJT, kH2, kH3);
constexpr std::uint64_t kHyphens = set_of(kHY, kHH);
constexpr std::uint64_t kAksara = set_of(kAK, kAS);

constexpr std::uint64_t kSyllables = set_of(kH2, kH3);

constexpr PairVerdict pair_verdict(std::uint64_t before, std::uint64_t after) {
  constexpr std::uint64_t kBreakable = set_of(kID, kCL, kEX, kNS, kIN, kB2, kBA) | kSyllables;
  constexpr std::uint64_t kPlain = kBreakable | set_of(kAL, kNU, kCP, kIS, kPO, kSY);
  if ((before & kPlain) == 0) return PairVerdict::kAsk;
  if (after & set_of(kSP, kZW, kWJ, kCL, kCP, kEX, kSY, kIS)) return PairVerdict::kNo;  // LB7, LB11, LB13, LB15d
  if (after & set_of(kNS, kBA, kHY, kHH, kIN)) return PairVerdict::kNo;                 // LB21, LB22
  if ((before & set_of(kAL, kNU)) && (after & set_of(kAL, kNU))) return PairVerdict::kNo;  // LB23, LB25, LB28
  if (after & set_of(kID)) return PairVerdict::kYes;                                    // LB31, here and below
  if ((before & kBreakable) && (after & set_of(kAL, kNU, kOP))) return PairVerdict::kYes;
  if ((before & (kBreakable | set_of(kAL))) && (after & kSyllables)) return PairVerdict::kYes;
  return PairVerdict::kAsk;
}

constexpr PairTable pair_table() {
  PairTable table{};
  for (std::size_t b = 0; b < PairTable::kClasses; ++b) {
    for (std::size_t a = 0; a < PairTable::kClasses; ++a) {
      table.verdict[b][a] = pair_verdict(std::uint64_t{1} << b, std::uint64_t{1} << a);
    }
  }
  return table;
}

// The end of the run of like letters that begins at `i`, i + 1 where none does.
std::size_t letters_end(std::u32string_view text, std::size_t i, Runs runs) {
  std::size_t end = i + 1;
  if (runs == Runs::kAll && is_common_han(text[i])) {
    while (end < text.size() && is_common_han(text[end])) ++end;
  } else if (runs != Runs::kNone && is_ascii_letter(text[i])) {
    while (end < text.size() && is_ascii_letter(text[end])) ++end;
  }
  return end;
}

}  // namespace

constinit const PairTable kPairTable = pair_table();

std::vector<LineUnit> line_units(std::u32string_view paragraph, Runs left_out) {
  std::vector<LineUnit> units;
  units.reserve(paragraph.size());
  const auto add = [&](std::size_t i, const UnicodeRecord& record, LineBreak line_break) {
    units.push_back({static_cast<std::uint32_t>(i), paragraph[i], line_break, static_cast<std::uint8_t>(record.flags & 0x7F)});
  };
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    const UnicodeRecord& record = unicode_record(paragraph[i]);
    LineBreak line_break = record.line_break;
    if (line_break == kCM || line_break == kZWJ) {
      if (!units.empty() && (kAttachesNothing >> static_cast<int>(units.back().line_break) & 1) == 0) {  // LB9
        units.back().flags = static_cast<std::uint8_t>((units.back().flags & ~kJoiner) | (record.flags & kJoiner));
        continue;
      }
      line_break = kAL;  // LB10
    }
    add(i, record, line_break);
    const std::size_t end = letters_end(paragraph, i, left_out);
    if (end < i + 4) continue;
    add(i + 1, record, line_break);
    add(end - 1, record, line_break);
    i = end - 1;
  }
  return units;
}

bool LineBreaker::is_forced(std::size_t i) const {
  const LineBreak before = units_[i - 1].line_break;
  if (before == kCR) return !units_[i].is(kLF);         // LB5
  return before == kBK || before == kLF || before == kNL;  // LB4, LB5
}

void LineBreaker::remember(std::size_t i) {
  const LineBreak passed = units_[i].line_break;
  if (passed != kSP) anchor_ = i;
  flags_before_ = passed == kRI ? flags_before_ + 1 : 0;
  if (passed == kNU) {
    number_ = Number::kDigits;
  } else if (number_ == Number::kDigits && (passed == kCL || passed == kCP)) {
    number_ = Number::kClosed;
  } else if (number_ != Number::kDigits || (passed != kSY && passed != kIS)) {
    number_ = Number::kNone;
  }
}

bool LineBreaker::decide(std::size_t i) const {
  if (is_any(i, kHardBreaks | set_of(kSP, kZW))) return false;     // LB6, LB7
  if (anchor_ != kNone && units_[anchor_].is(kZW)) return true;    // LB8
  if (glued_by_mark(i) || glued_by_quote(i)) return false;
  const bool after_space = units_[i - 1].is(kSP);
  if (after_space && units_[i].is(kIS) && is_any(i + 1, set_of(kNU))) return true;  // LB15c
  if (units_[i].is(kIS)) return false;                             // LB15d
  if (glued_after_spaces(i)) return false;
  if (after_space) return true;                                    // LB18
  if (glued_to_quote(i)) return false;
  if (units_[i].is(kCB) || units_[i - 1].is(kCB)) return true;     // LB20
  if (glued_by_hyphen(i) || glued_by_number(i) || glued_by_script(i) || glued_by_letter(i)) return false;
  if (units_[i].is(kRI) && flags_before_ % 2 == 1) return false;   // LB30a
  return true;                                                     // LB31
}

bool LineBreaker::glued_by_mark(std::size_t i) const {
  if (units_[i - 1].has(kJoiner)) return true;                          // LB8a
  if (units_[i].is(kWJ) || is_any(i - 1, set_of(kWJ, kGL))) return true;               // LB11, LB12
  if (units_[i].is(kGL) && !is_any(i - 1, set_of(kSP, kBA, kHY, kHH))) return true;    // LB12a
  if (is_any(i, set_of(kCL, kCP, kEX, kSY))) return true;                              // LB13
  return is_any(anchor_, set_of(kOP));                                                 // LB14
}

bool LineBreaker::glued_by_quote(std::size_t i) const {
  if (is_any(anchor_, set_of(kQU)) && units_[anchor_].has(kInitialQuote) &&
      (anchor_ == 0 || is_any(anchor_ - 1, kHardBreaks | set_of(kOP, kQU, kGL, kSP, kZW)))) {
    return true;  // LB15a
  }
  if (!units_[i].is(kQU) || !units_[i].has(kFinalQuote)) return false;
  return i + 1 == units_.size() ||
         is_any(i + 1, kHardBreaks | set_of(kSP, kGL, kWJ, kCL, kQU, kCP, kEX, kIS, kSY, kZW));  // LB15b
}

bool LineBreaker::glued_after_spaces(std::size_t i) const {
  if (units_[i].is(kNS)) return is_any(anchor_, set_of(kCL, kCP));  // LB16
  return units_[i].is(kB2) && is_any(anchor_, set_of(kB2));         // LB17
}

bool LineBreaker::glued_to_quote(std::size_t i) const {
  if (units_[i].is(kQU)) {
    if (!units_[i].has(kInitialQuote)) return true;                    // LB19
    if (!is_east_asian(i - 1) || !is_east_asian(i + 1)) return true;        // LB19a
  }
  if (units_[i - 1].is(kQU)) {
    if (!units_[i - 1].has(kFinalQuote)) return true;                  // LB19
    if (!is_east_asian(i) || i < 2 || !is_east_asian(i - 2)) return true;   // LB19a
  }
  return false;
}

bool LineBreaker::glued_by_hyphen(std::size_t i) const {
  const bool after_hyphen = is_any(i - 1, kHyphens);
  if (after_hyphen && is_any(i, kLetters) &&
      (i < 2 || is_any(i - 2, kHardBreaks | set_of(kSP, kZW, kCB, kGL)))) {
    return true;  // LB20a
  }
  if (is_any(i, kHyphens | set_of(kBA, kNS)) || units_[i - 1].is(kBB)) return true;               // LB21
  if (after_hyphen && i >= 2 && units_[i - 2].is(kHL) && !units_[i].is(kHL)) return true;         // LB21a
  return units_[i - 1].is(kSY) && units_[i].is(kHL);                                              // LB21b
}

bool LineBreaker::glued_by_number(std::size_t i) const {
  if (is_any(i, set_of(kPO, kPR))) return number_ != Number::kNone;
  if (is_any(i - 1, set_of(kPO, kPR)) && units_[i].is(kOP)) {
    return is_any(i + 1, set_of(kNU)) || (is_any(i + 1, set_of(kIS)) && is_any(i + 2, set_of(kNU)));
  }
  if (!units_[i].is(kNU)) return false;
  return is_any(i - 1, set_of(kPO, kPR, kHY, kIS)) || number_ == Number::kDigits;
}

bool LineBreaker::glued_by_script(std::size_t i) const {
  const LineUnit& before = units_[i - 1];
  const LineUnit& after = units_[i];
  if (before.is(kJL) && is_any(i, set_of(kJL, kJV, kH2, kH3))) return true;              // LB26
  if (is_any(i - 1, set_of(kJV, kH2)) && is_any(i, set_of(kJV, kJT))) return true;
  if (is_any(i - 1, set_of(kJT, kH3)) && after.is(kJT)) return true;
  if (is_any(i - 1, kHangul) && after.is(kPO)) return true;                              // LB27
  if (before.is(kPR) && is_any(i, kHangul)) return true;

  const auto is_aksara = [this](std::size_t at) {
    return is_any(at, kAksara) || (at < units_.size() && units_[at].has(kDottedCircle));
  };
  if (before.is(kAP) && is_aksara(i)) return true;                                       // LB28a
  if (is_aksara(i - 1) && is_any(i, set_of(kVF, kVI))) return true;
  const bool after_virama = before.is(kVI) && i >= 2 && is_aksara(i - 2);
  if (after_virama && (after.is(kAK) || after.has(kDottedCircle))) return true;
  return is_aksara(i - 1) && is_aksara(i) && is_any(i + 1, set_of(kVF));
}

bool LineBreaker::glued_by_letter(std::size_t i) const {
  const LineUnit& before = units_[i - 1];
  const LineUnit& after = units_[i];
  if (after.is(kIN)) return true;                                                        // LB22
  const bool letter_before = is_any(i - 1, kLetters);
  const bool letter_after = is_any(i, kLetters);
  if (letter_before && after.is(kNU)) return true;                                       // LB23
  if (before.is(kNU) && letter_after) return true;
  if (before.is(kPR) && is_any(i, kIdeographic)) return true;                            // LB23a
  if (is_any(i - 1, kIdeographic) && after.is(kPO)) return true;
  if (is_any(i - 1, set_of(kPR, kPO)) && letter_after) return true;                      // LB24
  if (letter_before && is_any(i, set_of(kPR, kPO))) return true;
  if (letter_before && letter_after) return true;                                        // LB28
  if (before.is(kIS) && letter_after) return true;                                       // LB29
  if (is_any(i - 1, kAlphanumeric) && after.is(kOP)) return !is_east_asian(i);           // LB30
  if (before.is(kCP) && is_any(i, kAlphanumeric)) return !is_east_asian(i - 1);
  if (!after.is(kEM)) return false;                                                      // LB30b
  return before.is(kEB) || (before.has(kPictographic) && before.has(kUnassigned));
}

std::vector<bool> untailored_breaks(std::u32string_view paragraph) {
  std::vector<LineUnit> units = line_units(paragraph, Runs::kAll);
  for (LineUnit& unit : units) {
    if (unit.is(kCJ)) unit.line_break = kNS;  // LB1
  }
  std::vector<bool> breaks(paragraph.size(), false);
  LineBreaker breaker(units);
  for (std::size_t i = 1; i < units.size(); ++i) {
    const std::uint32_t behind = units[i - 1].start + 1;
    std::fill_n(breaks.begin() + behind, han_left_out(paragraph, units[i - 1], units[i]), true);
    breaks[units[i].start] = breaker.may_break(i);
  }
  return breaks;
}

}  // namespace lr::pack
