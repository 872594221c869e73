// A Surface in page coordinates: turned, clipped to the band, inked. Private to draw/.
#pragma once
#include <libreader/ports.h>

#include <cstring>

namespace lr {

// Pixels packed without gaps from the most significant bit; 0 paper to the largest value ink.
struct Picture {
  const std::uint8_t* bits;
  int width, height;
  int bits_per_pixel;
};

class Canvas {
 public:
  explicit Canvas(const Surface& surface);

  void clear();

  // Whether any of the page's pixels [left, right) by [top, bottom) lies in the band.
  bool touches(int left, int top, int right, int bottom) const;

  // Darkens the pixels under a picture whose first pixel is at (x, y); the darker of two values stays. `on_side`:
  // turned clockwise by 90 degrees about that pixel.
  void draw(const Picture& picture, int x, int y, bool on_side = false);

  // One pixel of full ink.
  void dot(int x, int y);

 private:
  struct Cell {
    int across, down;  // on the panel; down from the band's first row
  };
  Cell cell(int x, int y) const;
  void darken(Cell cell, int level);
  void draw_bits(const Picture& picture, int across, int down);

  Surface surface_;
  Cell right_{};  // one page pixel to the right
  Cell below_{};  // one page pixel down
};

}  // namespace lr
