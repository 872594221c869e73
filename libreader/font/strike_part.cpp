// Opens a section STRK; finds a glyph's picture, or has it decoded.
#include "strike_part.h"

#include <libreader/base/bytes.h>
#include <libreader/font.h>

#include <cstring>
#include <new>

#include "strike_format.h"

namespace lr {
namespace {

Range part(Range whole, std::uint32_t offset, std::uint32_t bytes, bool& sound) {
  sound = sound && offset <= whole.bytes && bytes <= whole.bytes - offset;
  return {whole.offset + offset, bytes};
}

}  // namespace

Status StrikePart::open(Storage& storage, Range range, std::uint32_t symbols, std::uint32_t first_full) {
  new (this) StrikePart();  // in place: a temporary would take 300 bytes of stack
  storage_ = &storage;
  if (range.bytes < format::kStrikeHeadBytes) return Status::kDamaged;
  std::uint8_t head[format::kStrikeHeadBytes];
  const std::uint8_t* p = nullptr;
  const Status status = storage.read_checked(range.offset, format::kStrikeHeadBytes - kCrcBytes, head, p);
  if (status != Status::kOk) return status;
  if (p[3] != format::kStrikeDirect && p[3] != format::kStrikeCoded) return Status::kUnsupported;
  ppem_ = load_u16(p);
  bits_per_pixel_ = p[2];
  ascent_ = static_cast<std::int16_t>(load_u16(p + 4));
  descent_ = static_cast<std::int16_t>(load_u16(p + 6));
  std::memcpy(face_, p + format::kStrikeFaceAt, kFaceBytes);
  bool sound = ppem_ >= 4 && ppem_ <= 192 && (bits_per_pixel_ == 1 || bits_per_pixel_ == 2 || bits_per_pixel_ == 4);
  advances_ = {part(range, load_u32(p + format::kStrikeAdvancesAt), table_bytes(first_full, format::kAdvanceBytes), sound),
               first_full, format::kAdvanceBytes};
  if (!sound) return Status::kDamaged;
  coder_ = p[format::kStrikeCoderAt];
  if (p[3] == format::kStrikeCoded) return open_coded(storage, range, p, symbols);
  picture_bytes_ = load_u16(p + 8) + kCrcBytes;
  bits_bytes_ = load_u16(p + 8);
  index_ = {part(range, load_u32(p + format::kStrikeIndexAt), table_bytes(symbols, format::kGlyphIndexBytes), sound), symbols,
            format::kGlyphIndexBytes};
  pictures_ = part(range, load_u32(p + format::kStrikePicturesAt), load_u32(p + format::kStrikePicturesBytesAt), sound);
  return sound ? Status::kOk : Status::kDamaged;
}

// The reference is another strike of the same symbols, of one bit a pixel as this, and has no reference itself.
Status StrikePart::open_coded(Storage& storage, Range range, const std::uint8_t* head, std::uint32_t symbols) {
  const std::uint32_t distance = load_u32(head + format::kStrikeReferenceAt);
  if (const Status status = coded_.open(storage, range, head, symbols); status != Status::kOk) return status;
  picture_bytes_ = coded_.scratch_bytes();
  bits_bytes_ = coded_.picture_bytes();
  if (distance != 0) {
    const std::uint32_t there = range.offset + distance;
    if (bits_per_pixel_ != 1 || there >= storage.size_bytes()) return Status::kDamaged;
    std::uint8_t other[format::kStrikeHeadBytes];
    const std::uint8_t* p = nullptr;
    Status status = storage.read_checked(there, format::kStrikeHeadBytes - kCrcBytes, other, p);
    if (status != Status::kOk) return status;
    if (p[2] != 1 || p[3] != format::kStrikeCoded || load_u32(p + format::kStrikeReferenceAt) != 0 || load_u16(p) <= ppem_ ||
        load_u16(p) > 192)
      return Status::kDamaged;
    status = reference_.open(storage, {there, storage.size_bytes() - there}, p, symbols);
    if (status != Status::kOk) return status;
    const std::uint32_t scratch = reference_.scratch_bytes();
    picture_bytes_ = (scratch > picture_bytes_ ? scratch : picture_bytes_) + reference_.picture_bytes();
  }
  picture_bytes_ += bits_bytes_;
  symbols_ = symbols;
  return Status::kOk;
}

Status StrikePart::load(std::span<std::uint8_t> memory, std::uint32_t& used) {
  used = 0;
  if (!coded_.is_open()) return Status::kOk;
  Status status = coded_.load(memory, reference_.is_open(), used);
  if (status != Status::kOk || !reference_.is_open()) return status;
  std::uint32_t more = 0;
  status = reference_.load(memory.subspan(used), false, more);
  used += more;
  return status;
}

Status StrikePart::advance(std::uint32_t number, std::int32_t& advance_q6) {
  if (number >= advances_.records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = storage_->record(advances_, number, p); status != Status::kOk) return status;
  advance_q6 = load_u16(p);
  return Status::kOk;
}

Status StrikePart::glyph(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph) {
  if (coded_.is_open()) return coded_glyph(number, buffer, glyph);
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

// The buffer holds the picture, the reference's picture, and what decoding takes.
Status StrikePart::coded_glyph(std::uint32_t number, std::span<std::uint8_t> buffer, Glyph& glyph) {
  glyph = {0, 0, 0, 0, nullptr};
  if (number >= symbols_) return Status::kNotFound;
  if (buffer.size() < picture_bytes_) return Status::kNoSpace;
  std::uint8_t* const bits = buffer.data();
  std::uint8_t* scratch = bits + bits_bytes_;
  BitPicture larger{{}, scratch};
  if (reference_.is_open()) {
    scratch += reference_.picture_bytes();
    const Status status = reference_.decode(number, nullptr, 0, bits + bits_bytes_, scratch, larger.frame);
    if (status != Status::kOk) return status;
  }
  PictureFrame frame;
  const Status status = coded_.decode(number, reference_.is_open() ? &larger : nullptr, reference_.ppem(), bits, scratch, frame);
  if (status == Status::kOk && frame.width > 0)
    glyph = {static_cast<std::int8_t>(frame.left), static_cast<std::int8_t>(frame.top), static_cast<std::uint8_t>(frame.width),
             static_cast<std::uint8_t>(frame.height), bits};
  return status;
}

}  // namespace lr
