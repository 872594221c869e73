// UTF-8, one code point at a time.
#pragma once
#include <cstdint>

namespace lr {

inline constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;
inline constexpr int kMaxUtf8Bytes = 4;  // a code point

// Writes the UTF-8 form of a code point to `to` (room for kMaxUtf8Bytes) and returns its length; surrogates and values
// beyond kMaxCodePoint become U+FFFD.
constexpr int encode_utf8(std::uint32_t code_point, char* to) {
  if (code_point > kMaxCodePoint || (code_point >= 0xD800 && code_point < 0xE000)) code_point = 0xFFFD;
  if (code_point < 0x80) {
    to[0] = static_cast<char>(code_point);
    return 1;
  }
  const int extra = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  const std::uint32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
  to[0] = static_cast<char>(lead[extra] | code_point >> (6 * extra));
  for (int i = 1; i <= extra; ++i)
    to[i] = static_cast<char>(0x80 | ((code_point >> (6 * (extra - i))) & 0x3F));
  return extra + 1;
}

}  // namespace lr
