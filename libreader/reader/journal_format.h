// How a Journal lies in its Store: the numbers of heads, commit marks and records, and a Bookmark as a record.
// Used by journal.cpp alone.
//
// Every sector begins with a head and a commit mark; records follow, each in places of its own, in the order of their
// storing. All of them are little-endian and a multiple of 16 bytes, the largest program unit, so that each is
// programmed at once and never touched again. A place without a label, which is what every turn of a page stores, is
// the shortest record: it decides how long the flash lasts.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bookmark.h>

#include <cstdint>
#include <cstring>

namespace lr::journal_format {

// Head: u32 magic, u16 version, u16 sector_bytes / 16, u32 sequence, u32 CRC-32C of those. The magic and the CRC stay
// where they are in all versions.
inline constexpr std::uint32_t kHeadMagic = 0x484A524C;  // "LRJH"
inline constexpr std::uint16_t kVersion = 1;
inline constexpr std::uint32_t kHeadBytes = 16;

// Commit mark: u32 magic, u32 sequence, u32 bytes of records that were copied, u32 CRC-32C of those. A sector without
// it was never finished and counts for nothing.
inline constexpr std::uint32_t kCommitMagic = 0x434A524C;  // "LRJC"
inline constexpr std::uint32_t kCommitAt = kHeadBytes;
inline constexpr std::uint32_t kCommitBytes = 16;

// Record: u8 kind, u8 label_bytes, u16 slot, u64 article, i32 block, u32 code_point, u32 context, label, zeros, u32
// CRC-32C of all that; one, two or three places of 32 bytes. No byte of UTF-8 is a kind: what stands at the beginning
// of a record's second or third place is never taken for a record.
inline constexpr std::uint32_t kFirstRecordAt = kCommitAt + kCommitBytes;
inline constexpr std::uint32_t kPlaceBytes = 32;
inline constexpr std::uint32_t kKeyBytes = 12;  // as far as the article: enough to tell records apart
inline constexpr std::uint32_t kLabelAt = 24;
inline constexpr std::uint32_t kMaxSectorBytes = 65536;
inline constexpr std::uint32_t kMinSectorBytes = 256;
inline constexpr std::uint32_t kMaxPlaces = (kMaxSectorBytes - kFirstRecordAt) / kPlaceBytes;
inline constexpr std::uint32_t kMaxProgramUnitBytes = 16;

constexpr std::uint32_t places_of(std::uint32_t label_bytes) {
  return (kLabelAt + label_bytes + 4 + kPlaceBytes - 1) / kPlaceBytes;
}

inline constexpr std::uint32_t kMaxRecordBytes = places_of(kLabelBytes) * kPlaceBytes;
static_assert(kHeadBytes % kMaxProgramUnitBytes == 0 && kCommitBytes % kMaxProgramUnitBytes == 0 &&
              kPlaceBytes % kMaxProgramUnitBytes == 0);

enum class RecordKind : std::uint8_t { kStored = 0xF9, kRemoved = 0xFA };

// Places in a sector.
constexpr std::uint32_t capacity(std::uint32_t sector_bytes) { return (sector_bytes - kFirstRecordAt) / kPlaceBytes; }

struct Key {
  std::uint64_t article;
  std::uint16_t slot;
  friend constexpr bool operator==(const Key&, const Key&) = default;
};

constexpr Key record_key(const std::uint8_t* record) { return {load_u64(record + 4), load_u16(record + 2)}; }
constexpr RecordKind record_kind(const std::uint8_t* record) { return static_cast<RecordKind>(record[0]); }
constexpr std::uint32_t record_bytes(const std::uint8_t* record) { return places_of(record[1]) * kPlaceBytes; }

// What begins a record, as far as its first place can tell.
constexpr bool begins_record(const std::uint8_t* record) {
  const RecordKind kind = record_kind(record);
  return (kind == RecordKind::kStored || kind == RecordKind::kRemoved) && record[1] <= kLabelBytes;
}

// True for bytes that are as the last erase left them.
inline bool is_blank(const std::uint8_t* bytes, std::uint32_t size) {
  for (std::uint32_t i = 0; i < size; ++i) {
    if (bytes[i] != 0xFF) return false;
  }
  return true;
}

inline void seal(std::uint8_t* bytes, std::uint32_t crc_at) { store_u32(bytes + crc_at, crc32c(bytes, crc_at)); }
inline bool is_sealed(const std::uint8_t* bytes, std::uint32_t crc_at) {
  return load_u32(bytes + crc_at) == crc32c(bytes, crc_at);
}

// Of what begins a record: all of it is whole.
inline bool is_whole(const std::uint8_t* record) { return is_sealed(record, record_bytes(record) - 4); }

// `record` has room for kMaxRecordBytes.
inline void encode_record(const Bookmark& bookmark, RecordKind kind, std::uint8_t* record) {
  std::memset(record, 0, kMaxRecordBytes);
  record[0] = static_cast<std::uint8_t>(kind);
  record[1] = bookmark.label_bytes;
  store_u16(record + 2, bookmark.slot);
  store_u64(record + 4, bookmark.locator.article);
  store_u32(record + 12, static_cast<std::uint32_t>(bookmark.locator.block));
  store_u32(record + 16, bookmark.locator.code_point);
  store_u32(record + 20, bookmark.locator.context);
  std::memcpy(record + kLabelAt, bookmark.label, bookmark.label_bytes);
  seal(record, record_bytes(record) - 4);
}

inline void decode_record(const std::uint8_t* record, Bookmark& bookmark) {
  bookmark = {};
  bookmark.locator.article = load_u64(record + 4);
  bookmark.slot = load_u16(record + 2);
  bookmark.label_bytes = record[1];
  bookmark.locator.block = static_cast<std::int32_t>(load_u32(record + 12));
  bookmark.locator.code_point = load_u32(record + 16);
  bookmark.locator.context = load_u32(record + 20);
  std::memcpy(bookmark.label, record + kLabelAt, bookmark.label_bytes);
}

}  // namespace lr::journal_format
