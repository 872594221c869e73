// The order in which a coded picture's pixels are decided, and what may be asked of the pixels before: the context. The
// device decodes with it (picture_decoder.cpp), the packer learns and codes with it (pack/coder), so that they agree.
// FORMAT.md, "Coded glyphs", says the same in words.
#pragma once
#include <cstdint>
#include <cstring>

namespace lr {

// Where a picture stands: pixels from the pen on the baseline, y downwards.
struct PictureFrame {
  std::int32_t left, top, width, height;
};

// A sample: pixels packed from the most significant bit, one bit each, rows without gaps; paper around it.
struct BitPicture {
  PictureFrame frame;
  const std::uint8_t* bits;

  bool ink(std::int32_t x, std::int32_t y) const {
    if (static_cast<std::uint32_t>(x) >= static_cast<std::uint32_t>(frame.width) ||
        static_cast<std::uint32_t>(y) >= static_cast<std::uint32_t>(frame.height))
      return false;
    const auto at = static_cast<std::uint32_t>(y * frame.width + x);
    return (bits[at >> 3] >> (7 - (at & 7)) & 1) != 0;
  }
};

// What there is to ask: of one level the pixels before, or those of a reference too; or several levels.
enum class PictureKind : std::uint8_t { kPlain, kReferred, kLevels };

// What a picture is coded by besides its model.
struct PictureShape {
  PictureFrame frame;
  std::int32_t ppem;
  std::int32_t most;            // the level of ink: 1, 3 or 15
  const BitPicture* reference;  // the same glyph of a larger strike, or null
  std::int32_t reference_ppem;

  PictureKind kind() const {
    return most > 1 ? PictureKind::kLevels : reference != nullptr ? PictureKind::kReferred : PictureKind::kPlain;
  }
};

// The reference's pixel that the centre of pixel `at` lies in, and in which quarter.
struct Centre {
  std::int32_t at;
  std::int32_t quarter;
};
constexpr Centre centre_of(std::int32_t at, std::int32_t ppem, std::int32_t reference_ppem) {
  constexpr std::int32_t kEms = 4;  // so that nothing is negative
  const std::int32_t scaled = (2 * at + 1 + 2 * kEms * ppem) * reference_ppem;
  const std::int32_t whole = scaled / (2 * ppem);
  return {whole - kEms * reference_ppem, (scaled - whole * 2 * ppem) * 2 / ppem};
}

inline constexpr std::int32_t kRows = 7;   // the row of the pixel and six above
inline constexpr std::int32_t kReach = 8;  // pixels to the left and right
constexpr std::uint32_t walk_scratch_bytes(std::uint32_t width) {
  return static_cast<std::uint32_t>(kRows) * (width + 2 * kReach);
}

inline constexpr std::uint32_t kRootEntries[3] = {1024, 64, 256};  // by kind

// Of a place in a picture that is being decided.
template <PictureKind kKind>
class PictureContext {
 public:
  // `scratch` has walk_scratch_bytes(width).
  PictureContext(const PictureShape& shape, std::uint8_t* scratch) : shape_(shape) {
    std::memset(scratch, 0, walk_scratch_bytes(static_cast<std::uint32_t>(shape.frame.width)));
    for (std::int32_t i = 0; i < kRows; ++i) rows_[i] = scratch + i * (shape.frame.width + 2 * kReach);
    const std::int32_t em_top = -(shape.ppem * 7 / 8);
    for (std::int32_t i = 0; i < 7; ++i) {
      const std::int32_t eighth = (i + 1) * shape.ppem / 8;
      limits_[i] = static_cast<std::int16_t>(eighth - shape.frame.left);
      limits_[kAxis + i] = static_cast<std::int16_t>(em_top + eighth - shape.frame.top);
    }
    for (std::int32_t i = 0; i < 2; ++i) {
      limits_[7 + i] = static_cast<std::int16_t>(shape.frame.width - 1 - i);
      limits_[kAxis + 7 + i] = static_cast<std::int16_t>(shape.frame.height - 1 - i);
    }
  }

  std::int32_t x() const { return x_; }
  std::int32_t y() const { return y_; }
  std::int32_t most() const { return shape_.most; }

  void begin_row(std::int32_t y) {
    y_ = y;
    if (y > 0) turn_rows();
    if constexpr (kKind == PictureKind::kReferred) {
      const Centre centre = centre_of(shape_.frame.top + y, shape_.ppem, shape_.reference_ppem);
      reference_y_ = centre.at - shape_.reference->frame.top;
      quarter_y_ = centre.quarter;
    }
    x_ = 0;
    if constexpr (kKind == PictureKind::kLevels) return;
    pattern_ =
        static_cast<std::uint32_t>(pixel(2, 0) << (kTwoUp + 1) | pixel(1, 0) << (kUp + 2) | pixel(1, 1) << (kUp + 1));
  }
  void begin_pixel(std::int32_t x) {
    x_ = x;
    if constexpr (kKind == PictureKind::kLevels) return;
    pattern_ |= std::uint32_t{rows_[2][x + kReach + 1]} << kTwoUp | std::uint32_t{rows_[1][x + kReach + 2]} << kUp;
    if constexpr (kKind == PictureKind::kReferred) {
      const Centre centre = centre_of(shape_.frame.left + x, shape_.ppem, shape_.reference_ppem);
      reference_x_ = centre.at - shape_.reference->frame.left;
      quarter_x_ = centre.quarter;
    }
  }
  void end_pixel(std::uint32_t level) {
    rows_[0][x_ + kReach] = static_cast<std::uint8_t>(level);
    if constexpr (kKind != PictureKind::kLevels) pattern_ = (pattern_ & kStay) << 1 | level;
  }

