// Where a line may break in an article: UAX #14 with the rules of Chinese, Japanese and Korean typesetting on top. The
// ids are those of the requirements the rules were gathered from: K kinsoku, U units, Q quotation marks, F notes,
// L addresses, S spaces, KO Korean.
#include "tailoring.h"

#include <libreader/pack/breaks.h>

#include <algorithm>

#include "forms.h"
#include "grapheme_break.h"
#include "note_marks.h"
#include "urls.h"

namespace lr::pack {
namespace {

using enum LineBreak;

bool is_bracket_or_quote(char32_t c) { return (c >= 0x3008 && c <= 0x301B) || c > 0xFF00 || c < 0x2100; }

constexpr std::uint64_t class_bits(LineBreak line_break) { return std::uint64_t{1} << static_cast<int>(line_break); }

void reclass(LineUnit& unit, LineBreak line_break, bool east_asian) {
  unit.line_break = line_break;
  unit.flags = static_cast<std::uint8_t>(east_asian ? kEastAsian : 0);
}

// KO1, keep-all: what a word is made of breaks like letters, and so do the brackets around it.
void keep_word(LineUnit& unit) {
  switch (unit.line_break) {
    case kH2: case kH3: case kJL: case kJV: case kJT: case kCJ: return reclass(unit, kAL, false);
    case kID:
      if (unicode_record(unit.code_point).has(kLetter)) reclass(unit, kAL, false);
      return;
    case kOP: return reclass(unit, kOP, false);
    case kCL:
      if (is_bracket_or_quote(unit.code_point) && unit.code_point != U'，' && unit.code_point != U'．') {
        reclass(unit, kCP, false);
      }
      return;
    default: return;
  }
}

// What tailor_class does to marks; letters never come here.
void tailor_mark(LineUnit& unit, Form form, Language language) {
  const bool wide = form == Form::kWide;
  const bool paired = wide || (is_cjk(language) && language != Language::kKo);
  switch (unit.code_point) {
    case U'“': return paired ? reclass(unit, kOP, wide) : void();  // Q1
    case U'”': return paired ? reclass(unit, wide ? kCL : kCP, wide) : void();
    case U'‘': return wide ? reclass(unit, kOP, true) : void();
    case U'’': return wide ? reclass(unit, kCL, true) : void();    // an apostrophe stays what it is
    case U'·': case U'‧': return wide ? reclass(unit, kNS, true) : void();  // K2
    case U'～': return reclass(unit, kNS, true);                   // K2
    case U'―': return wide ? reclass(unit, kB2, true) : void();    // U1: as U+2014
    case U'／': return reclass(unit, kSY, true);                   // K6
    default: break;
  }
  if (unit.code_point >= U'０' && unit.code_point <= U'９') return reclass(unit, kNU, true);  // U2
  if (language == Language::kKo) keep_word(unit);
}

bool is_solidus(char32_t c) { return c == U'/' || c == U'／'; }

// The dividing marks that part a number: ３．５, 10：30.
bool parts_number(char32_t c) { return c == U'．' || c == U'：'; }

// Hyphens before which CSS "line-break: normal" offers a break in Chinese and Japanese. Of its list the en dash is left
// out, which K2 forbids.
bool is_breakable_hyphen(char32_t c, Language language) {
  if (c == 0x2010) return language == Language::kJa;
  return (c == 0x301C || c == 0x30A0) && is_cjk(language) && language != Language::kKo;
}

// Does anything below have a say beside this unit, once it has its class? `before` is the class of the unit before it.
bool has_rules(const LineUnit& unit, LineBreak before) {
  constexpr std::uint64_t kClasses = class_bits(kBK) | class_bits(kCR) | class_bits(kLF) | class_bits(kNL) |
                                     class_bits(kB2) | class_bits(kIN) | class_bits(kCJ) | class_bits(kNS) |
                                     class_bits(kSY) | class_bits(kHH) | class_bits(kBA);
  if (is_common_letter(unit.code_point)) return false;
  if (class_bits(unit.line_break) & kClasses) return true;
  if (unit.is(kNU)) return before == kCL || before == kEX;
  return may_begin_note_mark(unit.code_point) || unit.code_point == U'．';
}

// One paragraph on its way from units to opportunities.
class Paragraph {
 public:
  Paragraph(std::u32string_view text, Language language, const std::vector<Form>& form)
      : text_(text),
        language_(language),
        units_(line_units(text, language == Language::kKo ? Runs::kAsciiLetters : Runs::kAll)),
        breaker_(units_) {
    bool url = false;
    LineBreak before = kBK;
    for (LineUnit& unit : units_) {
      const char32_t c = unit.code_point;
      if (is_common_letter(c) && language != Language::kKo) {
        before = unit.line_break;
        continue;
      }
      url |= c == U'@' || c == U'/' || (c == U'.' && unit.start > 0 && text[unit.start - 1] == U'w');
      tailor_class(unit, form[unit.start], language);
      if (has_rules(unit, before)) unit.flags |= LineUnit::kTailored;
      before = unit.line_break;
    }
    if (url) urls_ = find_urls(text);
  }

