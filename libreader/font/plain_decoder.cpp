// Everything in one function and copies of what is asked for at each pixel, so that it stays in registers.
#include "pixel_decoder.h"

namespace lr {

[[gnu::flatten]] void decode_plain(const PictureShape& shape, const GlyphModel& model, RangeDecoder decoder,
                                   std::uint8_t* bits, std::uint8_t* scratch) {
  const PictureShape own_shape{shape.frame, shape.ppem, 1, nullptr, 0};
  const GlyphModel own_model = model;
  decode_pixels<PictureKind::kPlain>(own_shape, own_model, decoder, bits, scratch);
}

}  // namespace lr
