// Where words of Latin letters may be parted with a hyphen (U4), by the patterns of libhyphen. Knows words only: which text
// is hyphenated at all is pack/soft_hyphens.h.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace lr::pack {

// The code points of `text` that a hyphen may stand before, in order. Words that are looked at have kLeastLetters letters or
// more, a capital letter at their start at most, and touch neither figures nor marks that make a name of them (a-b, a.b, a/b,
// a_b). A point leaves kLeastBefore letters of its word before it, kLeastBehind behind it, and so many between two points.
// Throws InputError where the patterns are not installed.
std::vector<std::uint32_t> hyphenation_points(std::u32string_view text);

}  // namespace lr::pack
