// In one division where the product fits a word, else bit by bit.
#include "scaled.h"

namespace lr {

std::uint32_t scaled(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  const std::uint64_t product = static_cast<std::uint64_t>(a) * b;
  auto low = static_cast<std::uint32_t>(product), high = static_cast<std::uint32_t>(product >> 32);
  if (high == 0) return low / c;
  if (high >= c) return 0xFFFFFFFF;
  for (int i = 0; i < 32; ++i) {
    const bool carry = high >> 31 != 0;
    high = high << 1 | low >> 31;
    low <<= 1;
    if (!carry && high < c) continue;
    high -= c;
    low |= 1;
  }
  return low;
}

}  // namespace lr
