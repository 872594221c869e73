// Direct pictures (FORMAT.md, "STRK"), all in places of one length.
#include "drawn_strike.h"

#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/font/bit_packer.h>
#include <libreader/font/strike_format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lr {
namespace {

constexpr double kAscent = 0.88;  // em, as of every strike that is packed

std::uint32_t picture_bytes_of(const OutlineFonts& part, OutlineSize size) {
  const OutlineFonts::Box box = part.box(size.ppem);
  const int pixels = std::max(0, box.right - box.left) * std::max(0, box.bottom - box.top);
  return format::kGlyphHeadBytes + static_cast<std::uint32_t>(pixels * size.bits_per_pixel + 7) / 8;
}

// Records in pages, each with its checksum.
void append_table(std::vector<std::uint8_t>& to, const std::vector<std::uint8_t>& records, std::uint32_t record_bytes) {
  const std::size_t full = (kPageBytes - kCrcBytes) / record_bytes * record_bytes;
  for (std::size_t at = 0; at < records.size(); at += full) {
    const std::size_t size = std::min(full, records.size() - at),
                      end = to.size() + (size == full ? kPageBytes : size + kCrcBytes);
    to.insert(to.end(), records.begin() + static_cast<std::ptrdiff_t>(at),
              records.begin() + static_cast<std::ptrdiff_t>(at + size));
    std::uint8_t crc[kCrcBytes];
    store_u32(crc, crc32c(records.data() + at, size));
    to.insert(to.end(), crc, crc + kCrcBytes);
    to.resize(end);
  }
}

}  // namespace

DrawnStrike::DrawnStrike(const OutlineFonts* part, OutlineSize size) : part_(part), size_(size) {
  if (part_ == nullptr) return;
  const std::uint32_t picture_bytes = picture_bytes_of(*part_, size_);
  slots_ = part_->section.symbols();
  slot_bytes_ = picture_bytes + kCrcBytes;
  make_front(picture_bytes);
}

void DrawnStrike::make_front(std::uint32_t picture_bytes) {
  std::vector<std::uint8_t> advances, index;
  for (std::uint32_t i = 0; i < part_->section.first_full(); ++i) {
    const long advance = std::lround(part_->section.advance(i) * size_.ppem * 64);
    advances.resize(advances.size() + format::kAdvanceBytes);
    store_u16(&advances[advances.size() - format::kAdvanceBytes], static_cast<std::uint16_t>(advance));
  }
  for (std::uint32_t i = 0; i < slots_; ++i) {
    index.resize(index.size() + format::kGlyphIndexBytes);
    std::uint8_t* const record = &index[index.size() - format::kGlyphIndexBytes];
    store_u32(record, i * slot_bytes_);
    store_u16(record + 4, static_cast<std::uint16_t>(part_->section.parts(i).empty() ? 0 : picture_bytes));
  }
  front_.resize(format::kStrikeHeadBytes);
  const auto advances_at = static_cast<std::uint32_t>(front_.size());
  append_table(front_, advances, format::kAdvanceBytes);
  const auto index_at = static_cast<std::uint32_t>(front_.size());
  append_table(front_, index, format::kGlyphIndexBytes);
  std::uint8_t* const head = front_.data();
  const auto ascent = static_cast<std::uint16_t>(std::lround(kAscent * size_.ppem));
  store_u16(head, size_.ppem);
  head[2] = size_.bits_per_pixel;
  head[format::kStrikeKindAt] = format::kStrikeDirect;
  store_u16(head + 4, ascent);
  store_u16(head + 6, static_cast<std::uint16_t>(size_.ppem - ascent));
  store_u16(head + format::kStrikeLargestAt, static_cast<std::uint16_t>(picture_bytes));
  store_u32(head + format::kStrikeAdvancesAt, advances_at);
  store_u32(head + format::kStrikeIndexAt, index_at);
  store_u32(head + format::kStrikePicturesAt, static_cast<std::uint32_t>(front_.size()));
  store_u32(head + format::kStrikePicturesBytesAt, slots_ * slot_bytes_);
  std::memcpy(head + format::kStrikeFaceAt, part_->section.face().data(), format::kStrikeFaceBytes);
  store_u32(head + format::kStrikeHeadBytes - kCrcBytes, crc32c(head, format::kStrikeHeadBytes - kCrcBytes));
}

void DrawnStrike::make_slot(std::uint32_t number) {
  const OutlinePicture picture = part_->draw(number, size_.ppem, size_.bits_per_pixel);
  slot_.assign(slot_bytes_, 0);
  slot_[0] = static_cast<std::uint8_t>(picture.left);
  slot_[1] = static_cast<std::uint8_t>(picture.top);
  slot_[2] = static_cast<std::uint8_t>(picture.width);
  slot_[3] = static_cast<std::uint8_t>(picture.height);
  BitPacker packer(slot_.data() + format::kGlyphHeadBytes, size_.bits_per_pixel);
  for (const std::uint8_t level : picture.levels) packer.put(level);
  packer.finish();
  store_u32(slot_.data() + slot_bytes_ - kCrcBytes, crc32c(slot_.data(), slot_bytes_ - kCrcBytes));
  in_slot_ = number;
}

void DrawnStrike::read(std::uint64_t at, std::uint8_t* to, std::uint32_t size) {
  while (size > 0) {
    const bool is_front = at < front_.size();
    const std::uint64_t in = is_front ? at : (at - front_.size()) % slot_bytes_;
    if (!is_front) {
      const auto number = static_cast<std::uint32_t>((at - front_.size()) / slot_bytes_);
      if (number != in_slot_) make_slot(number);
    }
    const std::vector<std::uint8_t>& from = is_front ? front_ : slot_;
    const auto now = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, from.size() - in));
    std::memcpy(to, from.data() + in, now);
    at += now, to += now, size -= now;
  }
}

}  // namespace lr
