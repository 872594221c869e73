// The label that a note begins with, in all the ways it is printed.
#include "note_label.h"

#include "../recover/draft.h"

namespace lr::pack::pdf {
namespace {

constexpr std::u32string_view kStars = U"*＊†‡§";

bool is_circled(char32_t c) { return c >= 0x2460 && c <= 0x2473; }

std::size_t after_spaces(std::u32string_view text, std::size_t at) {
  while (at < text.size() && recover::has(recover::kSpaces, text[at])) ++at;
  return at;
}

}  // namespace

NoteLabel note_label(std::u32string_view text, bool plain) {
  NoteLabel label;
  const std::size_t first = after_spaces(text, 0);
  if (first >= text.size()) return label;
  const char32_t c = text[first];
  std::size_t at = first + 1;
  if (recover::is_reference(c)) {
    label = {static_cast<int>(c - recover::kReference), 0, true, 0};
    if (at < text.size() && recover::has(U".．、", text[at])) ++at;
  } else if (is_circled(c)) {
    label.number = static_cast<int>(c - 0x2460 + 1);
  } else if (recover::has(kStars, c)) {
    label = {0, 0, false, c};
  } else {
    const bool bracket = recover::has(U"[［〔", c);
    std::size_t end = bracket ? at : first;
    int number = 0;
    for (at = end; at < text.size() && at < end + 3 && recover::is_digit(text[at]); ++at)
      number = number * 10 + static_cast<int>(text[at] - '0');
    if (at == end || at >= text.size()) return {};
    const bool closed = bracket && recover::has(U"]］〕", text[at]);
    const bool stopped = plain && !bracket && recover::has(U".．、)） \u3000", text[at]);
    if (!closed && !stopped) return {};
    if (at + 1 < text.size() && stopped && text[at] == '.' && recover::is_digit(text[at + 1])) return {};
    label.number = number;
    ++at;
  }
  label.size = after_spaces(text, at);
  return label.size < text.size() ? label : NoteLabel();
}

}  // namespace lr::pack::pdf
