// Packs pictures into the bits that font/strike.cpp reads.
#include "strike_writer.h"

#include <libreader/font/strike_format.h>

#include <algorithm>
#include <bit>

#include "grammar/bit_writer.h"
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

void add_face(Bytes& head, const std::string& face) {
  for (std::size_t i = 0; i < format::kStrikeFaceBytes; ++i)
    head.u8(i < face.size() ? static_cast<std::uint8_t>(face[i]) : 0);
}

// The parts of a section as they are stored.
struct CodedParts {
  CodedParts(const CodedStrike& coded, Symbol first_symbol) : length_bits(std::bit_width(coded.largest)) {
    Bytes model_bytes;
    model_bytes.append(coded.model);
    for (std::size_t at = 0; at < coded.model.size(); at += format::kModelPieceBytes)
      model_bytes.u32(
          crc32c(coded.model.data() + at, std::min<std::size_t>(coded.model.size() - at, format::kModelPieceBytes)));
    model = model_bytes.take();
    Bytes records;
    std::uint32_t offset = 0;
    const std::size_t symbols = first_symbol + coded.lengths.size();
    for (std::size_t first = 0; first < symbols; first += format::kGlyphsARecord) {
      records.u32(offset);
      BitWriter lengths;
      for (std::size_t i = first; i < first + format::kGlyphsARecord; ++i) {
        const std::uint32_t length = i < first_symbol || i >= symbols ? 0 : coded.lengths[i - first_symbol];
        lengths.write(length, length_bits);
        offset += length;
      }
      records.append(lengths.take());
    }
    index = paged(records.get(), 4 + format::kGlyphsARecord * static_cast<std::size_t>(length_bits) / 8);
    streams = paged(coded.streams, 1);
  }

  int length_bits;
  std::vector<std::uint8_t> model, index, streams;
};

}  // namespace

StrikeWriter::StrikeWriter(const StrikeSpec& spec, Symbol first_symbol, Symbol first_full,
                           const std::filesystem::path& folder)
    : face_(spec.face),
      bpp_(spec.bpp),
      coding_(spec.coding),
      scalable_(spec.scalable),
      first_symbol_(first_symbol),
      first_full_(first_full),
      pictures_(folder) {
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

Bytes StrikeWriter::head(const DrawnStrike& strike, std::uint8_t kind) const {
  Bytes head;
  head.u16(static_cast<std::uint32_t>(strike.ppem));
  head.u8(static_cast<std::uint32_t>(strike.bpp));
  head.u8(kind);
  head.u16(static_cast<std::uint32_t>(strike.ascent));
  head.u16(static_cast<std::uint32_t>(strike.descent));
  return head;
}

std::int64_t StrikeWriter::section_bytes(const CodedStrike* coded) const {
  const std::uint64_t advances = table_bytes(first_full_, format::kAdvanceBytes);
  if (coded == nullptr)
    return static_cast<std::int64_t>(format::kStrikeHeadBytes + advances +
                                     table_bytes(next_, format::kGlyphIndexBytes) + pictures_.size());
  const CodedParts parts(*coded, first_symbol_);
  return static_cast<std::int64_t>(format::kStrikeHeadBytes + parts.model.size() + advances + parts.index.size() +
                                   parts.streams.size());
}

void StrikeWriter::write(const DrawnStrike& strike, const CodedStrike* coded, std::int64_t reference,
                         SectionWriter& section) {
  if (coded == nullptr) {
    write_direct(strike, section);
  } else {
    write_coded(strike, *coded, reference, section);
  }
}

void StrikeWriter::write_direct(const DrawnStrike& strike, SectionWriter& section) {
  const std::vector<std::uint8_t> advances = paged(advances_.get(), format::kAdvanceBytes);
  const std::vector<std::uint8_t> index = paged(index_.get(), format::kGlyphIndexBytes);
  Bytes head = this->head(strike, format::kStrikeDirect);
  head.u16(static_cast<std::uint32_t>(largest_));
  head.u16(0);
  head.u32(format::kStrikeHeadBytes);
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advances.size()));
  head.u32(static_cast<std::uint32_t>(format::kStrikeHeadBytes + advances.size() + index.size()));
  head.u32(fit(pictures_.size(), 0xFFFFFFFF, face_, "bytes of pictures"));
  add_face(head, face_);
  head.u32(0);
  head.u16(0);
  head.u8(0);
  head.u8(static_cast<std::uint32_t>(coding_));
  section.append_checked(head.get());
  section.append(advances);
  section.append(index);
  pictures_.read_all([&](std::span<const std::uint8_t> piece) { section.append(piece); });
  pictures_.clear();
}

void StrikeWriter::write_coded(const DrawnStrike& strike, const CodedStrike& coded, std::int64_t reference,
                               SectionWriter& section) {
  const CodedParts parts(coded, first_symbol_);
  const std::vector<std::uint8_t> advances = paged(advances_.get(), format::kAdvanceBytes);
  const std::size_t at = format::kStrikeHeadBytes + parts.model.size();
  Bytes head = this->head(strike, scalable_ ? format::kStrikeScalable : format::kStrikeCoded);
  head.u16(coded.largest);
  head.u8(static_cast<std::uint32_t>(coded.widest));
  head.u8(static_cast<std::uint32_t>(coded.tallest));
  head.u32(static_cast<std::uint32_t>(at));
  head.u32(static_cast<std::uint32_t>(at + advances.size()));
  head.u32(static_cast<std::uint32_t>(at + advances.size() + parts.index.size()));
  head.u32(fit(parts.streams.size(), 0xFFFFFFFF, face_, "bytes of pictures"));
  add_face(head, face_);
  head.u32(static_cast<std::uint32_t>(static_cast<std::int32_t>(reference)));
  head.u16(static_cast<std::uint32_t>(coded.model.size()));
  head.u8(static_cast<std::uint32_t>(parts.length_bits));
  head.u8(static_cast<std::uint32_t>(coding_));
  section.append_checked(head.get());
  section.append(parts.model);
  section.append(advances);
  section.append(parts.index);
  section.append(parts.streams);
  pictures_.clear();
}

}  // namespace lr::pack
