// Ordered dithering.
#include "dither.h"

namespace lr::framebuffer {
namespace {

// Bayer's matrix: neighbours in the order are far apart in the plane.
constexpr std::uint8_t kOrder[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};

}  // namespace

void dither(const Surface& band) {
  const std::uint32_t bits = band.bits_per_pixel, most = (1u << bits) - 1, a_byte = 8 / bits;
  for (std::int32_t y = 0; y < band.band_height; ++y) {
    std::uint8_t* row = band.pixels + y * band.stride_bytes;
    const std::uint8_t* order = kOrder[(band.band_top + y) & 3];
    std::uint32_t eight = 0;
    for (std::uint32_t x = 0; x < static_cast<std::uint32_t>(band.width); ++x) {
      const std::uint32_t level = row[x / a_byte] >> (8 - bits - x % a_byte * bits) & most;
      eight |= (level * 32 > most * (2u * order[x & 3] + 1) ? 0x80u : 0u) >> x % 8;
      if (x % 8 != 7 && x + 1 != static_cast<std::uint32_t>(band.width)) continue;
      row[x / 8] = static_cast<std::uint8_t>(eight);  // behind what was read
      eight = 0;
    }
  }
}

}  // namespace lr::framebuffer
