// Writes a font of one glyph in the Portable Compiled Format of X11, in any of its orders.
#pragma once
#include <libreader/pack/strikes/bitmap_font.h>

#include <string>

namespace lr::pack::testing_support {

struct PcfOptions {
  bool big = false;        // byte order of numbers and of units of a row
  bool first_high = true;  // the first pixel of a byte is its most significant bit
  unsigned pad_log2 = 2, unit_log2 = 0;
  bool compressed = true;  // metrics of one byte
};

class PcfTable {
 public:
  PcfTable(unsigned format, bool big) : big_(big) {
    for (unsigned i = 0; i < 4; ++i) bytes += static_cast<char>(format >> 8 * i);
  }
  PcfTable& number(unsigned value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * (big_ ? size - 1 - i : i));
    return *this;
  }
  std::string bytes;

 private:
  bool big_;
};

inline std::string pcf_of(const BitmapGlyph& glyph, unsigned code, const std::string& registry, const PcfOptions& o) {
  const unsigned order = (o.big ? 4u : 0u) | (o.first_high ? 8u : 0u);
  PcfTable properties(order, o.big);
  const std::string names = std::string("CHARSET_REGISTRY") + '\0' + registry + '\0';
  properties.number(1, 4).number(0, 4).number(1, 1).number(17, 4).number(0, 3);
  properties.number(static_cast<unsigned>(names.size()), 4).bytes += names;

  PcfTable metrics(order | (o.compressed ? 0x100u : 0u), o.big);
  metrics.number(1, o.compressed ? 2 : 4);
  for (const int value : {glyph.left, glyph.left + glyph.width, glyph.advance, -glyph.top, glyph.top + glyph.height})
    metrics.number(static_cast<unsigned>(o.compressed ? value + 128 : value), o.compressed ? 1 : 2);
  if (!o.compressed) metrics.number(0, 2);

  const std::size_t pad = std::size_t{1} << o.pad_log2, unit = std::size_t{1} << o.unit_log2;
  const std::size_t row = (static_cast<std::size_t>(glyph.width) + 7) / 8, stride = (row + pad - 1) / pad * pad;
  std::string bits(stride * static_cast<std::size_t>(glyph.height), '\0');
  for (std::size_t y = 0; y < static_cast<std::size_t>(glyph.height); ++y) {
    for (std::size_t x = 0; x < row; ++x) {
      const auto byte = static_cast<unsigned char>(glyph.rows[y * row + x]);
      unsigned turned = 0;
      for (unsigned i = 0; i < 8; ++i) turned |= (byte >> i & 1u) << (7 - i);
      const std::size_t place = o.big == o.first_high ? x : x ^ (unit - 1);
      bits[y * stride + place] = static_cast<char>(o.first_high ? byte : turned);
    }
  }
  PcfTable bitmaps(order | o.pad_log2 | o.unit_log2 << 4, o.big);
  bitmaps.number(1, 4).number(0, 4);
  for (unsigned i = 0; i < 4; ++i) bitmaps.number(static_cast<unsigned>(bits.size()), 4);
  bitmaps.bytes += bits;

  PcfTable encodings(order, o.big);
  encodings.number(code & 255, 2)
      .number(code & 255, 2)
      .number(code >> 8, 2)
      .number(code >> 8, 2)
      .number(0xFFFF, 2)
      .number(0, 2);

  PcfTable file(0x70636601, false);
  file.number(4, 4);
  unsigned at = 8 + 4 * 16;
  const std::pair<unsigned, const PcfTable*> tables[] = {
      {1, &properties}, {4, &metrics}, {8, &bitmaps}, {32, &encodings}};
  for (const auto& [type, table] : tables) {
    const auto size = static_cast<unsigned>(table->bytes.size());
    file.number(type, 4).number(0, 4).number(size, 4).number(at, 4);
    at += size;
  }
  for (const auto& [type, table] : tables) file.bytes += table->bytes;
  return file.bytes;
}

}  // namespace lr::pack::testing_support
