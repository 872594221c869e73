// Bits of a byte string, most significant first. Reads past the end give zeros and are remembered, so that a decoder needs
// one check a unit and not one a bit.
#pragma once
#include <cstdint>

#include "bytes.h"

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

  // Zeros and a one: how many zeros.
  std::uint32_t unary();
  // Elias gamma code, from 0.
  std::uint32_t gamma();
  // Exponential Golomb code: gamma of the number without its low bits, then those.
  std::uint32_t golomb(std::uint32_t low_bits) {
    const std::uint32_t high = gamma();
    return high << low_bits | bits(low_bits);
  }

  // The next 25 bits or more, without going on: the first is the highest bit of 32.
  std::uint32_t peek() const {
    if (is_inside()) return peek_inside();
    const std::uint32_t byte = bit_ >> 3, size = end_ >> 3;
    std::uint32_t four = 0;
    for (std::uint32_t i = 0; i < 4; ++i) four = four << 8 | (byte + i < size ? bytes_[byte + i] : 0u);
    return four << (bit_ & 7);
  }
  // The same, only where all of them are there.
  bool is_inside() const { return bit_ + 32 <= end_; }
  std::uint32_t peek_inside() const { return load_be32(bytes_ + (bit_ >> 3)) << (bit_ & 7); }
  void skip(std::uint32_t count) { bit_ += count; }

  std::uint32_t position() const { return bit_; }
  bool overrun() const { return bit_ > end_; }

 private:
  const std::uint8_t* bytes_;
  std::uint32_t end_;
  std::uint32_t bit_;
};

}  // namespace lr
