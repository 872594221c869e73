// UTF-8 to code points and back, and Unicode normalisation form C.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lr::pack {

inline constexpr std::size_t kAllValid = static_cast<std::size_t>(-1);

// Offset of the first byte that starts no well-formed UTF-8 sequence (Unicode, table 3-7), or kAllValid.
std::size_t find_invalid_utf8(std::string_view bytes);

// A byte that belongs to no well-formed sequence becomes U+FFFD.
std::u32string decode_utf8(std::string_view bytes);

std::string encode_utf8(std::u32string_view text);

std::string nfc(std::string_view utf8);
std::u32string nfc(std::u32string_view text);

std::u32string lower_ascii(std::u32string text);  // other letters stay

// Compatibility decomposition of one code point (NFKD).
std::u32string compatibility_form(char32_t c);

}  // namespace lr::pack
