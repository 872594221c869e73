// The tables of a bundle that is to grow: records of the first packing, and those that appends have added, which are
// written anew with each.
#pragma once
#include <libreader/pack/upkeep/sections.h>

#include <cstdint>
#include <span>
#include <vector>

namespace lr::pack {

struct OldTable {
  std::uint32_t tag = 0, record_bytes = 1;
  std::vector<std::uint8_t> first, added;
  bool in_place = false;  // `added` stands for all records; `first` is empty

  std::uint32_t records() const { return static_cast<std::uint32_t>((first.size() + added.size()) / record_bytes); }
  std::uint8_t* record(std::uint32_t index) {
    const std::size_t at = std::size_t{index} * record_bytes;
    return at < first.size() ? first.data() + at : added.data() + (at - first.size());
  }
  // Records of the first packing are to change: all are written anew.
  void replace_all() {
    added.insert(added.begin(), first.begin(), first.end());
    first.clear();
    in_place = true;
  }
  void add(std::span<const std::uint8_t> records) { added.insert(added.end(), records.begin(), records.end()); }
};

// `file` is sound.
inline OldTable old_table(std::span<const std::uint8_t> file, std::uint32_t tag, std::uint32_t record_bytes) {
  OldTable table{tag, record_bytes, {}, {}};
  for (const SectionEntry& entry : section_entries(file)) {
    if (entry.tag == tag) table.first = unpaged(file.subspan(entry.offset, entry.bytes), record_bytes);
  }
  for (const AddedEntry& entry : added_entries(file)) {
    if (entry.tag != tag) continue;
    table.added = unpaged(file.subspan(entry.offset, entry.bytes), record_bytes);
    table.in_place = entry.in_place;
    if (entry.in_place) table.first.clear();
  }
  return table;
}

// Where a section of the first packing begins.
inline std::uint32_t first_offset(std::span<const std::uint8_t> file, std::uint32_t tag) {
  for (const SectionEntry& entry : section_entries(file)) {
    if (entry.tag == tag) return entry.offset;
  }
  return 0;
}

}  // namespace lr::pack
