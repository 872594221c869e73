// Grey pixels, and the ways in which terminals take them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace lrread {

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> grey;  // a byte a pixel, row by row: 0 is black, 255 white

  std::uint8_t at(int x, int y) const { return grey[static_cast<std::size_t>(y * width + x)]; }
};

enum class PictureWay : std::uint8_t { kBlocks, kSixel, kKitty };

// A stretch of the picture; cut at its edges.
Picture cut(const Picture& picture, int left, int top, int width, int height);
// Made smaller so that it fits, by the mean of the pixels that become one; one that fits stays as it is.
Picture fitted(const Picture& picture, int width, int height);

// DEC sixels, in 16 greys. What is written begins at the cursor.
std::string sixels_of(const Picture& picture);
// The graphics protocol of kitty.
std::string kitty_picture_of(const Picture& picture);
// Two pixels a character, one above the other, in the greys of 256 colours, or black on white. Begins in row and
// column, from 0.
std::string half_blocks_of(const Picture& picture, int row, int column, bool colours);

}  // namespace lrread
