// A font with some glyphs of another, and of its tables only what drawing them takes.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "face.h"

namespace lr::pack {

struct SubsetFont {
  std::vector<std::uint8_t> bytes;  // an sfnt, its cmap without a character
  std::map<int, int> glyph;         // its number of each glyph that was asked for
  std::uint32_t glyphs = 0;         // all that it has: .notdef and parts of glyphs too
};

// No hinting, no layout. By HarfBuzz: its version may change the bytes. Throws InputError: the font is variable, or
// cannot be taken apart.
SubsetFont subset(const Face& face, const std::set<int>& glyphs);

}  // namespace lr::pack
