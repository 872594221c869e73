// A glyph's outline, as stb_truetype reads it.
#pragma once
#include "contours.h"
#include "stb.h"

namespace lr {

// Units an em.
double em_of(const stbtt_fontinfo& font);

// Em, the pen at the origin; empty for a space.
Outline outline_of(const stbtt_fontinfo& font, int glyph);

}  // namespace lr
