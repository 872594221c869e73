// UTF-8, one code point at a time.
#pragma once
#include <cstdint>
#include <string_view>

namespace lr {

inline constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;
inline constexpr int kMaxUtf8Bytes = 4;  // a code point

// Writes the UTF-8 form of a code point to `to` (room for kMaxUtf8Bytes) and returns its length; surrogates and values
// beyond kMaxCodePoint become U+FFFD.
int encode_utf8(std::uint32_t code_point, char* to);

// Takes the first code point off `utf8`, which is not empty. A byte that begins no well-formed sequence is U+FFFD.
std::uint32_t decode_utf8(std::string_view& utf8);

}  // namespace lr
