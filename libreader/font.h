// A strike: the pictures of a bundle's symbols in one design at one ppem and depth. A glyph's number is its symbol.
//
// Reads what pack/strike_writer.cpp writes. Specified in bundle/FORMAT.md, "STRK".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/text/alphabet.h>

#include <cstdint>
#include <span>

namespace lr {

// The bits of a glyph: rows from the top, pixels packed without gaps from the most significant bit, each bits_per_pixel wide,
// 0 paper to the largest value ink.
struct Glyph {
  std::int8_t left, top;         // of the first pixel, from the pen on the baseline, y downwards
  std::uint8_t width, height;    // 0 by 0: blank
  const std::uint8_t* bits;      // valid until the next call with the same buffer
};

class Strike {
 public:
  // `range` is Bundle::strike_range(i), `added` Bundle::added_glyphs(i).
  // kDamaged, kIo; kUnsupported: a kind of strike that this reader does not know.
  Status open(Storage& storage, Range range, Range added, const Alphabet& alphabet);

  std::uint16_t ppem() const { return ppem_; }
  std::uint8_t bits_per_pixel() const { return bits_per_pixel_; }
  std::int16_t ascent() const { return ascent_; }    // px above the baseline
  std::int16_t descent() const { return descent_; }  // px below it, positive
  std::int32_t em_q6() const { return ppem_ * 64; }
  // Room for the largest picture: what glyph() needs as buffer.
  std::uint32_t picture_bytes() const { return picture_bytes_; }
  // The family that it was drawn from, terminated.
  const char* face() const { return face_; }

  // Advance of a proportional symbol, in 1/64 px. kNotFound: the symbol has none of its own. kDamaged, kIo.
  Status advance(Symbol symbol, std::int32_t& advance_q6);

  // The picture of a symbol; `buffer` has room for picture_bytes(). kNotFound: no such symbol. kNoSpace. kDamaged, kIo.
  Status glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph);

 private:
  static constexpr int kFaceBytes = 24;

  Status open_part(Storage& storage, Range range, std::uint32_t symbols, std::uint32_t first_full);
  Status open_added(Strike& part) const;
  Status advance_of(std::uint32_t number, std::int32_t& advance_q6);
  Status glyph_of(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph);

  Storage* storage_ = nullptr;
  Range added_;  // the strike of the added symbols, opened when one is asked for: they are few
  Symbol first_added_ = 0, first_full_added_ = 0, symbols_ = 0;
  Range pictures_;
  Table index_, advances_;
  std::uint16_t ppem_ = 0;
  std::uint8_t bits_per_pixel_ = 0;
  std::int16_t ascent_ = 0, descent_ = 0;
  std::uint32_t picture_bytes_ = 0;
  char face_[kFaceBytes + 1] = {};
};

}  // namespace lr
