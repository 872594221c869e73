// Shows pages on a panel without a frame buffer: painted in bands of as many rows as the memory holds, each sent before
// the next one is painted. Works with whatever has paint(const lr::Surface&): lr::Reader, lr::App.
#pragma once
#include <libreader/ports.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "dither.h"

namespace lr::framebuffer {

struct Panel {
  std::int16_t width, height;   // px, as it is wired
  std::uint8_t bits_per_pixel;  // 1, 2 or 4: what it takes
  Rotation rotation;            // of the page on it
  // Takes over rows of the panel: `rows` from `top` on, stride_bytes apart, 0 is ink. May wait until they are sent:
  // `pixels` is painted anew afterwards. kIo stops showing.
  Status (*send)(void* context, std::int16_t top, std::int16_t rows, const std::uint8_t* pixels,
                 std::uint16_t stride_bytes);
  void* context;
};

// How many rows `memory_bytes` hold, painted in `bits_per_pixel`.
constexpr std::int16_t rows_in(const Panel& panel, std::uint8_t bits_per_pixel, std::size_t memory_bytes) {
  const std::size_t rows = memory_bytes / stride_for(panel.width, bits_per_pixel);
  return static_cast<std::int16_t>(rows < static_cast<std::size_t>(panel.height) ? rows : panel.height);
}

// Paints and sends the whole panel. `bits_per_pixel` is the depth to paint in: that of the panel, or 2 or 4 for one of
// a bit a pixel, which then gets greys as patterns (dither.h). kNoSpace: `memory` has no room for a row. Else what
// paint() and send() say; where paint() says kIo, part of the panel shows the new page and is to be painted again.
template <class Painter>
Status show(Painter& painter, const Panel& panel, std::uint8_t bits_per_pixel, std::span<std::uint8_t> memory) {
  const std::int16_t band_rows = rows_in(panel, bits_per_pixel, memory.size());
  if (band_rows == 0) return Status::kNoSpace;
  for (int top = 0; top < panel.height; top += band_rows) {
    const auto rows = static_cast<std::int16_t>(panel.height - top < band_rows ? panel.height - top : band_rows);
    const Surface band{memory.data(),  panel.width,
                       panel.height,   static_cast<std::int16_t>(top),
                       rows,           stride_for(panel.width, bits_per_pixel),
                       bits_per_pixel, panel.rotation};
    if (const Status status = painter.paint(band); status != Status::kOk) return status;
    if (bits_per_pixel != panel.bits_per_pixel) dither(band);
    const Status status = panel.send(panel.context, band.band_top, rows, band.pixels, band.stride_bytes);
    if (status != Status::kOk) return status;
  }
  return Status::kOk;
}

}  // namespace lr::framebuffer
