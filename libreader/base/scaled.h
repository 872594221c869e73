// Products that are divided, without the 64-bit division that compilers take from a library: 0.7 KB on a Cortex-M.
#pragma once
#include <cstdint>

namespace lr {

// a * b / c, rounded down; the largest number where that is larger. `c` > 0.
std::uint32_t scaled(std::uint32_t a, std::uint32_t b, std::uint32_t c);

}  // namespace lr
