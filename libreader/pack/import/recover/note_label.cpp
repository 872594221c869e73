// Reads the signs of notes.
#include "note_label.h"

#include "draft.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kMostDigits = 3;

std::size_t read_number(std::u32string_view text, unsigned& number) {
  std::size_t at = 0;
  for (number = 0; at < text.size() && at < kMostDigits && is_digit(text[at]); ++at)
    number = number * 10 + (text[at] - '0');
  return at;
}

// `sign` with the spaces behind it; none where no text follows.
NoteSign with_text(NoteSign sign, std::u32string_view text) {
  while (sign.size > 0 && sign.size < text.size() && has(kSpaces, text[sign.size])) ++sign.size;
  return sign.size < text.size() ? sign : NoteSign();
}

}  // namespace

NoteSign note_sign(std::u32string_view text) {
  NoteSign sign;
  if (text.empty()) return sign;
  if (has(kOpenLabel, text.front())) {
    const std::size_t digits = read_number(text.substr(1), sign.number);
    const bool closed = digits > 0 && digits + 1 < text.size() && has(kCloseLabel, text[digits + 1]);
    if (closed) sign.size = digits + 2;
  } else if (is_circled(text.front())) {
    sign = {text.front() - U'①' + 1, 1, true, false};
  } else if (has(U"*＊", text.front())) {
    sign = {0, 1, false, true};
  }
  return sign;
}

NoteSign note_label(std::u32string_view text) { return with_text(note_sign(text), text); }

NoteSign item_number(std::u32string_view text) {
  NoteSign sign;
  const std::size_t digits = read_number(text, sign.number);
  if (digits == 0 || digits == text.size() || !has(U".．、)）", text[digits])) return {};
  if (digits + 1 < text.size() && is_digit(text[digits + 1])) return {};
  sign.size = digits + 1;
  return with_text(sign, text);
}

}  // namespace lr::pack::recover
