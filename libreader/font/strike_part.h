// One section STRK: the pictures of a strike's symbols from the first packing, or of those that were added to it, by their
// numbers in the section. Private to font/; FORMAT.md, "STRK".
#pragma once
#include <libreader/base/storage.h>

#include <cstdint>
#include <span>

#include "coded_pictures.h"

namespace lr {

struct Glyph;

class StrikePart {
 public:
  // kDamaged, kIo; kUnsupported: a kind of strike that this reader does not know.
  Status open(Storage& storage, Range range, std::uint32_t symbols, std::uint32_t first_full);

  // As in Strike.
  std::uint16_t ppem() const { return ppem_; }
  std::uint8_t bits_per_pixel() const { return bits_per_pixel_; }
  std::int16_t ascent() const { return ascent_; }
  std::int16_t descent() const { return descent_; }
  std::uint32_t picture_bytes() const { return picture_bytes_; }
  std::uint32_t bits_bytes() const { return bits_bytes_; }
  bool is_coded() const { return coded_.is_open(); }
  std::uint8_t coder() const { return coder_; }
  bool has_reference() const { return reference_.is_open(); }
  std::uint32_t model_bytes() const {
    return coded_.is_open() ? coded_.model_bytes() + (reference_.is_open() ? reference_.model_bytes() : 0) : 0;
  }
  const char* face() const { return face_; }
  Status load(std::span<std::uint8_t> memory, std::uint32_t& used);
  Status advance(std::uint32_t number, std::int32_t& advance_q6);
  Status glyph(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph);

 private:
  static constexpr int kFaceBytes = 24;

  Status open_coded(Storage& storage, Range range, const std::uint8_t* head, std::uint32_t symbols);
  Status coded_glyph(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph);

  Storage* storage_ = nullptr;
  Range pictures_;
  Table index_, advances_;
  std::uint16_t ppem_ = 0;
  std::uint8_t bits_per_pixel_ = 0;
  std::int16_t ascent_ = 0, descent_ = 0;
  std::uint32_t picture_bytes_ = 0, bits_bytes_ = 0;
  CodedPictures coded_, reference_;
  std::uint32_t symbols_ = 0;
  std::uint8_t coder_ = 0;
  char face_[kFaceBytes + 1] = {};
};

}  // namespace lr