  // The number of the root entry.
  std::uint32_t root() const {
    if constexpr (kKind == PictureKind::kPlain) return pattern_;
    if constexpr (kKind == PictureKind::kLevels)
      return tone(pixel(0, -1)) << 6 | tone(pixel(1, 0)) << 4 | tone(pixel(1, -1)) << 2 | tone(pixel(1, 1));
    constexpr std::int8_t kAround[5][2] = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    std::uint32_t root = pattern_ >> (kUp + 2) & 1;
    for (const auto& [right, down] : kAround) root = root << 1 | (of_reference(right, down) ? 1u : 0u);
    return root;
  }

  // The answer, 0 or 1, to test 0 … 127 of a tree, where the decision is whether the level is at least `threshold`.
  std::uint32_t test(std::uint32_t test, std::int32_t threshold) const {
    if constexpr (kKind == PictureKind::kLevels) {
      if (test < 96)
        return pixel(test >> 3 & 3, static_cast<std::int32_t>(test & 7) - 4) >= plane(test >> 5, threshold);
      return test < 96 + 2 * kAxis ? position(test - 96) : guess(test - 96 - 2 * kAxis) >= threshold;
    }
    if (test >= 112) return position(test - 104);
    if ((test & 0x78) == 8) return position(test - 8);
    if constexpr (kKind == PictureKind::kReferred) {
      const auto of = static_cast<std::int32_t>(test) - 48;
      if (of >= 0) return of_reference(of % 8 - 4, of / 8 - 4);
    }
    return rows_[test >> 4][x_ + static_cast<std::int32_t>(test & 15)];
  }

 private:
  static constexpr std::int32_t kAxis = 9;  // limits of an axis
  // Of pattern_: the newest pixel two rows up, one row up; and what stays when the next pixel comes.
  static constexpr int kTwoUp = 7, kUp = 2;
  static constexpr std::uint32_t kStay = 3u << kTwoUp | 15u << kUp | 1u;

  bool of_reference(std::int32_t right, std::int32_t down) const {
    return shape_.reference->ink(reference_x_ + right, reference_y_ + down);
  }

  std::int32_t pixel(std::uint32_t up, std::int32_t right) const { return rows_[up][x_ + kReach + right]; }

  std::uint32_t tone(std::int32_t level) const {
    if (level == 0) return 0;
    if (level == shape_.most) return 3;
    return level <= shape_.most / 2 ? 1 : 2;
  }

  std::int32_t plane(std::uint32_t number, std::int32_t threshold) const {
    if (number == 0) return 1;
    if (number == 2) return shape_.most;
    return threshold == 1 || threshold == shape_.most ? (shape_.most + 1) / 2 : threshold;
  }

  bool position(std::uint32_t number) const {
    if (number < kAxis) return x_ >= limits_[number];
    if (number < 2 * kAxis) return y_ >= limits_[number];
    const auto quarter = static_cast<std::int32_t>(number) - 2 * kAxis;
    return quarter < 3 ? quarter_x_ > quarter : quarter_y_ > quarter - 3;
  }

  // Levels that would go on as the pixels around do.
  std::int32_t guess(std::uint32_t number) const {
    const std::int32_t w = pixel(0, -1), n = pixel(1, 0), nw = pixel(1, -1), ne = pixel(1, 1);
    switch (number) {
      case 0: return w + n - nw;
      case 1: return w + ne - n;
      case 2: return 2 * n - pixel(2, 0);
      case 3: return 2 * w - pixel(0, -2);
      case 4: return (w + n + 1) / 2;
      case 5: return (w + ne + 1) / 2;
      case 6: return n + 1;
      case 7: return n - 1;
      case 8: return w + 1;
      case 9: return w - 1;
      default: return 0;
    }
  }

  const PictureShape& shape_;
  // The oldest row is the new one. Written out: of a loop, compilers make a call that goes byte by byte.
  void turn_rows() {
    static_assert(kRows == 7);
    std::uint8_t* const oldest = rows_[6];
    rows_[6] = rows_[5];
    rows_[5] = rows_[4];
    rows_[4] = rows_[3];
    rows_[3] = rows_[2];
    rows_[2] = rows_[1];
    rows_[1] = rows_[0];
    rows_[0] = oldest;
  }

  std::uint8_t* rows_[kRows];  // of the pixel's row, of the one above …; kReach pixels of paper on both sides
  std::int16_t limits_[2 * kAxis];
  std::int32_t x_ = 0, y_ = 0;
  std::uint32_t pattern_ = 0;  // pixels around: three two rows up, five one row up, two before
  std::int32_t reference_x_ = 0, reference_y_ = 0, quarter_x_ = 0, quarter_y_ = 0;
};

// Calls decide(context, threshold) for one decision after the other, "the level is at least the threshold", and
// put(level) for each pixel.
template <PictureKind kKind, class Decide, class Put>
void walk_picture(const PictureShape& shape, std::uint8_t* scratch, Decide&& decide, Put&& put) {
  PictureContext<kKind> context(shape, scratch);
  for (std::int32_t y = 0; y < shape.frame.height; ++y) {
    context.begin_row(y);
    for (std::int32_t x = 0; x < shape.frame.width; ++x) {
      context.begin_pixel(x);
      std::int32_t level = decide(context, 1) ? shape.most : 0;
      if (kKind == PictureKind::kLevels && level > 0 && !decide(context, shape.most)) {
        std::int32_t least = 1;
        for (level = shape.most - 1; least < level;) {
          const std::int32_t middle = (least + level + 1) / 2;
          if (decide(context, middle)) {
            least = middle;
          } else {
            level = middle - 1;
          }
        }
      }
      context.end_pixel(static_cast<std::uint32_t>(level));
      put(static_cast<std::uint32_t>(level));
    }
  }
}

}  // namespace lr
