// Pages found, checked and put together.
#include "paged_bytes.h"

#include <cstring>

#include "bytes.h"
#include "crc32c.h"

namespace lr {
namespace {

constexpr std::uint8_t kZeros[PagedBytes::kMaxSpan] = {};

}  // namespace

Status PagedBytes::open(Storage& storage, Range range) {
  *this = PagedBytes();
  const std::uint32_t rest = range.bytes % kPageBytes;
  if (rest != 0 && rest <= kCrcBytes) return Status::kDamaged;
  if (range.offset > storage.size_bytes() || range.bytes > storage.size_bytes() - range.offset) return Status::kDamaged;
  storage_ = &storage;
  range_ = range;
  size_ = range.bytes / kPageBytes * kPayload + (rest == 0 ? 0 : rest - kCrcBytes);
  if (size_ > 0xFFFFFFFFu / 8) return Status::kDamaged;  // so that places of bits fit a number
  if (storage.mapped() != nullptr) mapped_ = storage.mapped() + range.offset;
  while ((range.bytes / kPageBytes) >> pages_a_mark_log2_ >= kMarks) ++pages_a_mark_log2_;
  return Status::kOk;
}

Status PagedBytes::check(std::uint32_t mark) {
  const std::uint32_t end = (mark + 1) << pages_a_mark_log2_;
  for (std::uint32_t i = mark << pages_a_mark_log2_; i < end && i * kPayload < size_; ++i) {
    const std::uint8_t* bytes = nullptr;
    const Status status = storage_->read_checked(range_.offset + i * kPageBytes, payload_of(i), nullptr, bytes);
    if (status != Status::kOk) return status;
  }
  checked_[mark / 8] = static_cast<std::uint8_t>(checked_[mark / 8] | 1u << mark % 8);
  return Status::kOk;
}

const std::uint8_t* PagedBytes::page(std::uint32_t index) {
  const std::uint8_t* bytes = nullptr;
  if (mapped_ != nullptr) {
    const std::uint32_t mark = index >> pages_a_mark_log2_;
    if ((checked_[mark / 8] >> mark % 8 & 1) == 0) {
      if (const Status status = check(mark); status != Status::kOk) {
        status_ = status;
        return nullptr;
      }
    }
    return mapped_ + index * kPageBytes;
  }
  const Status status = storage_->page(range_.offset + index * kPageBytes, payload_of(index), bytes);
  if (status != Status::kOk) {
    status_ = status;
    return nullptr;
  }
  return bytes;
}

const std::uint8_t* PagedBytes::span(std::uint32_t at, std::uint32_t size, std::uint8_t* scratch) {
  if (at > size_ || size > size_ - at) {
    status_ = Status::kDamaged;
    return kZeros;
  }
  const std::uint32_t index = at / kPayload, begin = at - index * kPayload;
  const std::uint8_t* bytes = page(index);
  if (bytes == nullptr) return kZeros;
  if (begin + size <= kPayload) return bytes + begin;
  const std::uint32_t here = kPayload - begin;
  std::memcpy(scratch, bytes + begin, here);
  bytes = page(index + 1);
  if (bytes == nullptr) return kZeros;
  std::memcpy(scratch + here, bytes, size - here);
  return scratch;
}

std::uint32_t PagedBytes::bits(std::uint32_t at, std::uint32_t count) {
  if (count == 0) return 0;
  std::uint8_t scratch[5];
  const std::uint32_t skipped = at % 8, bytes = (skipped + count + 7) / 8;
  const std::uint8_t* p = span(at / 8, bytes, scratch);
  std::uint32_t value = 0;
  for (std::uint32_t i = 0; i < bytes && i < 4; ++i) value = value << 8 | p[i];
  const std::uint32_t spare = bytes * 8 - skipped - count;  // behind the last bit
  if (bytes == 5) {
    value = value << (8 - spare) | static_cast<std::uint32_t>(p[4] >> spare);
  } else {
    value >>= spare;
  }
  return count == 32 ? value : value & ((1u << count) - 1);
}

}  // namespace lr
