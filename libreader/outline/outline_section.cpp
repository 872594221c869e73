// Bounds of a section's parts; its fonts are one Zstandard frame.
#include "outline_section.h"

#include <libreader/base/bytes.h>
#include <libreader/font/strike_format.h>
#include <zstd.h>

#include <array>

#include "outline_format.h"

namespace lr {
namespace {

double part_of_em(const std::uint8_t* p) {
  return static_cast<double>(static_cast<std::int16_t>(load_u16(p))) / format::kOutlineParts;
}

}  // namespace

Status OutlineSection::open(Storage& storage, Range range) {
  std::vector<std::uint8_t> records;
  for (std::uint32_t at = 0; at < range.bytes; at += kPageBytes) {
    const std::uint32_t rest = range.bytes - at, size = rest < kPageBytes ? rest : kPageBytes;
    if (size <= kCrcBytes) return Status::kDamaged;
    std::array<std::uint8_t, kPageBytes> page;
    const std::uint8_t* bytes = nullptr;
    const Status status = storage.read_checked(range.offset + at, size - kCrcBytes, page.data(), bytes);
    if (status != Status::kOk) return status;
    records.insert(records.end(), bytes, bytes + size - kCrcBytes);
  }
  return open(std::move(records));
}

Status OutlineSection::open(std::vector<std::uint8_t> records) {
  *this = {};
  records_ = std::move(records);
  if (records_.size() < format::kOutlineHeadBytes) return Status::kDamaged;
  const std::uint8_t* head = records_.data();
  const std::uint32_t symbols = load_u16(head + format::kOutlineSymbolsAt);
  first_full_ = load_u16(head + format::kOutlineFirstFullAt);
  placings_ = load_u16(head + format::kOutlinePlacingsAt);
  const std::uint8_t* box = head + format::kOutlineLeftAt;
  ink_ = {part_of_em(box), part_of_em(box + 2), part_of_em(box + 4), part_of_em(box + 6)};
  const std::uint32_t fonts = load_u16(head + format::kOutlineFontsAt);
  advances_at_ = format::kOutlineHeadBytes + std::size_t{fonts} * format::kOutlineFontRecordBytes;
  numbers_at_ = advances_at_ + std::size_t{2} * first_full_;
  placings_at_ = numbers_at_ + std::size_t{2} * symbols;
  packed_at_ = placings_at_ + std::size_t{placings_} * format::kOutlinePlacingBytes;
  if (packed_at_ > records_.size() || first_full_ > symbols) return Status::kDamaged;
  const Status status = open_fonts(fonts, load_u32(head + format::kOutlineFontBytesAt));
  if (status == Status::kOk) symbols_ = symbols;
  return status;
}

Status OutlineSection::open_fonts(std::uint32_t count, std::uint32_t unpacked_bytes) {
  if (unpacked_bytes > format::kMaxOutlineFontBytes) return Status::kDamaged;
  std::uint64_t begin = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t* record =
        records_.data() + format::kOutlineHeadBytes + std::size_t{i} * format::kOutlineFontRecordBytes;
    const std::uint32_t bytes = load_u32(record), glyphs = load_u16(record + 4);
    if (bytes > unpacked_bytes - begin) return Status::kDamaged;
    fonts_.push_back({static_cast<std::uint32_t>(begin), bytes, glyphs_, glyphs});
    begin += bytes;
    glyphs_ += glyphs;
  }
  if (begin != unpacked_bytes) return Status::kDamaged;
  const std::uint8_t* packed = records_.data() + packed_at_;
  const std::size_t packed_bytes = records_.size() - packed_at_;
  // Asked first, so that nothing is set aside for what a frame only claims to be.
  if (ZSTD_getFrameContentSize(packed, packed_bytes) != unpacked_bytes) return Status::kDamaged;
  font_bytes_.resize(unpacked_bytes);
  const std::size_t unpacked = ZSTD_decompress(font_bytes_.data(), font_bytes_.size(), packed, packed_bytes);
  return !ZSTD_isError(unpacked) && unpacked == unpacked_bytes ? Status::kOk : Status::kDamaged;
}

std::span<const std::uint8_t> OutlineSection::font(std::size_t index) const {
  return std::span(font_bytes_).subspan(fonts_[index].begin, fonts_[index].bytes);
}

std::span<const std::uint8_t> OutlineSection::face() const {
  return std::span(records_).subspan(format::kOutlineFaceAt, format::kStrikeFaceBytes);
}

double OutlineSection::advance(std::uint32_t number) const {
  return static_cast<double>(load_u16(records_.data() + advances_at_ + std::size_t{2} * number)) /
         format::kOutlineAdvanceParts;
}

bool OutlineSection::find(std::uint32_t glyph, OutlinePart& part) const {
  for (std::size_t i = 0; i < fonts_.size(); ++i) {
    if (glyph - fonts_[i].first >= fonts_[i].glyphs) continue;
    part.font = static_cast<std::uint16_t>(i);
    part.glyph = static_cast<std::uint16_t>(glyph - fonts_[i].first);
    return true;
  }
  return false;
}

std::vector<OutlinePart> OutlineSection::parts(std::uint32_t number) const {
  if (number >= symbols_) return {};
  const std::uint32_t value = load_u16(records_.data() + numbers_at_ + std::size_t{2} * number);
  std::vector<OutlinePart> parts;
  if (value < glyphs_) {
    OutlinePart part;
    if (find(value, part)) parts.push_back(part);
    return parts;
  }
  if (value == format::kOutlineBlank) return {};
  for (std::uint32_t i = value - glyphs_; i < placings_; ++i) {
    const std::uint8_t* p = records_.data() + placings_at_ + std::size_t{i} * format::kOutlinePlacingBytes;
    OutlinePart part;
    part.is_square = load_u16(p) == format::kOutlineSquare;
    if (!part.is_square && !find(load_u16(p), part)) return {};
    part.placing = {part_of_em(p + 4),  part_of_em(p + 6),  part_of_em(p + 8),
                    part_of_em(p + 10), part_of_em(p + 12), part_of_em(p + 14)};
    parts.push_back(part);
    if (load_u16(p + 2) == 0) return parts;
  }
  return {};
}

}  // namespace lr
