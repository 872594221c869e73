// Packs the levels of pixels into bytes, from the most significant bit on.
#pragma once
#include <cstdint>

namespace lr {

class BitPacker {
 public:
  BitPacker(std::uint8_t* to, std::uint32_t bits_per_pixel) : to_(to), bits_per_pixel_(bits_per_pixel) {}
  void put(std::uint32_t level) {
    pending_ = pending_ << bits_per_pixel_ | level;
    if (pending_ >= 0x100) {  // the mark has arrived
      *to_++ = static_cast<std::uint8_t>(pending_);
      pending_ = kMark;
    }
  }
  void finish() {
    if (pending_ == kMark) return;
    while (pending_ < 0x100) pending_ <<= 1;
    *to_ = static_cast<std::uint8_t>(pending_);
  }

 private:
  static constexpr std::uint32_t kMark = 1;
  std::uint8_t* to_;
  std::uint32_t bits_per_pixel_;
  std::uint32_t pending_ = kMark;
};

}  // namespace lr
