// Characters that search takes for one another, as far as no table is needed: ASCII letters large and small, and the
// full-width forms of ASCII.
#pragma once
#include <cstdint>

namespace lr {

constexpr std::uint32_t plain_fold(std::uint32_t c) {
  if (c == 0x3000) return ' ';
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

// Whether a folded code point is of a word in letters: three of them next to each other have a list (section.h).
constexpr bool is_word_letter(std::uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0xC0 && c < 0x590);
}

}  // namespace lr
