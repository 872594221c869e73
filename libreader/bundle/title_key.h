// How titles and what is typed to find them are made alike: one rule for the packer, which writes keys, and the device,
// which looks for them. It is all the folding that a device does; what takes tables (accents, compatibility forms,
// readings) the packer does and writes as further keys.
#pragma once
#include <cstdint>

namespace lr {

constexpr bool is_within(std::uint32_t c, std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; }

// The code point that stands in a key for `c`; 0: none, as for spaces and punctuation. ASCII, full-width and Latin-1
// letters are lower case, katakana is hiragana, and ü is v, as it is typed in pinyin.
constexpr std::uint32_t title_key_of(std::uint32_t c) {
  if (is_within(c, 0xFF01, 0xFF5E)) c -= 0xFF01 - '!';
  if (is_within(c, 'A', 'Z') || (is_within(c, 0xC0, 0xDE) && c != 0xD7)) c += 0x20;
  if (c == 0xFC) return 'v';
  if (is_within(c, 0x30A1, 0x30F6)) return c - 0x60;
  if (is_within(c, 'a', 'z') || is_within(c, '0', '9')) return c;
  constexpr std::uint16_t kSigns[][2] = {{0, 0xBF},        {0xD7, 0xD7},     {0xF7, 0xF7},
                                         {0x2000, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020},
                                         {0x30FB, 0x30FB}, {0xFE30, 0xFE6F}, {0xFF5F, 0xFF65}};
  for (const auto& signs : kSigns) {
    if (is_within(c, signs[0], signs[1])) return 0;
  }
  return c;
}

}  // namespace lr
