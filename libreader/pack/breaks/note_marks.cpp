#include "note_marks.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLongestBracket = 16;  // code points of the longest bracketed mark
constexpr std::size_t kLongestNumber = 3;    // digits of the highest bare number

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool contains(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

char32_t closer_of(char32_t c) {
  switch (c) {
    case U'[': return U']';
    case U'〔': return U'〕';
    case U'［': return U'］';
    default: return 0;
  }
}

// [12], [3, 5–7], [注1]: digits, with the marks of lists and ranges among them.
std::size_t bracket_end(std::u32string_view text, std::size_t at) {
  const char32_t closer = closer_of(text[at]);
  bool digits = false;
  for (std::size_t i = at + 1; closer != 0 && i < text.size() && i - at < kLongestBracket; ++i) {
    if (text[i] == closer) return digits ? i + 1 : at;
    if (is_digit(text[i])) {
      digits = true;
    } else if (i == at + 1 ? text[i] != U'注' && text[i] != U'註' : !digits || !contains(U", -–~，、", text[i])) {
      return at;
    }
  }
  return at;
}

// 信任。2 is a note, 信任。2019年 and 信任。3个 are not.
std::size_t bare_number_end(std::u32string_view text, std::size_t at) {
  if (at == 0 || !contains(U"。！？”’」』", text[at - 1])) return at;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at || end - at > kLongestNumber) return at;
  if (end == text.size()) return end;
  const char32_t next = text[end];
  const bool latin = next < 0x250 && next != U' ';
  static constexpr std::u32string_view kCounted =
      U"．、：％‰℃～－—–年月日时時点點分秒号號世个個名次种種项項位届屆条條人岁歲万萬亿億千百十几多余倍大国國家";
  return latin || contains(kCounted, next) ? at : end;
}

}  // namespace

bool is_note_figure(char32_t c) {
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
         (c >= 0x2460 && c <= 0x2473) || (c >= 0x24F5 && c <= 0x24FE) || (c >= 0x2776 && c <= 0x2793) ||
         (c >= 0x3251 && c <= 0x325F);
}

bool is_note_sign(char32_t c) { return c == U'*' || c == U'＊' || c == U'※' || c == U'†' || c == U'‡'; }

bool may_begin_note_mark(char32_t c) { return closer_of(c) != 0 || is_note_figure(c) || is_note_sign(c); }

std::size_t note_mark_end(std::u32string_view paragraph, std::size_t at) {
  const char32_t c = paragraph[at];
  if (is_note_figure(c) || is_note_sign(c)) return at + 1;
  return is_digit(c) ? bare_number_end(paragraph, at) : bracket_end(paragraph, at);
}

}  // namespace lr::pack
