// Packs pictures into the bits that font/strike.cpp reads.
#include "strike_writer.h"

#include <libreader/font/strike_format.h>

#include <algorithm>

#include "limits.h"

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

StrikeWriter::StrikeWriter(std::string face, int bpp, Symbol first_symbol, Symbol first_full,
                           const std::filesystem::path& folder)
    : face_(std::move(face)), bpp_(bpp), first_full_(first_full), pictures_(folder) {
  for (; next_ < first_symbol; ++next_) {
    index_.u32(0);
    index_.u16(0);
    advances_.u16(0);
  }
}

void StrikeWriter::add(const GlyphPicture& picture) {
  if (next_++ < first_full_) advances_.u16(static_cast<std::uint32_t>(std::max(picture.advance_q6, 0)));
  const bool blank = picture.width == 0 || picture.height == 0;
  if (!blank && !fits(picture))
    throw InputError(face_, "has a glyph that is larger than a strike can hold: choose a smaller ppem");
  Bytes packed;
  if (!blank) packed.append_checked(pack_picture(picture, bpp_));
  const std::size_t size = blank ? 0 : packed.size() - kCrcBytes;
  index_.u32(static_cast<std::uint32_t>(pictures_.size()));
  index_.u16(static_cast<std::uint32_t>(size));
  pictures_.append(packed.get());
  largest_ = std::max(largest_, size);
}

void StrikeWriter::write(const DrawnStrike& strike, SectionWriter& section) {
  const std::vector<std::uint8_t> advances = paged(advances_.get(), format::kAdvanceBytes);
  const std::vector<std::uint8_t> index = paged(index_.get(), format::kGlyphIndexBytes);
  Bytes head;
  head.u16(static_cast<std::uint32_t>(strike.ppem));
  head.u8(static_cast<std::uint32_t>(strike.bpp));
  head.u8(format::kStrikeDirect);
  head.u16(static_cast<std::uint32_t>(strike.ascent));
  head.u16(static_cast<std::uint32_t>(strike.descent));
  head.u16(static_cast<std::uint32_t>(largest_));
  head.u16(0);
  head.u32(format::kStrikeHeadBytes);
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advances.size()));
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advances.size() + index.size()));
  head.u32(fit(pictures_.size(), 0xFFFFFFFF, face_, "bytes of pictures"));
  for (std::size_t i = 0; i < format::kStrikeHeadBytes - kCrcBytes - format::kStrikeFaceAt; ++i)
    head.u8(i < format::kStrikeFaceBytes && i < face_.size() ? static_cast<std::uint8_t>(face_[i]) : 0);
  section.append_checked(head.get());
  section.append(advances);
  section.append(index);
  pictures_.read_all([&](std::span<const std::uint8_t> piece) { section.append(piece); });
  pictures_.clear();
}

}  // namespace lr::pack
