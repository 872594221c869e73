// A long run of checked bytes, read in place a few at a time: stored as a table of bytes (storage.h), so that every page
// has a checksum of its own. A mapped page is checked once, when it is first used; of other storage, pages come through
// the cache. A flipped bit of a mapped page is remembered and mended when it is read. What cannot be read reads as zeros and is remembered, so that a decoder needs one check a step.
#pragma once
#include <cstdint>

#include "storage.h"

namespace lr {

class PagedBytes {
 public:
  static constexpr std::uint32_t kMaxSpan = 72;

  // `storage` outlives this. kDamaged: no table of bytes has that length.
  Status open(Storage& storage, Range range);

  std::uint32_t size_bytes() const { return size_; }

  // `size` <= kMaxSpan bytes from `at`: in place, or put together in `scratch`. Valid until the next call.
  const std::uint8_t* span(std::uint32_t at, std::uint32_t size, std::uint8_t* scratch) {
    const std::uint32_t index = at / kPayload, begin = at - index * kPayload;
    if (begin + size > kPayload || at + size > size_ || !ready(index)) return span_slowly(at, size, scratch);
    return mapped_ + index * kPageBytes + begin;
  }

  // `count` <= 32 bits from bit `at` on, most significant first.
  std::uint32_t bits(std::uint32_t at, std::uint32_t count) {
    const std::uint32_t byte = at / 8, index = byte / kPayload, begin = byte - index * kPayload, skipped = at % 8;
    if (count == 0) return 0;
    const std::uint32_t bytes = (skipped + count + 7) / 8;
    if (bytes > 4 || begin + bytes > kPayload || byte + bytes > size_ || !ready(index)) return bits_slowly(at, count);
    // Four bytes lie there: behind the payload of a page stands its checksum.
    const std::uint8_t* p = mapped_ + index * kPageBytes + begin;
    const std::uint32_t four = static_cast<std::uint32_t>(p[0]) << 24 | static_cast<std::uint32_t>(p[1]) << 16 |
                               static_cast<std::uint32_t>(p[2]) << 8 | p[3];
    return (four << skipped) >> (32 - count);
  }

  // kOk, or why zeros were read since forget() was last called: kDamaged, kIo.
  Status status() const { return status_; }
  void forget() { status_ = Status::kOk; }

 private:
  static constexpr std::uint32_t kPayload = kPageBytes - kCrcBytes;
  static constexpr std::uint32_t kMarks = 512;  // of checked pages; one stands for several neighbours in a longer run

  // Whether it is mapped, checked and without a flip.
  bool ready(std::uint32_t index) const {
    const std::uint32_t mark = index >> pages_a_mark_log2_;
    return index < ready_pages_ && (checked_[mark / 8] >> mark % 8 & 1) != 0;
  }
  const std::uint8_t* span_slowly(std::uint32_t at, std::uint32_t size, std::uint8_t* scratch);
  std::uint32_t bits_slowly(std::uint32_t at, std::uint32_t count);
  const std::uint8_t* page(std::uint32_t index);
  Status mend(std::uint32_t index);
  Status check(std::uint32_t mark);
  std::uint32_t payload_of(std::uint32_t index) const { return size_ - index * kPayload < kPayload ? size_ - index * kPayload : kPayload; }

  Storage* storage_ = nullptr;
  Range range_;
  std::uint32_t size_ = 0;
  const std::uint8_t* mapped_ = nullptr;
  std::uint32_t ready_pages_ = 0;  // all, where storage is mapped and no flip was found
  std::uint8_t pages_a_mark_log2_ = 0;
  std::uint8_t flip_ = 0;               // of the byte at flip_at_, where storage is mapped
  std::uint32_t flip_at_ = 0xFFFFFFFF;
  Status status_ = Status::kOk;
  std::uint8_t checked_[kMarks / 8] = {};
};

}  // namespace lr
