// Logarithms by squaring.
#include "entropy.h"

#include <libreader/font/glyph_model.h>

#include <array>
#include <bit>
#include <vector>

namespace lr::pack {
namespace {

std::uint64_t log2_q16(std::uint32_t n) {
  const int whole = std::bit_width(n) - 1;
  std::uint64_t x = (std::uint64_t{n} << 31) >> whole;  // 1 … 2, 31 bits behind the point
  std::uint64_t log = static_cast<std::uint64_t>(whole);
  for (int i = 0; i < 16; ++i) {
    x = x * x >> 31;
    log = log << 1 | x >> 32;
    if (x >> 32 != 0) x >>= 1;
  }
  return log;
}

struct LeafLengths {
  std::array<std::uint64_t, 64> one, zero;
};

LeafLengths leaf_lengths() {
  LeafLengths lengths{};
  for (std::size_t i = 0; i < 64; ++i) {
    lengths.one[i] = 12 * kBit - log2_q16(kOnes[i]);
    lengths.zero[i] = 12 * kBit - log2_q16(4096u - kOnes[i]);
  }
  return lengths;
}

}  // namespace

std::uint64_t n_log_n(std::uint32_t n) {
  static const std::vector<std::uint64_t> small = [] {
    std::vector<std::uint64_t> table(1u << 16);
    for (std::uint32_t i = 1; i < table.size(); ++i) table[i] = i * log2_q16(i);
    return table;
  }();
  return n < small.size() ? small[n] : n * log2_q16(n);
}

std::uint8_t best_leaf(std::uint32_t n, std::uint32_t ones) {
  static const LeafLengths lengths = leaf_lengths();
  std::size_t best = 32;
  std::uint64_t least = ~std::uint64_t{0};
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint64_t length = ones * lengths.one[i] + (n - ones) * lengths.zero[i];
    if (length < least) least = length, best = i;
  }
  return static_cast<std::uint8_t>(best);
}

}  // namespace lr::pack
