// The sections of a bundle as tools see them: a bundle's bytes in memory, trusted in nothing.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/base/storage.h>
#include <libreader/bundle/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lr::pack {

struct SectionEntry {
  std::uint32_t tag = 0, offset = 0, bytes = 0, crc = 0;

  std::string name() const {
    std::string text(4, '\0');
    store_u32(reinterpret_cast<std::uint8_t*>(text.data()), tag);
    return text;
  }
  bool lies_within(std::size_t file_bytes) const { return offset <= file_bytes && bytes <= file_bytes - offset; }
};

// Header, entries and their checksum; more than the file has where it is damaged.
inline std::size_t head_bytes(std::span<const std::uint8_t> file) {
  return format::kHeaderBytes + std::size_t{file[format::kHeaderSectionsAt]} * format::kSectionEntryBytes + kCrcBytes;
}

// All entries that the header counts and the file has room for. `file` has kHeaderBytes or more.
inline std::vector<SectionEntry> section_entries(std::span<const std::uint8_t> file) {
  std::vector<SectionEntry> entries;
  const std::size_t end = head_bytes(file) - kCrcBytes;
  for (std::size_t at = format::kHeaderBytes; at < end && at + format::kSectionEntryBytes <= file.size();
       at += format::kSectionEntryBytes) {
    const std::uint8_t* p = file.data() + at;
    entries.push_back({load_u32(p), load_u32(p + 4), load_u32(p + 8), load_u32(p + 12)});
  }
  return entries;
}

// A section that was added.
struct AddedEntry : SectionEntry {
  bool in_place = false;  // it stands for all sections of its tag before it
};

// Where added sections, their list and their header begin; nowhere where none were added, or the header is not sound.
struct AddedPlaces {
  std::uint32_t sections = 0, list = 0, header = 0;
  explicit operator bool() const { return sections != 0; }
};

inline AddedPlaces added_places(std::span<const std::uint8_t> file) {
  const std::uint64_t end = load_u32(file.data() + format::kHeaderFileBytesAt);
  const std::uint32_t sections = load_u32(file.data() + format::kHeaderAddedAt), list = load_u32(file.data() + format::kHeaderAddedListAt);
  const bool fits = sections != 0 && sections <= list && end <= file.size() &&
                    std::uint64_t{list} + format::kAddedListBytes + kCrcBytes + format::kHeaderBytes <= end;
  return fits ? AddedPlaces{sections, list, static_cast<std::uint32_t>(end) - format::kHeaderBytes} : AddedPlaces{};
}

// All that a list of added sections, which begin at `begin`, names; without checksums of their own.
inline std::vector<AddedEntry> added_entries(std::uint64_t begin, std::span<const std::uint8_t> list) {
  std::vector<AddedEntry> entries;
  for (std::size_t at = format::kAddedListBytes; at + format::kAddedEntryBytes + kCrcBytes <= list.size();
       at += format::kAddedEntryBytes) {
    const std::uint32_t bytes = load_u32(list.data() + at + 4);
    AddedEntry entry;
    entry.tag = load_u32(list.data() + at);
    entry.offset = static_cast<std::uint32_t>(begin);
    entry.bytes = bytes & ~format::kInPlace;
    entry.in_place = (bytes & format::kInPlace) != 0;
    begin += entry.bytes;
    entries.push_back(entry);
  }
  return entries;
}

inline std::vector<AddedEntry> added_entries(std::span<const std::uint8_t> file) {
  const AddedPlaces places = added_places(file);
  if (!places) return {};
  std::vector<AddedEntry> entries = added_entries(places.sections, file.subspan(places.list, places.header - places.list));
  std::erase_if(entries, [&](const AddedEntry& entry) { return !entry.lies_within(places.list); });
  return entries;
}

// Where the sections of the first packing end.
inline std::uint32_t first_end(std::span<const std::uint8_t> file) {
  std::size_t end = head_bytes(file);
  for (const SectionEntry& entry : section_entries(file)) end = std::max(end, std::size_t{entry.offset} + entry.bytes);
  return static_cast<std::uint32_t>(end);
}

// The records of a table out of its pages, which are sound.
inline std::vector<std::uint8_t> unpaged(std::span<const std::uint8_t> section, std::uint32_t record_bytes) {
  const std::size_t full = (kPageBytes - kCrcBytes) / record_bytes * record_bytes;
  std::vector<std::uint8_t> records;
  for (std::size_t at = 0; at < section.size(); at += kPageBytes) {
    const std::size_t rest = std::min<std::size_t>(section.size() - at, kPageBytes);
    const std::size_t bytes = rest == kPageBytes ? full : rest - kCrcBytes;
    records.insert(records.end(), section.begin() + static_cast<std::ptrdiff_t>(at), section.begin() + static_cast<std::ptrdiff_t>(at + bytes));
  }
  return records;
}

}  // namespace lr::pack
