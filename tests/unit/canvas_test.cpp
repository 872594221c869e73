// Pictures on a panel: whole bytes of them, where it stands upright, give what single pixels give where it is turned.
#include <gtest/gtest.h>
#include <libreader/draw/canvas.h>
#include <libreader/ports.h>

#include <random>
#include <vector>

namespace lr::test {
namespace {

constexpr int kWidth = 61, kHeight = 40;  // no whole bytes

struct Panel {
  Panel(std::uint8_t depth, Rotation rotation)
      : pixels(static_cast<std::size_t>(stride_for(kWidth, depth) * kHeight)),
        surface{pixels.data(), kWidth, kHeight, 0, kHeight, stride_for(kWidth, depth), depth, rotation} {}
  int at(int x, int y) const {
    const int bit = x * surface.bits_per_pixel, white = (1 << surface.bits_per_pixel) - 1;
    return pixels[static_cast<std::size_t>(y * surface.stride_bytes + bit / 8)] >> (8 - surface.bits_per_pixel - bit % 8) & white;
  }
  std::vector<std::uint8_t> pixels;
  Surface surface;
};

TEST(Canvas, PutsBytesAsItPutsPixels) {
  std::mt19937 random(7);
  for (const std::uint8_t depth : std::initializer_list<std::uint8_t>{1, 2, 4}) {
    Panel upright(depth, Rotation::k0), turned(depth, Rotation::k180);
    Canvas by_bytes(upright.surface), by_pixels(turned.surface);
    by_bytes.clear();
    by_pixels.clear();
    for (int i = 0; i < 200; ++i) {
      const int width = 1 + static_cast<int>(random() % 20), height = 1 + static_cast<int>(random() % 12);
      std::vector<std::uint8_t> bits(static_cast<std::size_t>(width * height * depth + 7) / 8);
      for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(random() & random());  // much paper
      const int x = static_cast<int>(random() % (kWidth + 10)) - 5, y = static_cast<int>(random() % (kHeight + 10)) - 5;
      by_bytes.draw({bits.data(), width, height, depth}, x, y);
      by_pixels.draw({bits.data(), width, height, depth}, x, y);
      for (int row = 0; row < kHeight; ++row) {
        for (int column = 0; column < kWidth; ++column)
          ASSERT_EQ(upright.at(column, row), turned.at(kWidth - 1 - column, kHeight - 1 - row)) << int{depth} << " bits";
      }
      if (i % 40 == 0) {
        by_bytes.clear();
        by_pixels.clear();
      }
    }
  }
}

}  // namespace
}  // namespace lr::test
