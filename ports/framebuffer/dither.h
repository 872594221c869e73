// Greys as patterns of black and white, for panels of one bit a pixel. For bundles that have no strike of that depth: one
// that was drawn for it is cleaner.
#pragma once
#include <libreader/ports.h>

namespace lr::framebuffer {

// Turns a band of 2 or 4 bits a pixel into one of 1 bit, in place: rows stay where they are, their pixels take less of
// them. Ordered dithering (Bayer, 4 by 4), by a pixel's place on the panel: so a band is what the same rows of a whole
// frame would be, which error diffusion cannot promise.
void dither(const Surface& band);

}  // namespace lr::framebuffer
