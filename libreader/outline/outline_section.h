// An OUTL section, read: which glyph of which font each symbol is drawn with. Knows nothing of what is in a font.
//
// Reads what pack/outline_writer.cpp writes. Specified in bundle/FORMAT.md, "OUTL".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/status.h>

#include <cstdint>
#include <span>
#include <vector>

namespace lr {

// x becomes xx * x + xy * y + dx, y becomes yx * x + yy * y + dy, in em.
struct Placing {
  double xx = 1, xy = 0, yx = 0, yy = 1, dx = 0, dy = 0;
};

// A glyph of a symbol's picture.
struct OutlinePart {
  std::uint16_t font = 0, glyph = 0;
  bool is_square = false;  // instead of a glyph: from 0 to 1 em either way
  Placing placing;
};

class OutlineSection {
 public:
  // Reads all of a section of `storage`, every page of it checked, and unpacks its fonts. kDamaged: a checksum or a
  // bound does not hold, a single flipped bit of a page but mended. kIo.
  Status open(Storage& storage, Range range);
  // The same for the bytes of its table.
  Status open(std::vector<std::uint8_t> records);

  std::uint32_t symbols() const { return symbols_; }
  std::uint32_t first_full() const { return first_full_; }
  // Each a whole font file, not looked into.
  std::size_t fonts() const { return fonts_.size(); }
  std::span<const std::uint8_t> font(std::size_t index) const;
  // What all ink lies in, em.
  struct Ink {
    double left, bottom, right, top;
  };
  const Ink& ink() const { return ink_; }

  // The name of the family, then zeros.
  std::span<const std::uint8_t> face() const;

  // Em; `number` is below first_full().
  double advance(std::uint32_t number) const;
  // None of a blank, and of what does not hold together.
  std::vector<OutlinePart> parts(std::uint32_t number) const;

 private:
  struct Font {
    std::uint32_t begin, bytes;   // in font_bytes_
    std::uint32_t first, glyphs;  // numbers of its glyphs among those of all fonts
  };
  Status open_fonts(std::uint32_t count, std::uint32_t unpacked_bytes);
  bool find(std::uint32_t glyph, OutlinePart& part) const;

  std::vector<std::uint8_t> records_, font_bytes_;
  std::vector<Font> fonts_;
  Ink ink_{};
  std::uint32_t symbols_ = 0, first_full_ = 0, placings_ = 0, glyphs_ = 0;
  std::size_t advances_at_ = 0, numbers_at_ = 0, placings_at_ = 0, packed_at_ = 0;
};

}  // namespace lr
