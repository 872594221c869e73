// Area sampling: a pixel's level says how much of it the master's ink covers. FORMAT.md, "Scaled glyphs".
#include <libreader/font/bit_packer.h>
#include <libreader/font/strike_format.h>
#include <libreader/scale.h>

namespace lr {
namespace {

// Of 256 parts of a pixel, how many ink covers at the least where its level is 1, 2 … Grey is darkened as that of the
// packer is (coverage to the power 3/4), since thin strokes look lighter than they are.
constexpr std::uint8_t kCovered1[] = {128};
constexpr std::uint8_t kCovered2[] = {23, 102, 201};
constexpr std::uint8_t kCovered4[] = {3, 12, 23, 37, 51, 67, 84, 102, 120, 139, 159, 180, 201, 222, 245};

constexpr const std::uint8_t* covered(std::uint8_t bits_per_pixel) {
  return bits_per_pixel == 1 ? kCovered1 : bits_per_pixel == 2 ? kCovered2 : kCovered4;
}

constexpr std::int32_t floor_of(std::int32_t a, std::int32_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

// Pixels that a stretch of so many master pixels reaches into, wherever it begins.
constexpr std::int32_t side(std::int32_t length, std::int32_t master_ppem, std::int32_t ppem) {
  return (length * ppem + master_ppem - 1) / master_ppem + 1;
}

constexpr std::int32_t kMostSide = side(format::kMaxGlyphSide, format::kScalableParts, 1);

std::uint32_t bits_bytes(const Scaler& self, std::int32_t width, std::int32_t height, std::int32_t master_ppem,
                         std::int32_t ppem) {
  const std::int32_t pixels = side(width, master_ppem, ppem) * side(height, master_ppem, ppem);
  return (static_cast<std::uint32_t>(pixels) * self.bits_per_pixel + 7) / 8;
}

// A row of pixels while ink is gathered; lengths are in parts of a master pixel, of which it has `ppem` a side, a pixel
// `master_ppem`.
struct Row {
  std::uint16_t area[kMostSide];

  // A row of the master, of which `height` parts are in this one.
  void add(const BitPicture& master, std::int32_t y, std::int32_t height, std::int32_t begin, std::int32_t master_ppem,
           std::int32_t ppem) {
    std::uint16_t* to = area;
    std::int32_t left = begin;  // of the pixel, before the master's
    for (std::int32_t x = 0; x < master.frame.width; ++x, left += ppem) {
      if (left >= master_ppem) left -= master_ppem, ++to;
      if (!master.ink(x, y)) continue;
      const std::int32_t here = master_ppem - left < ppem ? master_ppem - left : ppem;
      to[0] = static_cast<std::uint16_t>(to[0] + here * height);
      if (here < ppem) to[1] = static_cast<std::uint16_t>(to[1] + (ppem - here) * height);
    }
  }
};

PictureFrame scale(const Scaler& self, const BitPicture& master, std::int32_t master_ppem, std::int32_t ppem,
                   std::uint8_t* bits) {
  const PictureFrame& from = master.frame;
  const std::int32_t left = floor_of(from.left * ppem, master_ppem), top = floor_of(from.top * ppem, master_ppem),
                     right = floor_of((from.left + from.width) * ppem + master_ppem - 1, master_ppem),
                     bottom = floor_of((from.top + from.height) * ppem + master_ppem - 1, master_ppem);
  const std::uint8_t* const least = covered(self.bits_per_pixel);
  const std::uint32_t most = (1u << self.bits_per_pixel) - 1,
                      pixel = static_cast<std::uint32_t>(master_ppem * master_ppem);
  BitPacker packer(bits, self.bits_per_pixel);
  std::int32_t y = 0;  // of the master: the first row that may reach below the pixels so far
  for (std::int32_t row = top; row < bottom; ++row) {
    Row gathered{};
    const std::int32_t begin = row * master_ppem, end = begin + master_ppem;
    for (;; ++y) {
      const std::int32_t upper = (from.top + y) * ppem, lower = upper + ppem;
      const std::int32_t height = (lower < end ? lower : end) - (upper > begin ? upper : begin);
      if (y < from.height && height > 0)
        gathered.add(master, y, height, from.left * ppem - left * master_ppem, master_ppem, ppem);
      if (y >= from.height || lower > end) break;
    }
    for (std::int32_t x = 0; x < right - left; ++x) {
      std::uint32_t level = 0;
      while (level < most && gathered.area[x] * 256u >= least[level] * pixel) ++level;
      packer.put(level);
    }
  }
  packer.finish();
  return {left, top, right - left, bottom - top};
}

constexpr Scaler kScalers[] = {{1, bits_bytes, scale}, {2, bits_bytes, scale}, {4, bits_bytes, scale}};

}  // namespace

const Scaler* scaler_for(std::uint8_t bits_per_pixel) {
  for (const Scaler& scaler : kScalers) {
    if (scaler.bits_per_pixel == bits_per_pixel) return &scaler;
  }
  return nullptr;
}

}  // namespace lr
