// A long run of checked bytes, read in place a few at a time: stored as a table of bytes (storage.h), so that every
// page has a checksum of its own. A mapped page is checked once, when it is first used; of other storage, pages come
// through the cache. A flipped bit of a mapped page is remembered and mended when it is read. What cannot be read reads
// as zeros and is remembered, so that a decoder needs one check a step.
#pragma once
#include <cstdint>

#include "bytes.h"
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
    const std::uint8_t* p = in_place(at, size);
    return p != nullptr ? p : span_slowly(at, size, scratch);
  }

  // The same bytes where they stay for good; null: they are not mapped, not checked yet, or not in one piece.
  const std::uint8_t* in_place(std::uint32_t at, std::uint32_t size) const {
    const std::uint32_t index = at / kPayload, begin = at - index * kPayload;
    if (begin + size > kPayload || at + size > ready_bits_ / 8 || !checked(index)) return nullptr;
    return mapped_ + index * kPageBytes + begin;
  }

  // How far in the mapped bytes something in place lies; smaller than 2^16 near the front.
  std::uint32_t place_of(const std::uint8_t* in_place) const { return static_cast<std::uint32_t>(in_place - mapped_); }
  const std::uint8_t* at_place(std::uint32_t place) const { return mapped_ + place; }

  // `count` <= 32 bits from bit `at` on, most significant first.
  std::uint32_t bits(std::uint32_t at, std::uint32_t count) {
    const std::uint32_t index = at / (8 * kPayload), end = at - index * (8 * kPayload) + count;
    if (at % 8 + count > 32 || end > 8 * kPayload || at + count > ready_bits_ || !checked(index))
      return bits_slowly(at, count);
    // Four bytes lie there: behind the payload of a page stands its checksum.
    const std::uint32_t four = load_be32(mapped_ + at / 8 + index * kCrcBytes) << at % 8;
    return count == 0 ? 0 : four >> (32 - count);
  }

  // Checks all of it. True: it is mapped and without a flaw, so that checked_bits() may be used.
  bool check_all();
  // As bits(), 1 … 25 of them, all in it.
  std::uint32_t checked_bits(std::uint32_t at, std::uint32_t count) const {
    const std::uint32_t index = at / (8 * kPayload), begin = at - index * (8 * kPayload);
    const std::uint8_t* p = mapped_ + index * kPageBytes + begin / 8;
    std::uint32_t four = load_be32(p);
    // On two pages: the checksum that stands between them is left out.
    if (begin + count > 8 * kPayload) {
      const std::uint32_t here = kPayload - begin / 8;  // bytes of this page
      four = four >> (32 - 8 * here) << (32 - 8 * here) | load_be32(p + here + kCrcBytes) >> 8 * here;
    }
    return four << at % 8 >> (32 - count);
  }

  // kOk, or why zeros were read since forget() was last called: kDamaged, kIo.
  Status status() const { return status_; }
  void forget() { status_ = Status::kOk; }

 private:
  static constexpr std::uint32_t kPayload = kPageBytes - kCrcBytes;
  static constexpr std::uint32_t kMarks = 256;  // of checked pages; one stands for several neighbours in a longer run

  bool checked(std::uint32_t index) const {
    const std::uint32_t mark = index >> pages_a_mark_log2_;
    return (checked_[mark / 8] >> mark % 8 & 1) != 0;
  }
  const std::uint8_t* span_slowly(std::uint32_t at, std::uint32_t size, std::uint8_t* scratch);
  std::uint32_t bits_slowly(std::uint32_t at, std::uint32_t count);
  const std::uint8_t* page(std::uint32_t index);
  Status mend(std::uint32_t index);
  Status check(std::uint32_t mark);
  std::uint32_t payload_of(std::uint32_t index) const {
    return size_ - index * kPayload < kPayload ? size_ - index * kPayload : kPayload;
  }

  Storage* storage_ = nullptr;
  Range range_{};
  std::uint32_t size_ = 0;
  const std::uint8_t* mapped_ = nullptr;
  std::uint32_t ready_bits_ = 0;  // all, where storage is mapped and no flip was found; else none
  std::uint32_t flip_at_ = 0xFFFFFFFF;
  std::uint8_t flip_ = 0;  // of the byte at flip_at_, where storage is mapped
  std::uint8_t pages_a_mark_log2_ = 0;
  Status status_ = Status::kOk;
  std::uint8_t checked_[kMarks / 8] = {};
};

}  // namespace lr
