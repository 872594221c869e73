// The pixels of a coded picture into packed bits. Private to font/.
#pragma once
#include <cstdint>

#include "bit_packer.h"
#include "glyph_model.h"
#include "range_decoder.h"

namespace lr {

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
