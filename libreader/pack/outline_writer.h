// The section of fonts: what draws the bundle's symbols at any size on hosts. Writes what outline/outline_section.cpp
// reads.
#pragma once
#include <libreader/text/symbol.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "section_writer.h"
#include "strikes.h"

namespace lr::pack {

struct OutlineMade {
  std::unique_ptr<SectionWriter> section;
  DrawnStrike drawn;  // which requests no face has
};

// Of the outlines that a strike of the family is drawn from. `requests` are of the symbols from number `first_symbol`
// on; those below `first_full` have advances. Throws InputError: no such family, or one of bitmaps; a font is not
// installed; more glyphs than numbers.
OutlineMade make_outline(const std::string& family, const std::vector<GlyphRequest>& requests, Symbol first_symbol,
                         Symbol first_full, const std::filesystem::path& folder);

}  // namespace lr::pack
