// A Surface in page coordinates: turned, clipped to the band, inked. Private to draw/.
#pragma once
#include <libreader/ports.h>

#include <cstring>

namespace lr {

class Canvas {
 public:
  explicit Canvas(const Surface& surface) : surface_(surface) {}

  void clear() {
    std::memset(surface_.pixels, 0xFF, static_cast<std::size_t>(surface_.stride_bytes) * static_cast<std::size_t>(surface_.band_height));
  }

  // Whether any of the page's rows [top, bottom) lies in the band.
  bool touches(int top, int bottom) const {
    const int band_end = surface_.band_top + surface_.band_height;
    switch (surface_.rotation) {
      case Rotation::k0: return top < band_end && bottom > surface_.band_top;
      case Rotation::k180: return surface_.height - bottom < band_end && surface_.height - top > surface_.band_top;
      default: return true;  // the page's rows are the panel's columns
    }
  }

  // Darkens a pixel to `ink` of `most` levels, 0 paper. Outside the band: nothing.
  void ink(int x, int y, int ink, int most) {
    int across = x, down = y;
    switch (surface_.rotation) {
      case Rotation::k0: break;
      case Rotation::k90: across = surface_.width - 1 - y, down = x; break;
      case Rotation::k180: across = surface_.width - 1 - x, down = surface_.height - 1 - y; break;
      case Rotation::k270: across = y, down = surface_.height - 1 - x; break;
    }
    down -= surface_.band_top;
    if (across < 0 || across >= surface_.width || down < 0 || down >= surface_.band_height) return;
    const int depth = surface_.bits_per_pixel;
    const int white = (1 << depth) - 1;
    const int level = white - (ink * white + most / 2) / most;
    const int bit = across * depth;
    std::uint8_t& byte = surface_.pixels[down * surface_.stride_bytes + (bit >> 3)];
    const int shift = 8 - depth - (bit & 7);
    if (((byte >> shift) & white) > level)
      byte = static_cast<std::uint8_t>((byte & ~(white << shift)) | (level << shift));
  }

 private:
  Surface surface_;
};

}  // namespace lr
