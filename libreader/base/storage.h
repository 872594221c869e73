// Checked reading from a Source: bounds, checksums, a small cache of table pages, and the counters that the storage
// budget is held to. Everything that the core knows of a bundle came through here.
//
// Partner of pack/bundle_writer.cpp, which writes tables in the same pages.
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <span>

namespace lr {

// A byte range of the source.
struct Range {
  std::uint32_t offset;
  std::uint32_t bytes;
};

// A table of records of one size, cut into pages of kPageBytes: as many whole records as fit, then the CRC-32C of those
// bytes. The last page holds what is left, then its CRC. A single flipped bit of a page is mended.
struct Table {
  std::uint32_t offset;
  std::uint32_t records;
  std::uint16_t record_bytes;  // 0: there is no such table
};

// A table whose last records stand in pages of their own, elsewhere, once it has grown.
struct GrownTable : Table {  // `records` are those of both parts
  std::uint32_t added_offset;
  std::uint32_t added_records;

  constexpr std::uint32_t first_added() const { return records - added_records; }
  // The part that has a record, and its number there.
  constexpr Table part_of(std::uint32_t& record) const {
    if (record < first_added()) return {offset, first_added(), record_bytes};
    record -= first_added();
    return {added_offset, added_records, record_bytes};
  }
};

inline constexpr std::uint32_t kPageBytes = 512;
inline constexpr std::uint32_t kCrcBytes = 4;

// Bytes that a table of so many records takes.
constexpr std::uint32_t table_bytes(std::uint32_t records, std::uint32_t record_bytes) {
  const std::uint32_t per_page = (kPageBytes - kCrcBytes) / record_bytes;
  const std::uint32_t full = records / per_page, rest = records % per_page;
  return full * kPageBytes + (rest != 0 ? rest * record_bytes + kCrcBytes : 0);
}

// Bytes that are stored in so many of pages of bytes; of a table of bytes, its records.
constexpr std::uint32_t payload_bytes(std::uint32_t stored) {
  const std::uint32_t rest = stored % kPageBytes;
  return stored / kPageBytes * (kPageBytes - kCrcBytes) + (rest > kCrcBytes ? rest - kCrcBytes : 0);
}

// The pages that hold `count` records from `first` on, which the table has; of those only that lie in the same part as
// the first one.
constexpr Range table_pages(const GrownTable& table, std::uint32_t first, std::uint32_t count) {
  const std::uint32_t per_page = (kPageBytes - kCrcBytes) / table.record_bytes;
  const Table part = table.part_of(first);
  const std::uint32_t begin = first / per_page * kPageBytes;
  const std::uint32_t end = ((first + count - 1) / per_page + 1) * kPageBytes;
  const std::uint32_t bytes = table_bytes(part.records, part.record_bytes);
  return {part.offset + begin, (end < bytes ? end : bytes) - begin};
}

// What a source was asked for since the counters were last set to zero.
struct StorageCounters {
  std::uint32_t reads = 0;
  std::uint32_t bytes = 0;
};

class Storage {
 public:
  struct Page {
    std::uint32_t offset;  // in the source; kNoPage when empty
    std::uint32_t used;    // tick of the last use
    std::uint8_t bytes[kPageBytes];
  };

  // `pages` (1 … 65,535) belongs to the caller and outlives this.
  void open(const Source& source, std::span<Page> pages);

  std::uint32_t size_bytes() const { return source_.size_bytes; }
  // The whole source where it is memory, else null.
  const std::uint8_t* mapped() const { return source_.mapped; }

  // Copies bytes, unchecked but for bounds. kDamaged: the range is not in the source. kIo.
  Status read(std::uint32_t offset, void* to, std::uint32_t size);

  // Fetches `size` bytes from `offset` on, as many as `buffer` holds and the source has, in one call of Source::read:
  // what is read of them from now on is taken from `buffer`, which belongs to the caller and is left alone until the
  // next call or release_ahead(). kIo.
  Status read_ahead(std::uint32_t offset, std::uint32_t size, std::span<std::uint8_t> buffer);
  void release_ahead() { ahead_ = {}; }

  // For what is read in ascending order: between the two, bytes() and look_ahead() fetch what is not there in one call with
  // what lies behind it, as many pages as set_run() said, which are lent by the cache, at most half of it. Neither open() nor
  // read_ahead() is called before end_run(). With 0 or 1 page, as after open(), each is fetched alone.
  void set_run(std::uint8_t pages) { run_ = pages; }
  void begin_run();
  void look_ahead(std::uint32_t offset, std::uint32_t size);
  void end_run();

  // `size` bytes followed by their CRC-32C: copied to `to` (room for size + kCrcBytes) unless the source is mapped,
  // checked, and pointed to by `bytes`, which is valid as long as `to` is. A single flipped bit is mended, unless `to`
  // is null, which it may be where the source is mapped. kDamaged, kIo.
  Status read_checked(std::uint32_t offset, std::uint32_t size, std::uint8_t* to, const std::uint8_t*& bytes);

  // One record, checked; `record` is valid until the next call. kDamaged: no such record, or its page is damaged. kIo.
  Status record(const Table& table, std::uint32_t index, const std::uint8_t*& record);
  Status record(const GrownTable& table, std::uint32_t index, const std::uint8_t*& record);

  // Copies bytes of a table of bytes, checked. kDamaged: they are not all there. kIo.
  Status bytes(const GrownTable& table, std::uint32_t at, void* to, std::uint32_t size);

  // A page of a table: `payload_bytes` and their CRC at an offset of the source, through the cache. `bytes` is valid
  // until the next call. kDamaged, kIo.
  Status page(std::uint32_t offset, std::uint32_t payload_bytes, const std::uint8_t*& bytes);

  const StorageCounters& counters() const { return counters_; }
  void reset_counters() { counters_ = {}; }

 private:
  bool is_ahead(std::uint32_t offset, std::uint32_t size) const {
    return offset >= ahead_.offset && size <= ahead_.bytes && offset - ahead_.offset <= ahead_.bytes - size;
  }

  Source source_{};
  Page* pages_ = nullptr;
  std::uint16_t page_count_ = 0;
  std::uint8_t lent_ = 0, run_ = 0;  // pages behind those that are lent, and as many as may be
  Range ahead_{};  // of the source: fetched already
  const std::uint8_t* ahead_bytes_ = nullptr;
  std::uint32_t tick_ = 0;
  StorageCounters counters_;
};

}  // namespace lr
