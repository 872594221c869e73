// Bounds, checksums and the page cache.
#include "storage.h"

#include <cstring>

#include "bytes.h"
#include "crc32c.h"

namespace lr {
namespace {

constexpr std::uint32_t kNoPage = 0xFFFFFFFF;

}  // namespace

void Storage::open(const Source& source, std::span<Page> pages) {
  source_ = source;
  pages_ = pages.data();
  page_count_ = static_cast<std::uint16_t>(pages.size());
  lent_ = run_ = 0;
  tick_ = 0;
  ahead_ = {};
  counters_ = {};
  for (Page& page : pages) page.offset = kNoPage, page.used = 0;
}

Status Storage::read(std::uint32_t offset, void* to, std::uint32_t size) {
  if (offset > source_.size_bytes || size > source_.size_bytes - offset) return Status::kDamaged;
  if (is_ahead(offset, size)) {
    std::memcpy(to, ahead_bytes_ + (offset - ahead_.offset), size);
    return Status::kOk;
  }
  ++counters_.reads;
  counters_.bytes += size;
  if (source_.mapped == nullptr) return source_.read(source_.context, offset, to, size);
  std::memcpy(to, source_.mapped + offset, size);
  return Status::kOk;
}

Status Storage::read_ahead(std::uint32_t offset, std::uint32_t size, std::span<std::uint8_t> buffer) {
  ahead_ = {};
  if (offset >= source_.size_bytes) return Status::kOk;
  if (size > source_.size_bytes - offset) size = source_.size_bytes - offset;
  if (size > buffer.size()) size = static_cast<std::uint32_t>(buffer.size());
  if (source_.mapped == nullptr) {
    if (const Status status = read(offset, buffer.data(), size); status != Status::kOk) return status;
    ahead_bytes_ = buffer.data();
  } else {  // it lies there; counted all the same
    ++counters_.reads;
    counters_.bytes += size;
    ahead_bytes_ = source_.mapped + offset;
  }
  ahead_ = {offset, size};
  return Status::kOk;
}

void Storage::begin_run() {
  lent_ = page_count_ / 2 < run_ ? static_cast<std::uint8_t>(page_count_ / 2) : run_;
  page_count_ = static_cast<std::uint16_t>(page_count_ - lent_);
}

void Storage::look_ahead(std::uint32_t offset, std::uint32_t size) {
  if (lent_ < 2 || is_ahead(offset, size)) return;
  for (const Page& page : std::span(pages_, page_count_)) {
    if (page.offset == offset) return;
  }
  const std::span lent(reinterpret_cast<std::uint8_t*>(pages_ + page_count_), lent_ * sizeof(Page));
  (void)read_ahead(offset, static_cast<std::uint32_t>(lent.size()), lent);  // where it fails, each may still be read alone
}

void Storage::end_run() {
  release_ahead();
  for (; lent_ != 0; --lent_, ++page_count_) pages_[page_count_].offset = kNoPage, pages_[page_count_].used = 0;
}

Status Storage::read_checked(std::uint32_t offset, std::uint32_t size, std::uint8_t* to, const std::uint8_t*& bytes) {
  if (source_.mapped != nullptr && offset <= source_.size_bytes && size + kCrcBytes <= source_.size_bytes - offset) {
    if (!is_ahead(offset, size + kCrcBytes)) {
      ++counters_.reads;
      counters_.bytes += size + kCrcBytes;
    }
    bytes = source_.mapped + offset;
  } else {
    if (const Status status = read(offset, to, size + kCrcBytes); status != Status::kOk) return status;
    bytes = to;
  }
  const std::uint32_t difference = crc32c(bytes, size) ^ load_u32(bytes + size);
  if (difference == 0) return Status::kOk;
  if (to == nullptr) return Status::kDamaged;
  if (bytes != to) std::memcpy(to, bytes, size);
  bytes = to;
  return mend_flip(to, size, difference) ? Status::kOk : Status::kDamaged;
}

Status Storage::record(const Table& table, std::uint32_t index, const std::uint8_t*& record) {
  if (index >= table.records || table.record_bytes == 0) return Status::kDamaged;  // 0: its section is not there
  const std::uint32_t per_page = (kPageBytes - kCrcBytes) / table.record_bytes;
  const std::uint32_t page_index = index / per_page;
  const std::uint32_t first = page_index * per_page;
  const std::uint32_t count = table.records - first < per_page ? table.records - first : per_page;
  const std::uint8_t* bytes = nullptr;
  const Status status = page(table.offset + page_index * kPageBytes, count * table.record_bytes, bytes);
  if (status != Status::kOk) return status;
  record = bytes + (index - first) * table.record_bytes;
  return Status::kOk;
}

Status Storage::record(const GrownTable& table, std::uint32_t index, const std::uint8_t*& record) {
  const Table own = table.part_of(index);
  return this->record(own, index, record);
}

Status Storage::bytes(const GrownTable& table, std::uint32_t at, void* to, std::uint32_t size) {
  if (table.record_bytes != 1 || at > table.records || size > table.records - at) return Status::kDamaged;
  auto* end = static_cast<std::uint8_t*>(to);
  while (size > 0) {
    std::uint32_t index = at;
    const Table own = table.part_of(index);
    look_ahead(own.offset + index / (kPageBytes - kCrcBytes) * kPageBytes, kPageBytes);
    const std::uint8_t* p = nullptr;
    if (const Status status = record(own, index, p); status != Status::kOk) return status;
    std::uint32_t here = kPageBytes - kCrcBytes - index % (kPageBytes - kCrcBytes);
    if (here > own.records - index) here = own.records - index;
    if (here > size) here = size;
    std::memcpy(end, p, here);
    end += here;
    at += here;
    size -= here;
  }
  return Status::kOk;
}

Status Storage::page(std::uint32_t offset, std::uint32_t payload_bytes, const std::uint8_t*& bytes) {
  Page* oldest = pages_;
  for (Page& candidate : std::span(pages_, page_count_)) {
    if (candidate.offset == offset) {
      candidate.used = ++tick_;
      bytes = candidate.bytes;
      return Status::kOk;
    }
    if (candidate.used < oldest->used) oldest = &candidate;
  }
  oldest->offset = kNoPage;
  oldest->used = 0;
  const Status status = read(offset, oldest->bytes, payload_bytes + kCrcBytes);
  if (status != Status::kOk) return status;
  const std::uint32_t difference = crc32c(oldest->bytes, payload_bytes) ^ load_u32(oldest->bytes + payload_bytes);
  if (difference != 0 && !mend_flip(oldest->bytes, payload_bytes, difference)) return Status::kDamaged;
  oldest->offset = offset;
  oldest->used = ++tick_;
  bytes = oldest->bytes;
  return Status::kOk;
}

}  // namespace lr
