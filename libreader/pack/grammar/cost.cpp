// Logarithms by repeated squaring; small ones from a table.
#include "cost.h"

#include <array>

namespace lr::pack {
namespace {

constexpr Cost by_squaring(std::uint64_t x) {
  int whole = 63;
  while ((x >> whole) == 0) --whole;
  std::uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);  // [2^31, 2^32)
  Cost result = whole;
  for (int i = 0; i < 16; ++i) {
    mantissa = mantissa * mantissa >> 31;
    const std::uint64_t carry = mantissa >> 32;
    result = result << 1 | static_cast<Cost>(carry);
    if (carry != 0) mantissa >>= 1;
  }
  return result;  // in 1/65536
}

constexpr std::size_t kTable = 16384;

const std::array<std::int32_t, kTable>& table() {
  static const auto values = [] {
    std::array<std::int32_t, kTable> logs{};
    for (std::size_t x = 1; x < kTable; ++x) logs[x] = static_cast<std::int32_t>(by_squaring(x));
    return logs;
  }();
  return values;
}

Cost log2_q16(std::uint64_t x) {
  static const auto& logs = table();
  if (x < kTable) return logs[static_cast<std::size_t>(x)];
  // Between two entries the logarithm is nearly straight.
  int shift = 0;
  std::uint64_t top = x;
  while (top >= kTable / 2) top >>= 1, ++shift;
  const Cost low = logs[static_cast<std::size_t>(top)], high = logs[static_cast<std::size_t>(top) + 1];
  const std::uint64_t rest = x - (top << shift);
  return low + (static_cast<Cost>((static_cast<std::uint64_t>(high - low) * rest) >> shift)) + static_cast<Cost>(shift) * 65536;
}

}  // namespace

Cost log2_cost(std::uint64_t x) { return (log2_q16(x) + 128) >> 8; }

Cost x_log_x(std::uint64_t x) { return x == 0 ? 0 : static_cast<Cost>(x) * log2_q16(x) >> 8; }

}  // namespace lr::pack
