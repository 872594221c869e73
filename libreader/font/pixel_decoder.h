// The pixels of a coded picture into packed bits. Private to font/.
#pragma once
#include <cstdint>

#include "glyph_model.h"
#include "range_decoder.h"

namespace lr {

// Packs levels from the most significant bit on.
class BitPacker {
 public:
  BitPacker(std::uint8_t* to, std::uint32_t bits_per_pixel) : to_(to), bits_per_pixel_(bits_per_pixel) {}
  void put(std::uint32_t level) {
    pending_ = pending_ << bits_per_pixel_ | level;
    if (pending_ >= 0x100) {  // the mark has arrived
      *to_++ = static_cast<std::uint8_t>(pending_);
      pending_ = kMark;
    }
  }
  void finish() {
    if (pending_ == kMark) return;
    while (pending_ < 0x100) pending_ <<= 1;
    *to_ = static_cast<std::uint8_t>(pending_);
  }

 private:
  static constexpr std::uint32_t kMark = 1;
  std::uint8_t* to_;
  std::uint32_t bits_per_pixel_;
  std::uint32_t pending_ = kMark;
};

template <PictureKind kKind>
void decode_pixels(const PictureShape& shape, const GlyphModel& model, RangeDecoder decoder, std::uint8_t* bits,
                   std::uint8_t* scratch) {
  BitPacker packer(bits, kKind != PictureKind::kLevels ? 1 : shape.most == 3 ? 2 : 4);
  walk_picture<kKind>(
      shape, scratch,
      [&](const PictureContext<kKind>& context, std::int32_t threshold) {
        return decoder.decide(model.ones(context, threshold));
      },
      [&](std::uint32_t level) { packer.put(level); });
  packer.finish();
}

// decode_pixels of PictureKind::kPlain, compiled for speed.
void decode_plain(const PictureShape& shape, const GlyphModel& model, RangeDecoder decoder, std::uint8_t* bits,
                  std::uint8_t* scratch);

}  // namespace lr
