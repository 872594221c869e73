// Bytes of a section under construction: little-endian fields, checked runs, paged tables.
//
// Writes what base/storage.cpp reads.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/storage.h>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace lr::pack {

class Bytes {
 public:
  void u8(std::uint32_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void u16(std::uint32_t value) {
    u8(value);
    u8(value >> 8);
  }
  void u24(std::uint32_t value) {
    u16(value);
    u8(value >> 16);
  }
  void u32(std::uint32_t value) {
    u16(value);
    u16(value >> 16);
  }
  void u64(std::uint64_t value) {
    u32(static_cast<std::uint32_t>(value));
    u32(static_cast<std::uint32_t>(value >> 32));
  }
  void append(std::span<const std::uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  // The bytes, then their CRC-32C.
  void append_checked(std::span<const std::uint8_t> bytes) {
    append(bytes);
    u32(crc32c(bytes.data(), bytes.size()));
  }
  std::size_t size() const { return bytes_.size(); }
  const std::vector<std::uint8_t>& get() const { return bytes_; }
  std::vector<std::uint8_t> take() { return std::exchange(bytes_, {}); }

 private:
  std::vector<std::uint8_t> bytes_;
};

// Cuts records into checked pages.
inline std::vector<std::uint8_t> paged(const std::vector<std::uint8_t>& records, std::size_t record_bytes) {
  const std::size_t page = (kPageBytes - kCrcBytes) / record_bytes * record_bytes;
  Bytes table;
  for (std::size_t at = 0; at < records.size(); at += page) {
    const std::size_t size = records.size() - at < page ? records.size() - at : page;
    table.append_checked(std::span(records).subspan(at, size));
    if (size == page) {
      while (table.size() % kPageBytes != 0) table.u8(0);
    }
  }
  return table.take();
}

}  // namespace lr::pack
