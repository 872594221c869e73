// Code lengths in integers, so that the same input gives the same model on every machine.
#pragma once
#include <cstdint>

namespace lr::pack {

inline constexpr std::uint64_t kBit = 1u << 16;  // code lengths are in 1/65536 bits

// n * log2(n).
std::uint64_t n_log_n(std::uint32_t n);

// What `n` decisions, `ones` of them true, take at the least.
inline std::uint64_t ideal_length(std::uint32_t n, std::uint32_t ones) {
  return n_log_n(n) - n_log_n(ones) - n_log_n(n - ones);
}

// The leaf (number in kOnes of font/glyph_model.h) that codes them best.
std::uint8_t best_leaf(std::uint32_t n, std::uint32_t ones);

// Likewise, a probability of 4096: 1 … 4095.
constexpr std::uint32_t probability(std::uint32_t n, std::uint32_t ones) {
  const std::uint64_t p = (std::uint64_t{4096} * (5 * std::uint64_t{ones} + 2)) / (5 * std::uint64_t{n} + 4);
  return p < 1 ? 1 : p > 4095 ? 4095 : static_cast<std::uint32_t>(p);
}

}  // namespace lr::pack
