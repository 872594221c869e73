// Reads a strike of kind "direct": packed bitmaps behind an index, no model.
#include <libreader/base/bytes.h>
#include <libreader/font.h>

#include <cstring>

#include "strike_format.h"

namespace lr {
namespace {

Range part(Range whole, std::uint32_t offset, std::uint32_t bytes, bool& sound) {
  sound = sound && offset <= whole.bytes && bytes <= whole.bytes - offset;
  return {whole.offset + offset, bytes};
}

}  // namespace

Status Strike::open(Storage& storage, Range range, Range added, const Alphabet& alphabet) {
  *this = {};
  const Symbol first_added = alphabet.first_added();
  if (const Status status = open_part(storage, range, first_added, alphabet.first_full()); status != Status::kOk)
    return status;
  added_ = added;
  first_added_ = first_added;
  first_full_added_ = alphabet.first_full_added();
  symbols_ = static_cast<Symbol>(alphabet.symbols());
  Strike part;
  if (added.bytes == 0 || open_added(part) != Status::kOk) return Status::kOk;  // its glyphs are missed one by one
  if (part.picture_bytes_ > picture_bytes_) picture_bytes_ = part.picture_bytes_;
  return Status::kOk;
}

Status Strike::open_added(Strike& part) const {
  if (added_.bytes == 0) return Status::kNotFound;
  return part.open_part(*storage_, added_, static_cast<std::uint32_t>(symbols_ - first_added_),
                        static_cast<std::uint32_t>(first_full_added_ - first_added_));
}

Status Strike::open_part(Storage& storage, Range range, std::uint32_t symbols, std::uint32_t first_full) {
  storage_ = &storage;
  if (range.bytes < format::kStrikeHeadBytes) return Status::kDamaged;
  std::uint8_t head[format::kStrikeHeadBytes];
  const std::uint8_t* p = nullptr;
  const Status status = storage.read_checked(range.offset, format::kStrikeHeadBytes - kCrcBytes, head, p);
  if (status != Status::kOk) return status;
  if (p[3] != format::kStrikeDirect) return Status::kUnsupported;
  ppem_ = load_u16(p);
  bits_per_pixel_ = p[2];
  ascent_ = static_cast<std::int16_t>(load_u16(p + 4));
  descent_ = static_cast<std::int16_t>(load_u16(p + 6));
  picture_bytes_ = load_u16(p + 8) + kCrcBytes;
  const std::uint32_t advances_at = load_u32(p + format::kStrikeAdvancesAt), index_at = load_u32(p + format::kStrikeIndexAt), pictures_at = load_u32(p + format::kStrikePicturesAt);
  std::memcpy(face_, p + format::kStrikeFaceAt, kFaceBytes);
  bool sound = ppem_ >= 4 && ppem_ <= 192 && (bits_per_pixel_ == 1 || bits_per_pixel_ == 2 || bits_per_pixel_ == 4);
  advances_ = {part(range, advances_at, table_bytes(first_full, format::kAdvanceBytes), sound), first_full, format::kAdvanceBytes};
  index_ = {part(range, index_at, table_bytes(symbols, format::kGlyphIndexBytes), sound), symbols, format::kGlyphIndexBytes};
  pictures_ = part(range, pictures_at, load_u32(p + format::kStrikePicturesBytesAt), sound);
  return sound ? Status::kOk : Status::kDamaged;
}

Status Strike::advance(Symbol symbol, std::int32_t& advance_q6) {
  if (symbol < first_added_) return advance_of(symbol, advance_q6);
  Strike part;
  const Status status = open_added(part);
  return status == Status::kOk ? part.advance_of(static_cast<std::uint32_t>(symbol - first_added_), advance_q6) : status;
}

Status Strike::advance_of(std::uint32_t number, std::int32_t& advance_q6) {
  if (number >= advances_.records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = storage_->record(advances_, number, p); status != Status::kOk) return status;
  advance_q6 = load_u16(p);
  return Status::kOk;
}

Status Strike::glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph) {
  if (symbol < first_added_) return glyph_of(symbol, buffer, glyph);
  Strike part;
  const Status status = open_added(part);
  if (status != Status::kOk) return status;
  return part.glyph_of(static_cast<std::uint32_t>(symbol - first_added_), buffer, glyph);
}

Status Strike::glyph_of(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph) {
  if (number >= index_.records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = storage_->record(index_, number, p); status != Status::kOk) return status;
  const std::uint32_t offset = load_u32(p), bytes = load_u16(p + 4);
  glyph = {0, 0, 0, 0, nullptr};
  if (bytes == 0) return Status::kOk;
  if (bytes < format::kGlyphHeadBytes || bytes + kCrcBytes > pictures_.bytes || offset > pictures_.bytes - bytes - kCrcBytes ||
      bytes + kCrcBytes > picture_bytes_)
    return Status::kDamaged;
  if (buffer.size() < picture_bytes_) return Status::kNoSpace;
  const Status status = storage_->read_checked(pictures_.offset + offset, bytes, buffer.data(), p);
  if (status != Status::kOk) return status;
  glyph = {static_cast<std::int8_t>(p[0]), static_cast<std::int8_t>(p[1]), p[2], p[3], p + format::kGlyphHeadBytes};
  const std::uint32_t pixels = static_cast<std::uint32_t>(glyph.width) * glyph.height;
  return (pixels * bits_per_pixel_ + 7) / 8 <= bytes - format::kGlyphHeadBytes ? Status::kOk : Status::kDamaged;
}

}  // namespace lr
