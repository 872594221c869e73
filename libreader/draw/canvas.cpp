// Turning, clipping, inking.
#include "canvas.h"

namespace lr {
namespace {

// The darker of each two pixels of `depth` bits: of the panel's and of ink, which is paper turned over.
[[gnu::noinline]] std::uint32_t darker(std::uint32_t old, std::uint32_t ink, int depth) {
  std::uint32_t both = 0;
  for (std::uint32_t pixel = 0xFFu >> (8 - depth); pixel < 0x100; pixel <<= depth) {
    const std::uint32_t before = old & pixel, level = ~ink & pixel;
    both |= before < level ? before : level;
  }
  return both;
}

// A byte of ink on one of the panel, of the same depth. On paper, or with a bit a pixel, ink takes bits away.
inline void put(std::uint8_t& byte, std::uint32_t ink, int depth) {
  const std::uint32_t old = byte;
  byte = static_cast<std::uint8_t>(depth == 1 || old == 0xFF ? old & ~ink : darker(old, ink, depth));
}

}  // namespace

Canvas::Canvas(const Surface& surface) : surface_(surface) {
  const Cell origin = cell(0, 0), right = cell(1, 0), below = cell(0, 1);
  right_ = {right.across - origin.across, right.down - origin.down};
  below_ = {below.across - origin.across, below.down - origin.down};
}

void Canvas::clear() {
  std::memset(surface_.pixels, 0xFF,
              static_cast<std::size_t>(surface_.stride_bytes) * static_cast<std::size_t>(surface_.band_height));
}

bool Canvas::touches(int left, int top, int right, int bottom) const {
  const int first = cell(left, top).down, last = cell(right - 1, bottom - 1).down;
  return (first < surface_.band_height || last < surface_.band_height) && (first >= 0 || last >= 0);
}

Canvas::Cell Canvas::cell(int x, int y) const {
  switch (surface_.rotation) {
    case Rotation::k90: return {surface_.width - 1 - y, x - surface_.band_top};
    case Rotation::k180: return {surface_.width - 1 - x, surface_.height - 1 - y - surface_.band_top};
    case Rotation::k270: return {y, surface_.height - 1 - x - surface_.band_top};
    default: return {x, y - surface_.band_top};
  }
}

void Canvas::darken(Cell cell, int level) {
  if (static_cast<unsigned>(cell.across) >= static_cast<unsigned>(surface_.width)) return;
  if (static_cast<unsigned>(cell.down) >= static_cast<unsigned>(surface_.band_height)) return;
  const int depth = surface_.bits_per_pixel;
  const int white = (1 << depth) - 1;
  const int bit = cell.across * depth;
  std::uint8_t& byte = surface_.pixels[cell.down * surface_.stride_bytes + (bit >> 3)];
  const int shift = 8 - depth - (bit & 7);
  if (((byte >> shift) & white) > level)
    byte = static_cast<std::uint8_t>((byte & ~(white << shift)) | (level << shift));
}

// On a panel of the same depth, upright, inside its width: a byte at a time.
void Canvas::draw_bits(const Picture& picture, int across, int down) {
  std::uint32_t bit = 0;
  const int row_bits = picture.width * picture.bits_per_pixel, first = across * picture.bits_per_pixel;
  for (int row = 0; row < picture.height; ++row, ++down) {
    const bool inside = static_cast<unsigned>(down) < static_cast<unsigned>(surface_.band_height);
    std::uint8_t* line = inside ? surface_.pixels + down * surface_.stride_bytes : nullptr;
    for (int done = 0; done < row_bits;) {
      // What is left of the source byte, moved to the top; a row may begin anywhere in it.
      const int left = row_bits - done, here = 8 - static_cast<int>(bit & 7);
      const int count = here < left ? here : left;
      const std::uint32_t ink =
          (static_cast<std::uint32_t>(picture.bits[bit >> 3]) << (bit & 7) & 0xFF) & 0xFF00u >> count;
      if (inside && ink != 0) {
        const int at = first + done;
        put(line[at >> 3], ink >> (at & 7), picture.bits_per_pixel);
        const std::uint32_t over = ink << (8 - (at & 7)) & 0xFF;
        if (over != 0) put(line[(at >> 3) + 1], over, picture.bits_per_pixel);
      }
      bit += static_cast<std::uint32_t>(count);
      done += count;
    }
  }
}

void Canvas::draw(const Picture& picture, int x, int y, bool on_side) {
  const int depth = picture.bits_per_pixel;
  const bool within = x >= 0 && x + picture.width <= surface_.width;
  if (depth == surface_.bits_per_pixel && surface_.rotation == Rotation::k0 && within && !on_side) {
    draw_bits(picture, x, y - surface_.band_top);
    return;
  }
  const int most = (1 << depth) - 1;
  const int white = (1 << surface_.bits_per_pixel) - 1;
  std::uint8_t level_of[16];
  for (int ink = 1; ink <= most; ++ink)
    level_of[ink] = static_cast<std::uint8_t>(white - (ink * white + most / 2) / most);
  const Cell right = on_side ? below_ : right_;
  const Cell below = on_side ? Cell{-right_.across, -right_.down} : below_;
  Cell first = cell(x, y);
  std::uint32_t bit = 0;
  for (int row = 0; row < picture.height; ++row, first.across += below.across, first.down += below.down) {
    if (right.down == 0 && static_cast<unsigned>(first.down) >= static_cast<unsigned>(surface_.band_height)) {
      bit += static_cast<std::uint32_t>(picture.width * depth);  // the whole row is outside the band
      continue;
    }
    Cell at = first;
    for (int column = 0; column < picture.width; ++column, at.across += right.across, at.down += right.down) {
      const int ink = (picture.bits[bit >> 3] >> (8 - depth - static_cast<int>(bit & 7))) & most;
      bit += static_cast<std::uint32_t>(depth);
      if (ink != 0) darken(at, level_of[ink]);
    }
  }
}

void Canvas::dot(int x, int y) { darken(cell(x, y), 0); }

}  // namespace lr
