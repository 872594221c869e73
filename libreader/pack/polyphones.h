// Characters with more than one frequent reading in Mandarin, for finding titles: all readings of each, without tones.
#pragma once
#include <span>
#include <string_view>

namespace lr::pack {

// None for a character that is not in the table.
std::span<const std::u32string_view> polyphone_readings(char32_t c);

}  // namespace lr::pack
