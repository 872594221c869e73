// The sections of a bundle as tools see them: a bundle's bytes in memory, trusted in nothing.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>

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
  return format::kHeaderBytes +
         std::size_t{load_u16(file.data() + format::kHeaderSectionsAt)} * format::kSectionEntryBytes + kCrcBytes;
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

}  // namespace lr::pack
