// Characters as a careful editor sets them (D20-D23, D27): full-width Latin becomes ASCII, punctuation has the width of
// its neighbours, brackets agree in pairs, quotes are curly, dashes and ellipses have their Chinese form, and no space
// stands next to a Chinese character. Evidence is the nearest visible character on each side. Addresses are not
// touched. A space between Chinese characters stays where it parts two headlines: phrases of one length, or inside 《》
// (D18).
#include "../characters.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1), kShortestPhrase = 4;

bool is_skipped(char32_t c) { return is_mark(c) || is_reference(c); }
bool is_ascii_word(char32_t c) { return c < 0x80 && (is_digit(c) || is_latin_letter(c)); }

class Setter {
 public:
  Setter(std::u32string_view text, Language language, Kind kind) : text_(text), language_(language), kind_(kind) {
    latin_share_ = latin_share(text);
    english_ = latin_share_ > 0.9;
  }

  std::u32string run() {
    const bool chinese = language_ == Language::kZhHans || language_ == Language::kZhHant;
    if (chinese) {
      narrow();
      dashes();
    }
    protect();
    quotes();
    if (chinese) {
      brackets();
      punctuation();
      spaces();
    }
    return std::move(text_);
  }

 private:
  // ---- neighbours ----

  std::size_t before(std::size_t i) const {
    while (i-- > 0) {
      if (!is_skipped(text_[i]) && !has(kSpaces, text_[i])) return i;
    }
    return kNone;
  }
  std::size_t after(std::size_t i) const {
    while (++i < text_.size()) {
      if (!is_skipped(text_[i]) && !has(kSpaces, text_[i])) return i;
    }
    return kNone;
  }

  // Whether what stands there is Chinese. Quotes and dashes are of both worlds: what they hold or follow decides.
  bool is_wide(std::size_t i, int direction) const {
    for (int steps = 0; i != kNone && steps < 8; ++steps) {
      const char32_t c = text_[i];
      if (c == U'“' || c == U'‘') {
        i = after(i);
      } else if (c == U'”' || c == U'’') {
        i = before(i);
      } else if (c == U'—' || c == U'…') {
        const std::size_t next = direction > 0 ? after(i) : before(i);
        if (next == kNone) return true;
        i = next;
      } else {
        return is_east_asian(c) && !(c >= 0xFF21 && c <= 0xFF5A);
      }
    }
    return false;
  }

  // ---- passes ----

