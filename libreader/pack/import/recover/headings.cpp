// Headings and their levels (D16-D18). Evidence: a number of its own style (一、 is 1, （一） is 2, 1. is 3, 第…章 is
// 1, 第…节 is 2), which beats the level of a Markdown sign; one of the words that always head a section; or, without
// any mark, a short line without final punctuation between finished paragraphs. Unmarked headings that come again and
// again stand under those that come once.
#include <algorithm>
#include <map>

#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kLongestHeading = 45, kLongestUnnumbered = 28;
constexpr std::u32string_view kChinese = U"一二三四五六七八九十";

std::u32string_view after_numeral(std::u32string_view text) {
  return text.substr(std::min(text.find_first_not_of(kNumerals), text.size()));
}

// "7.1. …" and "7.1 …" are 2, "7.1.2 …" is 3; "7장. …" is 1, "7절 …" is 2.
int decimal_level(std::u32string_view text) {
  int parts = 0;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) {
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at - first > 3) return 0;
    ++parts;
    if (parts == 1 && at + 1 < text.size() && has(U"장편절", text[at]) && has(U". \u3000", text[at + 1]))
      return text[at] == U'절' ? 2 : 1;
    if (at >= text.size() || text[at] != '.') break;
    ++at;
  }
  const bool is_number = parts >= 2 && parts <= 6 && at + 1 < text.size() && has(kSpaces, text[at]);
  const std::u32string_view rest = is_number ? strip(text.substr(at)) : text;
  return is_number && !rest.empty() && !is_digit(rest.front()) ? parts : 0;
}

}  // namespace

int numbered_level(std::u32string_view text, bool spaced, bool marked) {
  for (std::u32string_view word : {U"Chapter ", U"CHAPTER ", U"Part ", U"PART "}) {
    if (text.starts_with(word) && text.back() != '.') return 1;
  }
  if (text.front() == U'第') {
    const std::u32string_view rest = after_numeral(text.substr(1));
    const bool is_numbered = rest.size() < text.size() - 1;
    if (is_numbered && starts_with_any(rest, U"章回部卷篇編编")) return 1;
    return is_numbered && starts_with_any(rest, U"节節") ? 2 : 0;
  }
  if (starts_with_any(text, U"（(")) {
    const std::u32string_view numeral = strip(text.substr(1));
    if (!starts_with_any(numeral, kChinese)) return 0;
    const std::u32string_view rest = strip(after_numeral(numeral));
    return rest.size() >= 2 && starts_with_any(rest, U"）)") ? 2 : 0;
  }
  if (starts_with_any(text, kChinese)) {
    const std::u32string_view rest = after_numeral(text);
    if (rest.size() < 2) return 0;
    if (starts_with_any(rest, U"、．")) return 1;
    return spaced && starts_with_any(rest, U" \u3000") ? 1 : 0;
  }
  if (const int decimal = decimal_level(text); decimal > 0) return decimal;
  if (!marked || !is_digit(text.front())) return 0;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at < text.size() && has(U".．、", text[at]) ? 3 : 0;
}

bool is_heading_word(std::u32string_view text) {
  const std::u32string word = without_spaces(text);
  for (std::u32string_view known : {U"结语", U"結語", U"结论", U"結論", U"引言", U"前言", U"导言", U"導言", U"绪论",
                                    U"余论", U"结束语", U"尾声", U"序言", U"后记", U"後記", U"序章", U"终章"}) {
    if (word == known) return true;
  }
  return false;
}

bool has_spaced_numbers(const Draft& draft) {
  const auto is_spaced = [](std::u32string_view text) {
    return text.size() <= kLongestHeading && starts_with_any(text, kChinese) &&
           starts_with_any(after_numeral(text), U" \u3000") && !is_complete(text);
  };
  return std::count_if(draft.lines.begin(), draft.lines.end(), [&](const Line& line) { return is_spaced(line.text); }) >= 2;
}

namespace {

class Levels {
 public:
  explicit Levels(const Draft& draft)
      : draft_(draft), levels_(draft.lines.size(), 0), spaced_(has_spaced_numbers(draft)) {}

