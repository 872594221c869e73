// Text that no bundle was packed for, names of files and what is typed: drawn with the glyphs of several bundles, each
// character with those of the first that has it. Font packs are bundles that are made for this: characters and strikes
// without articles (`characters` in a manifest), which firmware may carry.
#pragma once
#include <libreader/bundle.h>
#include <libreader/font.h>
#include <libreader/ports.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace lr {

// A bundle that lends glyphs. What it points at belongs to the caller and outlives each call.
struct GlyphSource {
  Bundle* bundle;                  // opened
  Strike* strike;                  // one of its strikes, opened and loaded
  std::span<std::uint8_t> buffer;  // strike->picture_bytes(); sources may share one
};

// Draws UTF-8 from the pen (x, baseline) on, in pixels of the page; x becomes where the text ends. A character that no
// source has is a box of half an em of the first source's strike; so is one whose glyph is damaged. Line feeds and
// other controls are characters like any other: nothing is broken, turned or joined. `surface` null: the text is
// measured only. kIo: storage failed; the text is drawn up to x. kBadCall: there are no sources.
Status draw_foreign_text(std::span<const GlyphSource> sources, std::string_view utf8, const Surface* surface, int& x,
                         int baseline);

}  // namespace lr
