// Packs pictures into the bits that font/strike.cpp reads.
#include "strike_writer.h"

#include <libreader/font/strike_format.h>

#include <algorithm>

#include "section.h"

namespace lr::pack {
namespace {

std::vector<std::uint8_t> pack_picture(const GlyphPicture& picture, int bpp) {
  Bytes bytes;
  bytes.u8(static_cast<std::uint8_t>(picture.left));
  bytes.u8(static_cast<std::uint8_t>(picture.top));
  bytes.u8(static_cast<std::uint32_t>(picture.width));
  bytes.u8(static_cast<std::uint32_t>(picture.height));
  std::uint32_t pending = 0;
  int bits = 0;
  for (const std::uint8_t level : picture.coverage) {
    pending = pending << bpp | level;
    bits += bpp;
    if (bits == 8) {
      bytes.u8(pending);
      pending = 0;
      bits = 0;
    }
  }
  if (bits > 0) bytes.u8(pending << (8 - bits));
  return bytes.take();
}

bool fits(const GlyphPicture& p) {
  constexpr int kMost = format::kMaxGlyphSide;
  return p.left >= -128 && p.left <= kMost && p.top >= -128 && p.top <= kMost && p.width <= kMost && p.height <= kMost;
}

}  // namespace

std::vector<std::uint8_t> write_strike(const StrikePictures& strike, const std::string& face, Symbol first_symbol,
                                       Symbol first_full) {
  Bytes index, pictures, advances;
  std::size_t largest = 0;
  for (std::uint32_t i = 0; i < first_symbol; ++i) {
    index.u32(0);
    index.u16(0);
    advances.u16(0);
  }
  for (std::size_t i = 0; i < strike.glyphs.size(); ++i) {
    const GlyphPicture& picture = strike.glyphs[i];
    if (first_symbol + i < first_full) advances.u16(static_cast<std::uint32_t>(std::max(picture.advance_q6, 0)));
    const bool blank = picture.width == 0 || picture.height == 0;
    if (!blank && !fits(picture)) throw InputError(face, "has a glyph that is larger than a strike can hold: choose a smaller ppem");
    const std::vector<std::uint8_t> packed = blank ? std::vector<std::uint8_t>{} : pack_picture(picture, strike.bpp);
    index.u32(static_cast<std::uint32_t>(pictures.size()));
    index.u16(static_cast<std::uint32_t>(packed.size()));
    if (!blank) pictures.append_checked(packed);
    largest = std::max(largest, packed.size());
  }
  const std::vector<std::uint8_t> advance_table = paged(advances.get(), format::kAdvanceBytes);
  const std::vector<std::uint8_t> index_table = paged(index.get(), format::kGlyphIndexBytes);
  Bytes head;
  head.u16(static_cast<std::uint32_t>(strike.ppem));
  head.u8(static_cast<std::uint32_t>(strike.bpp));
  head.u8(format::kStrikeDirect);
  head.u16(static_cast<std::uint32_t>(strike.ascent));
  head.u16(static_cast<std::uint32_t>(strike.descent));
  head.u16(static_cast<std::uint32_t>(largest));
  head.u16(0);
  head.u32(format::kStrikeHeadBytes);
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advance_table.size()));
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advance_table.size() + index_table.size()));
  head.u32(static_cast<std::uint32_t>(pictures.size()));
  for (std::size_t i = 0; i < format::kStrikeHeadBytes - kCrcBytes - format::kStrikeFaceAt; ++i)
    head.u8(i < format::kStrikeFaceBytes && i < face.size() ? static_cast<std::uint8_t>(face[i]) : 0);
  Bytes section;
  section.append_checked(head.get());
  section.append(advance_table);
  section.append(index_table);
  section.append(pictures.get());
  return section.take();
}

}  // namespace lr::pack