  // Writes the opportunity before every unit but the first.
  void write(std::vector<Opportunity>& before) {
    for (std::size_t i = 1; i < units_.size(); ++i) {
      const LineUnit& unit = units_[i];
      const std::size_t behind = units_[i - 1].start + 1;
      std::fill_n(&before[behind], han_left_out(text_, units_[i - 1], unit), Opportunity::kAlways);
      if (i >= 2 && at(i - 1) == U'-' && at(i - 2) == U'-') {  // U4: the hyphens of an option belong to its word
        before[unit.start] = Opportunity::kEmergency;
        continue;
      }
      const bool plain = ((unit.flags | units_[i - 1].flags) & LineUnit::kTailored) == 0;
      if (plain && unit.start >= note_end_ && !in_url(i)) {
        before[unit.start] = breaker_.may_break(i) ? Opportunity::kAlways : Opportunity::kEmergency;
      } else {
        before[unit.start] = opportunity(i);
      }
    }
  }

 private:
  bool is_any(std::size_t i, LineBreak a, LineBreak b) const { return units_[i].is(a) || units_[i].is(b); }
  char32_t at(std::size_t i) const { return units_[i].code_point; }
  bool is_east_asian(std::size_t i) const { return i < units_.size() && units_[i].has(kEastAsian); }
  bool is_number(std::size_t i) const { return i < units_.size() && units_[i].is(kNU); }
  bool is_gap(std::size_t i) const { return units_[i].is(kSP) || at(i) == 0x3000; }

  // The last unit before `i` that is neither space nor U+3000; kNone where there is none.
  std::size_t text_before(std::size_t i) const {
    while (i > 0 && is_gap(i - 1)) --i;
    return i == 0 ? LineBreaker::kNone : i - 1;
  }

  Opportunity opportunity(std::size_t i) {
    const bool allowed = breaker_.may_break(i);
    count_run(i);
    if (breaker_.is_forced(i)) return Opportunity::kAlways;
    if (in_run(i)) return run_ % 2 == 0 ? Opportunity::kNever : Opportunity::kEmergency;  // U1
    if (in_url(i)) {                                                                      // L1
      return url_may_break(at(i - 1), at(i)) ? Opportunity::kAlways : Opportunity::kEmergency;
    }
    if (belongs_to_note(i)) return Opportunity::kEmergency;                               // F1
    if (!allowed) return relaxed(i);
    return forbidden(i) ? Opportunity::kEmergency : level_of(i);
  }

  // U1: the dashes or ellipses in a row that end with unit i.
  void count_run(std::size_t i) { run_ = in_run(i) ? run_ + 1 : 1; }
  bool in_run(std::size_t i) const {
    return is_any(i, kB2, kIN) && at(i) == at(i - 1) && at(i) != U'⸺' && at(i) != U'⸻';
  }

  bool in_url(std::size_t i) {
    if (url_ == urls_.size()) return false;
    const std::size_t place = units_[i].start;
    while (url_ < urls_.size() && urls_[url_].end <= place) ++url_;
    return url_ < urls_.size() && urls_[url_].begin < place;
  }

