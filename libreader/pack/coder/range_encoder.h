// Codes decisions with the probabilities that the caller gives; partner of font/range_decoder.h.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lr::pack {

class RangeEncoder {
 public:
  // `ones` of 4096 decisions like this one are true: 1 … 4095.
  void code(bool is_true, std::uint32_t ones) {
    const std::uint32_t bound = (range_ >> 12) * ones;
    if (is_true) {
      range_ = bound;
    } else {
      low_ += bound;
      range_ -= bound;
    }
    while (range_ < 1u << 24) {
      range_ <<= 8;
      shift();
    }
  }

  // The bytes, as few as tell the decisions when zeros follow; never none.
  std::vector<std::uint8_t> finish() {
    for (int bits = 32; bits >= 0; bits -= 8) {
      const std::uint64_t below = (std::uint64_t{1} << bits) - 1, rounded = (low_ + below) & ~below;
      if (rounded - low_ < range_) {
        low_ = rounded;
        break;
      }
    }
    for (int i = 0; i < 4; ++i) shift();
    while (bytes_.size() > 1 && bytes_.back() == 0) bytes_.pop_back();
    return std::move(bytes_);
  }

 private:
  // Gives out the highest byte of low_; a carry goes into the bytes before.
  void shift() {
    if (low_ >> 32 != 0) {
      for (std::size_t i = bytes_.size(); i-- > 0 && ++bytes_[i] == 0;) continue;
    }
    bytes_.push_back(static_cast<std::uint8_t>(low_ >> 24));
    low_ = low_ << 8 & 0xFFFFFFFF;
  }

  std::vector<std::uint8_t> bytes_;
  std::uint64_t low_ = 0;
  std::uint32_t range_ = 0xFFFFFFFF;
};

}  // namespace lr::pack
