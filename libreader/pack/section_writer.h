// Sections of a bundle while they are being written: bytes on the way to the disk with their checksum, tables cut into
// checked pages as they grow.
#pragma once
#include <libreader/base/crc32c.h>
#include <libreader/base/storage.h>

#include <cstdint>
#include <filesystem>
#include <span>

#include "scratch.h"
#include "section.h"

namespace lr::pack {

class SectionWriter {
 public:
  SectionWriter(std::uint32_t tag, const std::filesystem::path& folder) : tag_(tag), bytes_(folder) {}
  virtual ~SectionWriter() = default;

  void append(std::span<const std::uint8_t> bytes) { bytes_.append(bytes); }
  void append_checked(std::span<const std::uint8_t> bytes) {
    Bytes checked;
    checked.append_checked(bytes);
    append(checked.get());
  }
  // Nothing is appended after it.
  virtual void finish() {}

  std::uint32_t tag() const { return tag_; }
  std::uint64_t size() const { return bytes_.size(); }
  Scratch& bytes() { return bytes_; }

 private:
  std::uint32_t tag_;
  Scratch bytes_;
};

// A table of records of one size.
class TableWriter : public SectionWriter {
 public:
  TableWriter(std::uint32_t tag, std::uint32_t record_bytes, const std::filesystem::path& folder)
      : SectionWriter(tag, folder), page_bytes_((kPageBytes - kCrcBytes) / record_bytes * record_bytes) {}

  void add(std::span<const std::uint8_t> records) {
    while (!records.empty()) {
      const std::size_t room = page_bytes_ - page_.size();
      const std::span<const std::uint8_t> now = records.first(room < records.size() ? room : records.size());
      page_.append(now);
      records = records.subspan(now.size());
      if (page_.size() == page_bytes_) put_page(kPageBytes);
    }
  }
  void add(Bytes record) { add(record.get()); }
  void finish() override {
    if (page_.size() > 0) put_page(0);
  }

 private:
  void put_page(std::size_t least_bytes) {
    Bytes page;
    page.append_checked(page_.take());
    while (page.size() < least_bytes) page.u8(0);
    append(page.get());
    page_ = {};
  }

  std::size_t page_bytes_;  // of records in a full page
  Bytes page_;
};

}  // namespace lr::pack
