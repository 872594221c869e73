// The pictures of a strike of kind "coded": where they lie, and how one is decoded. Private to font/; FORMAT.md, "Coded
// glyphs".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/status.h>

#include <cstdint>
#include <span>

#include "glyph_model.h"

namespace lr {

class CodedPictures {
 public:
  // `head` is the checked head of the section that begins at `section`. kDamaged: parts are not within it.
  Status open(Storage& storage, Range section, const std::uint8_t* head, std::uint32_t symbols);

  bool is_open() const { return storage_ != nullptr; }
  std::uint16_t ppem() const { return ppem_; }
  std::uint32_t model_bytes() const { return model_.bytes; }
  // Of decoded bits, and of what decoding takes besides them.
  std::uint32_t picture_bytes() const { return (std::uint32_t{widest_} * tallest_ * bits_per_pixel_ + 7) / 8; }
  std::uint32_t scratch_bytes() const { return walk_scratch_bytes(widest_) + largest_; }

  // Checks the model: in place where the source is mapped and it is sound, else in `memory`, of which it takes the
  // first `used` bytes. kNoSpace: it is smaller than model_bytes(). kDamaged, kIo.
  Status load(std::span<std::uint8_t> memory, bool has_reference, std::uint32_t& used);

  // Decodes a picture into `bits` (room for picture_bytes()), with `scratch` of scratch_bytes(). A blank has no width.
  // `reference` is null or the same symbol's picture in the strike that this one is coded after.
  Status decode(std::uint32_t symbol, const BitPicture* reference, std::int32_t reference_ppem, std::uint8_t* bits,
                std::uint8_t* scratch, PictureFrame& frame);

 private:
  Status find(std::uint32_t symbol, std::uint32_t& at, std::uint32_t& size);
  Status read(std::uint32_t at, std::uint32_t size, std::uint8_t* to);
  Status copy_model(std::uint8_t* to);

  Storage* storage_ = nullptr;
  Table index_;
  Range streams_, model_;  // the model without its checksums
  GlyphModel probabilities_;
  bool loaded_ = false;
  std::uint16_t ppem_ = 0, largest_ = 0;
  std::uint8_t bits_per_pixel_ = 0, widest_ = 0, tallest_ = 0, length_bits_ = 0;
};

}  // namespace lr
