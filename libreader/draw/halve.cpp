// Four pixels become one, on the grid of the pen, so that strokes of one line stay in line. A pixel has ink where half
// of the four have; levels between are darkened a little, since thin strokes look lighter than they are.
#include "halve.h"

namespace lr {
namespace {

int floor_half(int value) { return value >> 1; }

int level_at(const Picture& picture, int x, int y) {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return 0;
  const int bit = (y * picture.width + x) * picture.bits_per_pixel;
  return picture.bits[bit >> 3] >> (8 - picture.bits_per_pixel - (bit & 7)) & ((1 << picture.bits_per_pixel) - 1);
}

}  // namespace

// In place: a new pixel is never written behind the old ones that are still to be read.
Picture halve(const Picture& picture, int& left, int& top, std::uint8_t* to) {
  const int x0 = floor_half(left), y0 = floor_half(top), depth = picture.bits_per_pixel, most = (1 << depth) - 1;
  Picture small{to, floor_half(left + picture.width + 1) - x0, floor_half(top + picture.height + 1) - y0, depth};
  std::uint32_t pending = 0;
  int bits = 0;
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      const int from_x = 2 * (x0 + x) - left, from_y = 2 * (y0 + y) - top;
      const int sum = level_at(picture, from_x, from_y) + level_at(picture, from_x + 1, from_y) +
                      level_at(picture, from_x, from_y + 1) + level_at(picture, from_x + 1, from_y + 1);
      const int level = (sum + 1) / 3 < most ? (sum + 1) / 3 : most;
      pending = pending << depth | static_cast<std::uint32_t>(level);
      bits += depth;
      if (bits < 8) continue;
      *to++ = static_cast<std::uint8_t>(pending);
      pending = 0;
      bits = 0;
    }
  }
  if (bits > 0) *to = static_cast<std::uint8_t>(pending << (8 - bits));
  left = x0;
  top = y0;
  return small;
}

}  // namespace lr
