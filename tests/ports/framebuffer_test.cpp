// ports/framebuffer: bands are what a whole frame would be, in all depths and rotations; greys become patterns.
#include <ports/framebuffer/bands.h>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr std::int16_t kWidth = 200, kHeight = 150;

// A panel that keeps what it was sent, packed in its own depth.
struct Screen {
  explicit Screen(std::uint8_t bits) : bits_per_pixel(bits), pixels(stride_for(kWidth, bits) * kHeight, 0xAA) {}

  framebuffer::Panel panel(Rotation rotation) {
    return {kWidth,
            kHeight,
            bits_per_pixel,
            rotation,
            [](void* self, std::int16_t top, std::int16_t rows, const std::uint8_t* from, std::uint16_t stride) {
              auto& screen = *static_cast<Screen*>(self);
              const std::uint16_t own = stride_for(kWidth, screen.bits_per_pixel);
              for (int i = 0; i < rows; ++i)
                std::memcpy(&screen.pixels[static_cast<std::size_t>((top + i) * own)], from + i * stride, own);
              screen.rows += rows;
              return screen.refuses ? Status::kIo : Status::kOk;
            },
            this};
  }

  std::uint8_t bits_per_pixel;
  std::vector<std::uint8_t> pixels;
  int rows = 0;
  bool refuses = false;
};

class FramebufferTest : public ::testing::Test {
 protected:
  FramebufferTest() : opened_(read_file(source_dir() / "tests/golden/golden.lrb")) {
    EXPECT_EQ(opened_.status(), Status::kOk);
  }

  Reader& turned(Rotation rotation) {
    const bool upright = rotation == Rotation::k0 || rotation == Rotation::k180;
    Reader& reader = opened_.reader();
    EXPECT_EQ(reader.set_style(style_for_screen(upright ? kWidth : kHeight, upright ? kHeight : kWidth, 0, 0, 20)),
              Status::kOk);
    EXPECT_EQ(reader.open_article(0), Status::kOk);
    return reader;
  }

  OpenedBundle opened_;
};

TEST_F(FramebufferTest, BandsAreTheWholeFrameInAllDepthsAndRotations) {
  for (const std::uint8_t bits : std::initializer_list<std::uint8_t>{1, 2, 4}) {
    for (const Rotation rotation : {Rotation::k0, Rotation::k90, Rotation::k180, Rotation::k270}) {
      Reader& reader = turned(rotation);
      Panel whole(kWidth, kHeight, bits, rotation);
      ASSERT_EQ(reader.paint(whole.surface()), Status::kOk);
      for (const std::size_t rows : {1, 7, 64, 1000}) {
        Screen screen(bits);
        std::vector<std::uint8_t> memory(rows * stride_for(kWidth, bits) + 1);
        ASSERT_EQ(framebuffer::show(reader, screen.panel(rotation), bits, memory), Status::kOk);
        EXPECT_EQ(screen.rows, kHeight);
        EXPECT_EQ(screen.pixels, whole.pixels()) << int{bits} << " bits, " << rows << " rows";
      }
    }
  }
}

TEST_F(FramebufferTest, DitheredBandsAreTheDitheredFrame) {
  Reader& reader = turned(Rotation::k0);
  for (const std::uint8_t bits : std::initializer_list<std::uint8_t>{2, 4}) {
    Screen whole(1), banded(1);
    std::vector<std::uint8_t> frame(stride_for(kWidth, bits) * kHeight), band(stride_for(kWidth, bits) * 5);
    ASSERT_EQ(framebuffer::show(reader, whole.panel(Rotation::k0), bits, frame), Status::kOk);
    ASSERT_EQ(framebuffer::show(reader, banded.panel(Rotation::k0), bits, band), Status::kOk);
    EXPECT_EQ(banded.pixels, whole.pixels);
    // Black and white text has no greys: the pattern leaves it as it is.
    Panel plain(kWidth, kHeight, 1);
    ASSERT_EQ(reader.paint(plain.surface()), Status::kOk);
    EXPECT_EQ(whole.pixels, plain.pixels());
  }
}

TEST_F(FramebufferTest, SaysWhatGoesWrong) {
  Reader& reader = turned(Rotation::k0);
  Screen screen(1);
  std::uint8_t memory[stride_for(kWidth, 1)];
  EXPECT_EQ(framebuffer::show(reader, screen.panel(Rotation::k0), 1, std::span(memory).first(sizeof memory - 1)),
            Status::kNoSpace);
  screen.refuses = true;
  EXPECT_EQ(framebuffer::show(reader, screen.panel(Rotation::k0), 1, memory), Status::kIo);
  EXPECT_EQ(screen.rows, 1);
}

// So many of sixteen pixels are white as the grey says, to half a pixel in sixteen; more for a lighter grey.
TEST(Dither, GreysHaveTheirShareOfWhite) {
  for (const std::uint8_t bits : std::initializer_list<std::uint8_t>{2, 4}) {
    const int most = (1 << bits) - 1;
    for (int level = 0; level <= most; ++level) {
      std::uint8_t fill = 0;
      for (int i = 0; i < 8 / bits; ++i) fill = static_cast<std::uint8_t>(fill << bits | level);
      std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride_for(16, bits)) * 16, fill);
      framebuffer::dither({pixels.data(), 16, 16, 0, 16, stride_for(16, bits), bits, Rotation::k0});
      int white = 0;
      for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x)
          white += pixels[static_cast<std::size_t>(y * stride_for(16, bits) + x / 8)] >> (7 - x % 8) & 1;
      }
      EXPECT_NEAR(white, 256.0 * level / most, 8.0) << int{bits} << " bits, level " << level;
    }
  }
}

}  // namespace
}  // namespace lr::test
