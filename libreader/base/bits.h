// Bits of a byte string, most significant first. Reads past the end give zeros and are remembered, so that a decoder needs
// one check a unit and not one a bit.
#pragma once
#include <cstdint>

namespace lr {

class BitReader {
 public:
  BitReader(const std::uint8_t* bytes, std::uint32_t size_bytes, std::uint32_t first_bit)
      : bytes_(bytes), end_(size_bytes * 8), bit_(first_bit) {}

  std::uint32_t bit() {
    const std::uint32_t at = bit_++;
    return at < end_ ? (bytes_[at >> 3] >> (7 - (at & 7))) & 1u : 0u;
  }

  // `count` is at most 16.
  std::uint32_t bits(std::uint32_t count) {
    std::uint32_t value = 0;
    while (count-- > 0) value = value << 1 | bit();
    return value;
  }

  // The next 16 bits, without going on.
  std::uint32_t peek16() const {
    const std::uint32_t byte = bit_ >> 3, size = end_ >> 3;
    if (byte + 3 <= size) {
      const std::uint32_t three = static_cast<std::uint32_t>(bytes_[byte]) << 16 |
                                  static_cast<std::uint32_t>(bytes_[byte + 1]) << 8 | bytes_[byte + 2];
      return three >> (8 - (bit_ & 7)) & 0xFFFFu;
    }
    std::uint32_t three = 0;
    for (std::uint32_t i = 0; i < 3; ++i) three = three << 8 | (byte + i < size ? bytes_[byte + i] : 0u);
    return three >> (8 - (bit_ & 7)) & 0xFFFFu;
  }
  void skip(std::uint32_t count) { bit_ += count; }

  std::uint32_t position() const { return bit_; }
  bool overrun() const { return bit_ > end_; }

 private:
  const std::uint8_t* bytes_;
  std::uint32_t end_;
  std::uint32_t bit_;
};

}  // namespace lr
