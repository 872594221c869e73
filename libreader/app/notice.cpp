// Copies glyphs; draws the card and them.
#include "notice.h"

#include <libreader/draw/canvas.h>

namespace lr {
namespace {

void fill(Canvas& canvas, int left, int top, int right, int bottom) {
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) canvas.dot(x, y);
  }
}

// A memory card with a corner cut and an exclamation mark; `unit` is the width of its strokes.
void draw_card(Canvas& canvas, int left, int top, int unit) {
  constexpr std::int8_t kStrokes[][4] = {{0, 0, 14, 1},   {0, 0, 1, 26},  {19, 6, 20, 26},  // left, top, right, bottom
                                         {0, 25, 20, 26}, {9, 8, 11, 17}, {9, 19, 11, 21}};
  for (const auto& s : kStrokes)
    fill(canvas, left + s[0] * unit, top + s[1] * unit, left + s[2] * unit, top + s[3] * unit);
  const int right = left + 20 * unit, cut = 6 * unit;
  for (int i = 0; i <= cut; ++i) fill(canvas, right - cut + i - unit, top + i, right - cut + i, top + i + 1);
}

}  // namespace

std::uint16_t Notice::picture_bytes(std::uint16_t at) const {
  return static_cast<std::uint16_t>((store_[at + 2] * store_[at + 3] + 7) / 8);
}

bool Notice::add(const Glyph& glyph, std::uint8_t bits_per_pixel, int advance) {
  const std::uint32_t pixels = static_cast<std::uint32_t>(glyph.width) * glyph.height;
  const std::uint32_t needed = kHeadBytes + (pixels + 7) / 8;
  if (lines_ == 0 || needed > kBytes - bytes_ || advance > 0xFF) return false;
  std::uint8_t* to = store_ + bytes_;
  to[0] = static_cast<std::uint8_t>(glyph.left);
  to[1] = static_cast<std::uint8_t>(glyph.top);
  to[2] = glyph.width;
  to[3] = glyph.height;
  to[4] = static_cast<std::uint8_t>(advance);
  to += kHeadBytes;
  const std::uint32_t half = (1u << bits_per_pixel) / 2;
  for (std::uint32_t i = 0; i < (pixels + 7) / 8; ++i) to[i] = 0;
  for (std::uint32_t i = 0; i < pixels; ++i) {
    const std::uint32_t bit = i * bits_per_pixel;
    const std::uint32_t level = glyph.bits[bit / 8] >> (8 - bits_per_pixel - bit % 8) & ((1u << bits_per_pixel) - 1);
    if (level >= half) to[i / 8] = static_cast<std::uint8_t>(to[i / 8] | 0x80u >> i % 8);
  }
  bytes_ = static_cast<std::uint16_t>(bytes_ + needed);
  const int height = 2 * (glyph.height + 2);
  if (height > line_height_) line_height_ = static_cast<std::uint8_t>(height);
  return true;
}

void Notice::drop_line() {
  if (lines_ > 0) bytes_ = first_of_line_[--lines_];
}

int Notice::line_width(std::uint32_t line) const {
  int width = 0;
  for (std::uint16_t at = first_of_line_[line]; at < line_end(line);
       at = static_cast<std::uint16_t>(at + kHeadBytes + picture_bytes(at)))
    width += store_[at + 4];
  return width;
}

void Notice::paint(Canvas& canvas, int width, int height) const {
  canvas.clear();
  const int unit = height < 200 ? 1 : height < 600 ? 3 : 5;
  const int top = (height - 26 * unit - lines_ * line_height_) / 2;
  draw_card(canvas, (width - 20 * unit) / 2, top, unit);
  int baseline = top + 26 * unit + line_height_;
  for (std::uint32_t line = 0; line < lines_; ++line, baseline += line_height_) {
    int x = (width - line_width(line)) / 2;
    for (std::uint16_t at = first_of_line_[line]; at < line_end(line);
         at = static_cast<std::uint16_t>(at + kHeadBytes + picture_bytes(at))) {
      const std::uint8_t* head = store_ + at;
      canvas.draw({head + kHeadBytes, head[2], head[3], 1}, x + static_cast<std::int8_t>(head[0]),
                  baseline + static_cast<std::int8_t>(head[1]));
      x += head[4];
    }
  }
}

}  // namespace lr
