// The header, the entries, and the list of what was added.
#include "bundle_map.h"

#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>

#include <cstring>

namespace lr {
namespace {

// Bytes and behind them their checksum.
Status read_checked(Storage& storage, std::uint32_t at, std::uint32_t size, std::vector<std::uint8_t>& bytes) {
  bytes.resize(size + kCrcBytes);
  const Status status = storage.read(at, bytes.data(), size + kCrcBytes);
  if (status != Status::kOk) return status;
  const bool is_sound = crc32c(bytes.data(), size) == load_u32(bytes.data() + size);
  bytes.resize(size);
  return is_sound ? Status::kOk : Status::kDamaged;
}

bool lies_within(Range range, std::uint32_t bytes) {
  return range.offset <= bytes && range.bytes <= bytes - range.offset;
}

}  // namespace

Status BundleMap::read(Storage& storage) {
  *this = {};
  Status status = read_checked(storage, 0, format::kHeaderBytes - kCrcBytes, header);
  if (header.size() < format::kHeaderBytes - kCrcBytes ||
      std::memcmp(header.data(), format::kMagic, sizeof format::kMagic) != 0)
    return Status::kDamaged;
  if (load_u16(header.data() + format::kHeaderVersionAt) != format::kVersion) return Status::kUnsupported;
  if (status != Status::kOk) return status;
  file_bytes = load_u32(header.data() + format::kHeaderFileBytesAt);
  added = load_u32(header.data() + format::kHeaderAddedAt);
  added_list = load_u32(header.data() + format::kHeaderAddedListAt);
  if (file_bytes > storage.size_bytes()) return Status::kDamaged;
  const std::uint32_t count = header[format::kHeaderSectionsAt];
  status = read_checked(storage, format::kHeaderBytes, count * format::kSectionEntryBytes, entries);
  if (status != Status::kOk) return status;
  for (std::uint32_t at = 0; at < entries.size(); at += format::kSectionEntryBytes) {
    const std::uint32_t tag = load_u32(entries.data() + at);
    const Range range{load_u32(entries.data() + at + 4), load_u32(entries.data() + at + 8)};
    if (!lies_within(range, file_bytes)) return Status::kDamaged;
    if (tag == format::kStrikeTag) ++strikes;
    if (tag == format::kOutlineTag) outlines = range;
  }
  return added != 0 ? read_added(storage) : Status::kOk;
}

Status BundleMap::read_added(Storage& storage) {
  constexpr std::uint32_t kFixed = format::kAddedListBytes + kCrcBytes + format::kHeaderBytes;
  if (added > added_list || file_bytes < kFixed || added_list > file_bytes - kFixed) return Status::kDamaged;
  const std::uint32_t count = (file_bytes - kFixed - added_list) / format::kAddedEntryBytes;
  const Status status =
      read_checked(storage, added_list, format::kAddedListBytes + count * format::kAddedEntryBytes, list);
  if (status != Status::kOk) return status;
  std::uint32_t begin = added;
  for (std::uint32_t at = format::kAddedListBytes; at < list.size(); at += format::kAddedEntryBytes) {
    const std::uint32_t tag = load_u32(list.data() + at);
    const Range range{begin, load_u32(list.data() + at + 4) & ~format::kInPlace};
    if (!lies_within(range, added_list)) return Status::kDamaged;
    if (tag == format::kStrikeTag) ++added_strikes;
    if (tag == format::kOutlineTag) added_outlines = range;
    begin += range.bytes;
  }
  return Status::kOk;
}

}  // namespace lr