  // F1: is unit i in a note mark, or the first of one that stands after text?
  bool belongs_to_note(std::size_t i) {
    const std::size_t place = units_[i].start;
    if (place < note_end_) return true;
    const char32_t c = at(i);
    if (!units_[i].is(kNU) && !may_begin_note_mark(c)) return false;
    const std::size_t end = note_mark_end(text_, place);
    if (end == place) return false;
    const std::size_t base = text_before(i);
    if (base == LineBreaker::kNone || units_[base].is(kOP)) return false;
    if (is_note_sign(c) && base + 1 != i) return false;
    if (is_note_figure(c) && begins_list(at(base))) return false;
    note_end_ = end;
    return true;
  }

  // ① after such a mark counts the items of a list.
  static bool begins_list(char32_t c) { return c == U'：' || c == U'；' || c == U':' || c == U';' || c == U'、'; }

  // Opportunities that UAX #14 does not know.
  Opportunity relaxed(std::size_t i) const {
    const bool hyphen = is_breakable_hyphen(at(i), language_) && is_east_asian(i - 1) && !units_[i - 1].is(kOP);
    return hyphen ? Opportunity::kBasic : Opportunity::kEmergency;  // K4
  }

  bool forbidden(std::size_t i) const {
    const std::size_t base = is_gap(i - 1) ? text_before(i) : i - 1;
    if (base != i - 1) {
      if (units_[i].is(kNS)) return true;                                            // K1s
      if (base != LineBreaker::kNone && units_[base].is(kOP)) return true;           // K1s, after （ and U+3000
      if (is_cjk(language_) && is_connector(i)) return true;                         // K1s with K2
    } else if (is_connector(i)) {
      return true;                                                                   // K2
    }
    if (at(i - 1) == 0x2013 && i >= 2 && is_number(i) && is_number(i - 2)) return true;  // U5
    return parts_number(at(i - 1)) && i >= 2 && is_number(i) && is_number(i - 2);        // U2
  }

  // K2: a single dash or an en dash.
  bool is_connector(std::size_t i) const {
    if (at(i) == 0x2013) return true;
    const bool single = i + 1 == units_.size() || at(i + 1) != at(i);
    return units_[i].is(kB2) && single && at(i) != U'⸺' && at(i) != U'⸻';
  }

  // The level of a boundary at which a break is offered.
  Opportunity level_of(std::size_t i) const {
    if (units_[i].is(kCJ)) return Opportunity::kBasic;                         // K4
    if (is_solidus(at(i - 1)) && (is_east_asian(i) || (i >= 2 && is_east_asian(i - 2)))) {
      return Opportunity::kBasic;                                              // K6
    }
    if (is_any(i, kB2, kIN)) return Opportunity::kGb;                          // K3
    return Opportunity::kAlways;
  }

  std::u32string_view text_;
  Language language_;
  std::vector<LineUnit> units_;
  LineBreaker breaker_;
  std::vector<TextRange> urls_;
  std::size_t url_ = 0;       // the address that the walk has reached
  std::size_t note_end_ = 0;  // end of the last note mark
  std::size_t run_ = 1;       // U1: like marks in a row up to the unit at hand
};

}  // namespace

void tailor_class(LineUnit& unit, Form form, Language language) {
  const bool untouched = unit.code_point < 0x80 || is_common_letter(unit.code_point);
  if (!untouched || (language == Language::kKo && unit.code_point >= 0x80)) tailor_mark(unit, form, language);
}

BreakAnalysis analyse_breaks(std::u32string_view paragraph, Language language) {
  if (paragraph.empty()) return {};
  const std::vector<std::uint32_t> joins = cluster_joins(paragraph);
  BreakAnalysis analysis;
  analysis.form = resolve_forms(paragraph, joins, language);
  analysis.before.assign(paragraph.size(), Opportunity::kEmergency);
  Paragraph(paragraph, language, analysis.form).write(analysis.before);
  analysis.cluster_start.assign(paragraph.size(), true);
  analysis.before[0] = Opportunity::kNever;
  for (const std::uint32_t join : joins) {
    analysis.cluster_start[join] = false;
    analysis.before[join] = Opportunity::kNever;  // G1
  }
  return analysis;
}

}  // namespace lr::pack
