// Pictures of half the size, for readings: a strike of their own would take a record for every symbol of the bundle and
// a picture for each that has ever been a reading. Private to draw/.
#pragma once
#include "canvas.h"

namespace lr {

// `left` and `top` are those of its first pixel, from the pen on the baseline, before and after. The new pixels are
// written to `to`, which has room for the old ones and may be where they are.
Picture halve(const Picture& picture, int& left, int& top, std::uint8_t* to);

}  // namespace lr
