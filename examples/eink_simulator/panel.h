// An e-ink panel as an eye sees it: greys that take their time, and what a refresh without a flash leaves of the
// picture before. A model for looking at an application, in round numbers; not of any one panel.
#pragma once
#include <libreader/app.h>

#include <cstdint>
#include <vector>

class Panel {
 public:
  Panel(int width, int height);

  // Takes over the rows [top, bottom) of `picture`, a byte a pixel, 255 white; all rows unless the kind is kRegion.
  void refresh(lr::Refresh kind, int top, int bottom, const std::vector<std::uint8_t>& picture);

  // How long the refresh takes, and what is seen so many milliseconds after it began.
  int duration_ms() const { return duration_ms_; }
  std::vector<std::uint8_t> seen(int ms) const;

  int width() const { return width_; }
  int height() const { return height_; }

 private:
  std::uint8_t flashed(std::size_t pixel, int ms) const;

  int width_, height_;
  int duration_ms_ = 0;
  bool is_flash_ = false;
  std::vector<std::uint8_t> before_, after_;
};
