// How the pictures of a strike of kind "coded" are decoded: with a model that was learned from those of the first
// packing. Private to font/; FORMAT.md, "Coded glyphs".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/status.h>

#include <cstdint>
#include <span>

#include "glyph_model.h"
#include "picture_table.h"

namespace lr {

class CodedPictures {
 public:
  // `head` is the checked head of the section that begins at `section`. kDamaged: the model is not within it.
  Status open(Range section, const std::uint8_t* head);

  bool is_open() const { return model_.bytes != 0; }
  std::uint16_t ppem() const { return ppem_; }
  std::uint32_t model_bytes() const { return model_.bytes; }

  // Checks the model: in place where the source is mapped and it is sound, else in `memory`, of which it takes the
  // first `used` bytes. kNoSpace: it is smaller than model_bytes(). kDamaged, kIo.
  Status load(Storage& storage, std::span<std::uint8_t> memory, bool has_reference, std::uint32_t& used);

  // Decodes a picture of `table` into `bits` (room for its bits_bytes()), with `scratch` of its scratch_bytes(). A
  // blank has no width. `reference` is null or the same symbol's picture in the strike that this one is coded after.
  Status decode(Storage& storage, const PictureTable& table, std::uint32_t number, const BitPicture* reference,
                std::int32_t reference_ppem, std::uint8_t* bits, std::uint8_t* scratch, PictureFrame& frame) const;

 private:
  Status copy_model(Storage& storage, std::uint8_t* to) const;

  Range model_{};  // without its checksums
  GlyphModel probabilities_;
  bool loaded_ = false;
  std::uint16_t ppem_ = 0;
  std::uint8_t bits_per_pixel_ = 0;
};

}  // namespace lr
