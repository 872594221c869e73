// What is said when storage cannot be read: it needs no storage. A picture of a card is drawn by rule; the words are
// copies of their glyphs, taken while the bundle could be read, one bit a pixel.
#pragma once
#include <libreader/font.h>

#include <cstdint>
#include <span>

namespace lr {

class Canvas;

class Notice {
 public:
  // Forgets the words.
  void clear() { *this = {}; }
  // Begins a new line of words; `room` is the width that it may have.
  void begin_line() { first_of_line_[lines_ < kLines ? lines_++ : kLines - 1] = bytes_; }
  // Copies a glyph. False: there is no room for it.
  bool add(const Glyph& glyph, std::uint8_t bits_per_pixel, int advance);
  // Gives up the words of the line that was begun last.
  void drop_line();

  // Draws all of it in the middle of a page of that size.
  void paint(Canvas& canvas, int width, int height) const;

 private:
  static constexpr std::uint32_t kLines = 2, kHeadBytes = 5, kBytes = 1008;

  int line_width(std::uint32_t line) const;
  std::uint16_t line_end(std::uint32_t line) const { return line + 1 < lines_ ? first_of_line_[line + 1] : bytes_; }
  std::uint16_t picture_bytes(std::uint16_t at) const;

  std::uint16_t bytes_ = 0;
  std::uint16_t first_of_line_[kLines] = {};
  std::uint8_t lines_ = 0;
  std::uint8_t line_height_ = 0;
  std::uint8_t store_[kBytes] = {};
};

}  // namespace lr