  std::vector<int> run() {
    for (std::size_t i = 0; i < levels_.size(); ++i) levels_[i] = level(i);
    level_repeated();
    return std::move(levels_);
  }

 private:
  const Line& line(std::size_t i) const { return draft_.lines[i]; }

  // A heading follows a finished paragraph or a heading.
  bool can_begin(std::size_t i) const {
    if (i == 0 || levels_[i - 1] != 0 || is_complete(line(i - 1).text) || !wraps()) return true;
    const bool returned = line(i - 1).trailing_space && !has(U"，、；,;", line(i - 1).text.back());
    return draft_.shape.hard_returns && (returned || line(i).spaces_before > 0);
  }
  bool wraps() const { return draft_.shape.is_wrapped || draft_.shape.blank_after_all || draft_.shape.hard_returns; }

  int level(std::size_t i) {
    constexpr std::u32string_view kNotAtEnd = U"。，、；：,;:！!…";
    const std::u32string text = without_marks(line(i).text);
    if (text.empty()) return 0;
    if (line(i).start != Start::kUnknown && !is_open_to_text(i)) return line(i).level;
    if (line(i).underlined > 0) return line(i).underlined;
    if (line(i).hashes > 0) {
      const int numbered = numbered_level(text, true, true);
      return numbered > 0 ? numbered : is_heading_word(text) ? 1 : std::max(1, line(i).hashes - 1);
    }
    if (text.size() > kLongestHeading || has(kNotAtEnd, text.back()) || draft_.shape.has_markup) return 0;
    if (!can_begin(i)) return 0;
    if (const int numbered = numbered_level(text, spaced_, false)) return numbered;
    if (is_heading_word(text)) return 1;
    return is_unnumbered(i) ? kUnnumbered : 0;
  }

  // Of lines with known places, only one that is a paragraph by itself may be a heading by its words.
  bool is_open_to_text(std::size_t i) const {
    const bool alone = i + 1 == levels_.size() || line(i + 1).start == Start::kYes;
    return line(i).start == Start::kYes && line(i).kind == BlockKind::kParagraph && alone;
  }

  bool is_unnumbered(std::size_t i) const {
    const Line& one = line(i);
    const std::u32string_view text = one.text;
    if (i + 1 == levels_.size() || text.size() > kLongestUnnumbered) return false;
    if (has(U"。，、；：！？…,;:.!?”’—", text.back()) || starts_with_any(text, U"•·●■◆–-—*0123456789\"")) return false;
    const Line& next = line(i + 1);
    if (draft_.shape.hard_returns) {
      const bool ends = one.trailing_space || next.spaces_before > 0 || next.begins_page;
      return ends && one.width * 10 < draft_.shape.full_width * 6 && one.blanks_before + one.begins_page > 0;
    }
    const bool beside_long = next.width >= 80 && (i == 0 || is_complete(line(i - 1).text));
    return draft_.shape.has_long_lines && beside_long && i > 0 && one.width <= 50 && has_han(text);
  }

  static bool has_han(std::u32string_view text) { return latin_share(text) < 0.5 && text.size() >= 2; }

  void level_repeated() {
    std::map<std::u32string, int> count;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      if (levels_[i] == kUnnumbered) ++count[without_spaces(line(i).text)];
    }
    bool parent = false;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      if (levels_[i] != kUnnumbered) continue;
      const bool repeated = count[without_spaces(line(i).text)] > 1;
      levels_[i] = repeated && parent ? 2 : 1;
      parent = parent || !repeated;
    }
  }

  static constexpr int kUnnumbered = 100;
  const Draft& draft_;
  std::vector<int> levels_;
  bool spaced_;
};

}  // namespace

bool is_numbered_heading(std::u32string_view text) { return !text.empty() && numbered_level(text, false, false) > 0; }

std::vector<int> heading_levels(const Draft& draft) { return Levels(draft).run(); }

}  // namespace lr::pack::recover
