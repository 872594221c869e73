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
  size_ = payload_bytes(range.bytes);
  if (size_ > 0xFFFFFFFFu / 8) return Status::kDamaged;  // so that places of bits fit a number
  if (storage.mapped() != nullptr) {
    mapped_ = storage.mapped() + range.offset;
    ready_bits_ = 8 * size_;
  }
  while ((range.bytes / kPageBytes) >> pages_a_mark_log2_ >= kMarks) ++pages_a_mark_log2_;
  return Status::kOk;
}

Status PagedBytes::check(std::uint32_t mark) {
  const std::uint32_t end = (mark + 1) << pages_a_mark_log2_;
  for (std::uint32_t i = mark << pages_a_mark_log2_; i < end && i * kPayload < size_; ++i) {
    const std::uint8_t* bytes = mapped_ + i * kPageBytes;
    if (crc32c(bytes, payload_of(i)) != load_u32(bytes + payload_of(i)) && mend(i) != Status::kOk)
      return Status::kDamaged;
  }
  checked_[mark / 8] = static_cast<std::uint8_t>(checked_[mark / 8] | 1u << mark % 8);
  return Status::kOk;
}

bool PagedBytes::check_all() {
  for (std::uint32_t at = 0; at < size_; at += kPayload) {
    if (page(at / kPayload) == nullptr) return false;
  }
  return mapped_ != nullptr && ready_bits_ == 8 * size_;
}

// Finds the flipped bit of a page that does not fit its checksum. One is remembered, of all pages.
Status PagedBytes::mend(std::uint32_t index) {
  const std::uint8_t* bytes = mapped_ + index * kPageBytes;
  const std::uint32_t size = payload_of(index);
  const std::uint32_t bit = find_flip(size, crc32c(bytes, size) ^ load_u32(bytes + size));
  if (bit == kNoFlip || (bit < 8 * size && flip_ != 0)) return Status::kDamaged;
  if (bit < 8 * size) {
    flip_ = static_cast<std::uint8_t>(1u << bit % 8);
    flip_at_ = index * kPayload + bit / 8;
    ready_bits_ = 0;
  }
  return Status::kOk;
}

const std::uint8_t* PagedBytes::page(std::uint32_t index) {
  const std::uint8_t* bytes = nullptr;
  if (mapped_ != nullptr) {
    const std::uint32_t mark = index >> pages_a_mark_log2_;
    if (!checked(index)) {
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

const std::uint8_t* PagedBytes::span_slowly(std::uint32_t at, std::uint32_t size, std::uint8_t* scratch) {
  if (at > size_ || size > size_ - at) {
    status_ = Status::kDamaged;
    return kZeros;
  }
  const std::uint32_t index = at / kPayload, begin = at - index * kPayload;
  const std::uint8_t* bytes = page(index);
  if (bytes == nullptr) return kZeros;
  const bool parted = begin + size > kPayload, flipped = flip_at_ - at < size;
  if (!parted && !flipped) return bytes + begin;
  const std::uint32_t here = parted ? kPayload - begin : size;
  std::memcpy(scratch, bytes + begin, here);
  if (parted) {
    bytes = page(index + 1);
    if (bytes == nullptr) return kZeros;
    std::memcpy(scratch + here, bytes, size - here);
  }
  if (flip_at_ - at < size) scratch[flip_at_ - at] = static_cast<std::uint8_t>(scratch[flip_at_ - at] ^ flip_);
  return scratch;
}

std::uint32_t PagedBytes::bits_slowly(std::uint32_t at, std::uint32_t count) {
  std::uint8_t scratch[5];
  if (count == 0) return 0;
  const std::uint32_t end = at + count, bytes = ((end + 7) / 8 - at / 8) & 7;  // 5 at most, of any place
  const std::uint8_t* p = span_slowly(at / 8, bytes, scratch);
  const std::uint32_t behind = (0u - end) % 8;  // bits of the last byte
  std::uint32_t value = p[0] & 0xFFu >> at % 8;
  if (bytes == 1) return value >> behind;
  for (std::uint32_t i = 1; i + 1 < bytes; ++i) value = value << 8 | p[i];
  return value << (8 - behind) | static_cast<std::uint32_t>(p[bytes - 1] >> behind);
}

}  // namespace lr
