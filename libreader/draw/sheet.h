// Where the lines of a page lie: along them and across them, as a line is laid out, to page pixels. A vertical page is
// a horizontal one that lies on its right side: along is down, across is to the left. Private to draw/.
#pragma once
#include <libreader/layout.h>

#include "canvas.h"

namespace lr {

class Sheet {
 public:
  Sheet(Canvas& canvas, const Style& style)
      : canvas_(canvas), vertical_(style.direction == Direction::kVertical), width_(style.page_width) {}

  bool vertical() const { return vertical_; }

  bool touches(int begin, int top, int end, int bottom) const {
    return vertical_ ? canvas_.touches(width_ - bottom, begin, width_ - top, end)
                     : canvas_.touches(begin, top, end, bottom);
  }
  [[gnu::noinline]] void dot(int along, int across) {
    vertical_ ? canvas_.dot(width_ - 1 - across, along) : canvas_.dot(along, across);
  }

  // A picture as the line runs: on its side where that is vertical.
  void draw(const Picture& picture, int along, int across) {
    vertical_ ? canvas_.draw(picture, width_ - 1 - across, along, true) : canvas_.draw(picture, along, across);
  }
  // Upright in a vertical line: `left` px to the right of the line's lower side, which is `lower` across.
  void draw_upright(const Picture& picture, int along, int lower, int left) {
    canvas_.draw(picture, width_ - lower + left, along);
  }

 private:
  Canvas& canvas_;
  bool vertical_;
  int width_;
};

}  // namespace lr
