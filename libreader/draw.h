// A Page onto a Surface: clears the band to paper, then draws the glyphs that touch it.
#pragma once
#include <libreader/font/glyph_cache.h>
#include <libreader/layout.h>
#include <libreader/ports.h>

#include <cstdint>
#include <span>

namespace lr {

// `glyphs` gives the pictures of the style's strikes: 0 those of text, 1 of titles. Symbols are drawn in the order in which
// their pictures are stored, as many at once as `memory` has room for, 6 bytes each, or 12: each picture of them is read
// and decoded once. A glyph that is damaged is left out. kNoSpace, kIo. kBadCall: the surface is not one of 1, 2, 4 bits a
// pixel, has no pixels or a stride too short for its width, or the style's metrics are not those of a strike.
Status paint(Layout& layout, const Flow& flow, const Page& page, GlyphCache& glyphs, const Surface& surface,
             std::span<std::uint8_t> memory);

// The same without pictures kept: `glyph_buffer` has room for the largest (Strike::picture_bytes).
Status paint(Layout& layout, const Flow& flow, const Page& page, std::span<std::uint8_t> glyph_buffer,
             const Surface& surface);

// A fingerprint of the band's pixels, the same on every machine: CRC-32C of its rows, padding bits left out, seeded with
// `seed`, so that bands from the top give the hash of the frame.
std::uint32_t surface_hash(const Surface& surface, std::uint32_t seed = 0);

}  // namespace lr
