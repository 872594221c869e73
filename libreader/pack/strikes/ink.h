// Ink or paper at one bit a pixel: which pixels of an outline's coverage are drawn.
#pragma once
#include <libreader/outline/fill.h>

#include <cstdint>
#include <vector>

namespace lr::pack {

// Ink or paper, near to the outline in weight, and in how many pieces and holes it has: the best threshold within
// `threshold` +- 24, and a few doubtful pixels turned over. `outline` is that of the coverage before it was fitted to
// the grid, in em.
std::vector<std::uint8_t> best_ink(const Coverage& coverage, int threshold, const Outline& outline);

}  // namespace lr::pack
