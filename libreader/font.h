// A strike: the pictures of a bundle's symbols in one design at one ppem and depth. A glyph's number is its symbol.
//
// Reads what pack/strike_writer.cpp writes. Specified in bundle/FORMAT.md, "STRK".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/font/strike_part.h>
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

  std::uint16_t ppem() const { return first_.ppem(); }
  std::uint8_t bits_per_pixel() const { return first_.bits_per_pixel(); }
  std::int16_t ascent() const { return first_.ascent(); }    // px above the baseline
  std::int16_t descent() const { return first_.descent(); }  // px below it, positive
  std::int32_t em_q6() const { return ppem() * 64; }
  // Room for the largest picture and what decoding it takes: what glyph() needs as buffer.
  std::uint32_t picture_bytes() const { return larger(first_.picture_bytes(), added_.picture_bytes()); }
  // Room for the largest picture alone, as Glyph::bits has it.
  std::uint32_t bits_bytes() const { return larger(first_.bits_bytes(), added_.bits_bytes()); }
  // Whether pictures are coded; of the models that decoding needs, how many bytes load() takes of its memory where the source
  // is not mapped. 0: pictures are stored as they are.
  bool is_coded() const { return first_.is_coded() || added_.is_coded(); }
  // For tools: what the packer was asked for (0 direct, 1 fast, 2 small), and whether it is coded after a larger strike.
  std::uint8_t coder() const { return first_.coder(); }
  bool has_reference() const { return first_.has_reference(); }
  std::uint32_t model_bytes() const { return first_.model_bytes() + added_.model_bytes(); }
  // The family that it was drawn from, terminated.
  const char* face() const { return first_.face(); }

  // Checks the models, before the first glyph(): in place where the source is mapped, else in `memory`, which stays; `used`
  // says how much of it. A mapped model that a flip has hit is mended if there is memory for it. kNoSpace: less than
  // model_bytes(). kDamaged, kIo.
  Status load(std::span<std::uint8_t> memory, std::uint32_t& used);

  // Advance of a proportional symbol, in 1/64 px. kNotFound: the symbol has none of its own. kDamaged, kIo.
  Status advance(Symbol symbol, std::int32_t& advance_q6);

  // The picture of a symbol; `buffer` has room for picture_bytes(). kNotFound: no such symbol. kNoSpace: no room, or a coded
  // strike was not loaded. kDamaged, kIo.
  Status glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph);

 private:
  static constexpr std::uint32_t larger(std::uint32_t a, std::uint32_t b) { return a > b ? a : b; }

  StrikePart first_, added_;  // of the first packing; of the symbols that were added since, not open where there is none
  Symbol first_added_ = 0;
};

}  // namespace lr
