// Fills an outline in pixels and turns coverage into the levels of a depth. Knows nothing of fonts.
#pragma once
#include <cstdint>
#include <vector>

#include "contours.h"

namespace lr {

// Exact area coverage, 0 to 255. The first row is `top` pixels below the baseline (negative: above).
struct Coverage {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint8_t> values;
  std::uint8_t at(int x, int y) const {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

// Rows and columns outside are cut off; in pixels, y downwards, the last ones excluded.
struct Clip {
  int left, top, right, bottom;
};

// `outline` is in pixels with y upwards and winds either way.
Coverage fill(const Outline& outline, const Clip& clip);

// Grey levels 0 to 2^bpp - 1, darkened (coverage to the power 0.75), since thin strokes look lighter than they are.
std::vector<std::uint8_t> grey_levels(const Coverage& coverage, int bpp);

// Ink or paper: ink where coverage is `threshold` (of 255) or more.
std::vector<std::uint8_t> ink_levels(const Coverage& coverage, int threshold);

}  // namespace lr
