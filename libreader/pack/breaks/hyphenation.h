// Where the words of a text may be parted with a hyphen (U4).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

// The places before which a word of this language may be parted, in rising order: code points of `text`. `tag` is a BCP 47
// tag, or empty for English, whose patterns are those of the United States. Names, numbers, addresses of programs and words
// of less than seven letters stay whole. None where no patterns of the language are installed.
std::vector<std::uint32_t> hyphenation_points(std::u32string_view text, std::string_view tag);

// Whether there are patterns for a language.
bool has_hyphenation(std::string_view tag);

}  // namespace lr::pack
