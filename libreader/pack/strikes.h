// Glyph pictures: outlines of the faces in fonts/faces.toml, drawn at one ppem and depth for each symbol.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "breaks.h"
#include "language.h"
#include "manifest.h"

namespace lr::pack {

// A picture of one symbol. Coordinates in pixels from the pen position on the baseline, y downwards.
struct GlyphPicture {
  int left = 0, top = 0;      // of the first row and column; top is negative above the baseline
  int width = 0, height = 0;  // of the ink; 0 by 0 for a blank
  int advance_q6 = 0;         // 26.6
  std::vector<std::uint8_t> coverage;  // width * height levels, 0 (paper) to 2^bpp - 1 (ink)
};

// For which lines a picture is: a vertical line's stands upright in its em square as it is there. Where the face has no form
// of its own for that, the picture is that of a horizontal line, or that one on its side.
enum class Standing : std::uint8_t { kHorizontal, kVertical, kVerticalOnSide };

// What is to be drawn: a cluster in a form and the language whose glyph shapes are wanted.
struct GlyphRequest {
  std::u32string cluster;
  Form form;
  Language language;
  AdvanceKind advance;
  Standing standing = Standing::kHorizontal;
  std::uint8_t blank = 0;  // what layout takes for paper of a full-width mark: SymbolProperties::blank
};

// What there is to say of a strike besides its pictures.
struct DrawnStrike {
  std::string face_name;  // "Noto Sans CJK SC 2.004 + Symbola", for info
  int ppem = 0, bpp = 0;
  int ascent = 0, descent = 0;       // pixels above and below the baseline, both positive
  std::vector<std::size_t> missing;  // requests that no face of the family has; their pictures are blank
};

// Draws every request with the first face of the family's list for its language that has the cluster, and gives its
// picture to take(), in their order; few pictures are in memory at a time. `threads` only changes the time it takes.
// Throws InputError: no such family, its font file is not installed (names the package).
DrawnStrike draw_strike(const StrikeSpec& spec, const std::vector<GlyphRequest>& requests, unsigned threads,
                        const std::function<void(const GlyphPicture&)>& take);

// The families of fonts/faces.toml, for messages and `lrpack fonts`.
std::vector<std::string> face_families();

// Licence notes of the faces of a family, one line a face, for the bundle.
std::string licence_notes(const std::string& family);

}  // namespace lr::pack
