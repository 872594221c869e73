// Bounds of a section's parts; lengths summed up from the record of sixteen.
#include "picture_table.h"

#include <libreader/base/bits.h>

#include "picture_walk.h"

namespace lr {
namespace {

Range part(Range whole, std::uint32_t offset, std::uint32_t bytes, bool& sound) {
  sound = sound && offset <= whole.bytes && bytes <= whole.bytes - offset;
  return {whole.offset + offset, bytes};
}

}  // namespace

Status StrikeHead::read(Storage& storage, Range section) {
  if (section.bytes < format::kStrikeHeadBytes) return Status::kDamaged;
  return storage.read_checked(section.offset, format::kStrikeHeadBytes - kCrcBytes, buffer, bytes);
}

Table PictureTable::index_of(std::uint32_t count) const {
  if (!is_coded) return {index_at, count, format::kGlyphIndexBytes};
  const auto record_bytes = static_cast<std::uint16_t>(4 + format::kGlyphsARecord * length_bits / 8);
  return {index_at, (count + format::kGlyphsARecord - 1) / format::kGlyphsARecord, record_bytes};
}

Status PictureTable::open(Range section, const std::uint8_t* head, std::uint32_t symbols_of_it,
                          std::uint32_t first_full_of_it) {
  *this = {};
  const std::uint8_t kind = head[format::kStrikeKindAt];
  if (kind > format::kStrikeScalable) return Status::kUnsupported;
  is_coded = kind != format::kStrikeDirect;
  is_scalable = kind == format::kStrikeScalable;
  largest = load_u16(head + format::kStrikeLargestAt);
  first_full = static_cast<std::uint16_t>(first_full_of_it);
  if (is_coded) {
    widest = head[format::kStrikeWidestAt];
    tallest = head[format::kStrikeTallestAt];
    length_bits = head[format::kStrikeLengthBitsAt];
  }
  bool sound = widest <= format::kMaxGlyphSide && tallest <= format::kMaxGlyphSide &&
               length_bits <= format::kMaxLengthBits && symbols_of_it <= 0xFFFF && first_full_of_it <= symbols_of_it;
  if (!sound) return Status::kDamaged;
  const auto place = [&](std::uint32_t at, std::uint32_t bytes) { return part(section, at, bytes, sound); };
  const Table records = index_of(symbols_of_it);
  advances_at =
      place(load_u32(head + format::kStrikeAdvancesAt), table_bytes(first_full, format::kAdvanceBytes)).offset;
  index_at = place(load_u32(head + format::kStrikeIndexAt), table_bytes(records.records, records.record_bytes)).offset;
  pictures = place(load_u32(head + format::kStrikePicturesAt), load_u32(head + format::kStrikePicturesBytesAt));
  symbols = sound ? static_cast<std::uint16_t>(symbols_of_it) : std::uint16_t{0};
  return sound ? Status::kOk : Status::kDamaged;
}

std::uint32_t PictureTable::bits_bytes(std::uint32_t bits_per_pixel) const {
  return is_coded ? (std::uint32_t{widest} * tallest * bits_per_pixel + 7) / 8 : largest;
}

std::uint32_t PictureTable::scratch_bytes() const {
  return is_coded ? walk_scratch_bytes(widest) + largest : kCrcBytes;
}

Status PictureTable::find(Storage& storage, std::uint32_t number, std::uint32_t& at, std::uint32_t& size) const {
  const std::uint8_t* record = nullptr;
  const std::uint32_t of_record = is_coded ? number % format::kGlyphsARecord : 0;
  const Table records = index_of(symbols);
  const Status status = storage.record(records, is_coded ? number / format::kGlyphsARecord : number, record);
  if (status != Status::kOk) return status;
  at = load_u32(record);
  size = load_u16(record + 4);
  if (is_coded) {
    BitReader lengths(record + 4, records.record_bytes - 4u, 0);
    size = lengths.bits(length_bits);
    for (std::uint32_t i = 0; i < of_record; ++i) {
      at += size;
      size = lengths.bits(length_bits);
    }
  }
  return size <= largest ? Status::kOk : Status::kDamaged;
}

}  // namespace lr