  void narrow() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      char32_t& c = text_[i];
      const char32_t left = i > 0 ? text_[i - 1] : U' ', right = i + 1 < text_.size() ? text_[i + 1] : U' ';
      const bool letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) || (c >= 0xFF10 && c <= 0xFF19);
      const auto word = [](char32_t x) {
        return is_ascii_word(x) || (x >= 0xFF10 && x <= 0xFF5A && x != 0xFF1A && x != 0xFF1B);
      };
      if (letter || (c == U'．' && (word(left) || left == '.')) || (c == U'－' && (word(left) || word(right))))
        c -= 0xFEE0;
    }
  }

  void dashes() {
    std::u32string out;
    for (std::size_t i = 0; i < text_.size();) {
      std::size_t run = 1;
      while (i + run < text_.size() && text_[i + run] == text_[i]) ++run;
      const bool dots = text_[i] == '.' && (run >= 6 || (run >= 3 && i > 0 && is_wide(i - 1, -1)));
      if (dots) {
        out += U"……";
      } else {
        out.append(text_[i] == U'—' && run > 2 ? 2 : run, text_[i]);
      }
      i += run;
    }
    text_ = std::move(out);
  }

  void protect() {
    address_.assign(text_.size(), false);
    bool inside = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const std::u32string_view rest = std::u32string_view(text_).substr(i);
      inside = inside || rest.starts_with(U"http://") || rest.starts_with(U"https://") || rest.starts_with(U"www.");
      inside = inside && text_[i] > ' ' && text_[i] < 0x7F;
      address_[i] = inside;
    }
    for (std::size_t i = text_.size(); i-- > 0;) {  // a stop after an address is none of it
      const bool last = i + 1 == text_.size() || !address_[i + 1];
      if (address_[i] && last && has(U".,;:", text_[i])) address_[i] = false;
    }
  }

  void quotes() {
    bool open_double = false, open_single = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      char32_t& c = text_[i];
      if (c == U'“' || c == U'”') open_double = c == U'“';
      if (address_[i] || (c != '"' && c != '\'')) continue;
      const char32_t left = i > 0 ? text_[i - 1] : U' ', right = i + 1 < text_.size() ? text_[i + 1] : U' ';
      if (c == '"') {
        if (is_digit(left) && !open_double) continue;  // inches
        open_double = !open_double;
        c = open_double ? U'“' : U'”';
      } else if (is_latin_letter(left) || is_digit(left) || !(is_latin_letter(right) || is_east_asian(right))) {
        c = U'’';  // an apostrophe, or the end of a quotation
        open_single = false;
      } else {
        open_single = !open_single;
        c = open_single ? U'‘' : U'’';
      }
    }
  }

  bool has_wide_between(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i) {
      if (is_han(text_[i]) || is_kana(text_[i])) return true;
    }
    return false;
  }

  // A pair is full-width when it holds Chinese or follows it; both signs agree.
  void brackets() {
    std::vector<std::size_t> open;
    const auto settle_pair = [&](std::size_t first, std::size_t last) {
      const bool was_wide = text_[first] == U'（' || text_[last] == U'）';
      const bool wide = (was_wide && !english_) || has_wide_between(first + 1, last) || is_wide(before(first), -1) ||
                        (before(first) == kNone && is_wide(after(last), 1));
      text_[first] = wide ? U'（' : U'(';
      text_[last] = wide ? U'）' : U')';
      if (wide && !has_wide_between(first + 1, last)) latin_commas(first + 1, last);
    };
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (address_[i]) continue;
      if (has(U"(（", text_[i])) open.push_back(i);
      if (!has(U")）", text_[i]) || open.empty()) continue;
      settle_pair(open.back(), i);
      open.pop_back();
    }
    if (english_) latin_commas(0, text_.size());
  }

  // "Act，TRA": the comma of English text.
  void latin_commas(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < std::min(end, text_.size()); ++i) {
      constexpr std::u32string_view kWide = U"，；：？！", kNarrow = U",;:?!";
      const std::size_t which = kWide.find(text_[i]);
      if (which == std::u32string_view::npos || is_wide(before(i), -1) || is_wide(after(i), 1)) continue;
      text_[i] = kNarrow[which];
      if (i + 1 < text_.size() && !has(U" ”’)", text_[i + 1])) {
        text_.insert(i + 1, 1, U' ');
        address_.insert(address_.begin() + static_cast<std::ptrdiff_t>(i + 1), false);
        ++end;
      }
    }
  }

  void punctuation() {
    constexpr std::u32string_view kNarrow = U",;:?!", kWide = U"，；：？！";
    if (english_) return;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const std::size_t which = kNarrow.find(text_[i]);
      if (which == std::u32string_view::npos || address_[i]) continue;
      const std::size_t left = before(i), right = after(i);
      const bool number = left != kNone && right != kNone && left + 1 == i && right == i + 1 && is_digit(text_[left]) &&
                          is_digit(text_[right]);
      if (number) continue;
      const bool wide_left = left != kNone && is_wide(left, -1);
      const bool wide_right = right == kNone ? wide_left : is_wide(right, 1) && (text_[i] == ';' || latin_share_ < 0.3);
      if (wide_left || wide_right) text_[i] = kWide[which];
    }
  }

  // Length of the stretch of Chinese characters that ends before, or begins at, `i`.
  std::size_t phrase(std::size_t i, int direction) const {
    std::size_t length = 0;
    while (i < text_.size() && (is_han(text_[i]) || is_kana(text_[i]) || is_digit(text_[i]))) {
      ++length;
      i += static_cast<std::size_t>(direction);
    }
    return length;
  }

  bool parts_headlines(std::size_t first, std::size_t end) const {
    if (first == 0 || end >= text_.size() || !is_han(text_[first - 1])) return false;
    const std::size_t left = phrase(first - 1, -1), right = phrase(end, 1);
    std::size_t depth = 0;
    for (std::size_t i = 0; i < first; ++i) {
      depth += has(U"《〈", text_[i]);
      if (depth > 0) depth -= has(U"》〉", text_[i]);
    }
    const bool opens = has(U"“《", text_[end]);
    if (!opens && !is_han(text_[end])) return false;
    if (depth > 0) return left >= kShortestPhrase && (right >= kShortestPhrase || opens);
    return left == right && left >= kShortestPhrase && kind_ != Kind::kText;
  }

  // The space after a number that begins a block: "1. …" anywhere; "一 …", "第一章 …" in headings.
  bool follows_number(std::size_t first) const {
    if (first == 0 || first > 6) return false;
    const std::u32string_view number = std::u32string_view(text_).substr(0, first);
    const std::size_t digits = number.find_first_not_of(U"0123456789");
    if (digits != 0 && digits + 1 == first && number[digits] == '.') return true;
    if (kind_ != Kind::kHeading) return false;
    if (number.find_first_not_of(U"一二三四五六七八九十") == std::u32string_view::npos) return true;
    return number.size() >= 3 && number.front() == U'第' && has(U"章回节節部卷篇編编", number.back()) &&
           number.substr(1, number.size() - 2).find_first_not_of(kNumerals) == std::u32string_view::npos;
  }

  void spaces() {
    std::u32string out;
    for (std::size_t i = 0; i < text_.size();) {
      if (!has(kSpaces, text_[i])) {
        out += text_[i++];
        continue;
      }
      std::size_t end = i;
      while (end < text_.size() && has(kSpaces, text_[end])) ++end;
      if (keeps(i, end)) out += U' ';
      i = end;
    }
    text_ = std::move(out);
  }

  bool keeps(std::size_t first, std::size_t end) const {
    if (end == text_.size() || first == 0) return false;
    if (follows_number(first) || parts_headlines(first, end)) return true;
    if (is_skipped(text_[end])) return false;  // a mark stays with the word before it
    const std::size_t left = before(first), right = after(end - 1);
    if (left == kNone || right == kNone) return false;
    if (text_[right] == '/' && right + 1 < text_.size() && text_[right + 1] != ' ' && !address_[right]) return false;
    return !is_wide(left, -1) && !is_wide(right, 1);
  }

  std::u32string text_;
  Language language_;
  Kind kind_;
  double latin_share_ = 0;
  bool english_ = false;
  std::vector<bool> address_;
};

}  // namespace

std::u32string set_type(std::u32string_view text, Language language, Kind kind) {
  return Setter(text, language, kind).run();
}

}  // namespace lr::pack::recover
