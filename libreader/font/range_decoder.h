// Reads decisions that were coded with the probabilities that the caller gives. FORMAT.md, "Coded glyphs"; partner of
// pack/coder/range_encoder.h. Bytes behind the end are zeros.
#pragma once
#include <cstdint>

namespace lr {

class RangeDecoder {
 public:
  RangeDecoder(const std::uint8_t* bytes, std::uint32_t size_bytes) : next_(bytes), end_(bytes + size_bytes) {
    for (int i = 0; i < 4; ++i) code_ = code_ << 8 | byte();
  }

  // `ones` of 4096 decisions like this one are true.
  bool decide(std::uint32_t ones) {
    const std::uint32_t bound = (range_ >> 12) * ones;
    const bool is_true = code_ < bound;
    if (is_true) {
      range_ = bound;
    } else {
      code_ -= bound;
      range_ -= bound;
    }
    while (range_ < kLeastRange) {
      range_ <<= 8;
      code_ = code_ << 8 | byte();
    }
    return is_true;
  }

 private:
  static constexpr std::uint32_t kLeastRange = 1u << 24;
  std::uint32_t byte() { return next_ < end_ ? *next_++ : 0u; }

  const std::uint8_t* next_;
  const std::uint8_t* end_;
  std::uint32_t range_ = 0xFFFFFFFF;
  std::uint32_t code_ = 0;
};

}  // namespace lr
