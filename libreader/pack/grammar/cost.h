// Code lengths as whole numbers, so that what is learned does not hang on a machine's floating point: 1/256 bit.
#pragma once
#include <cstdint>

namespace lr::pack {

using Cost = std::int64_t;

inline constexpr Cost kBit = 256;

// log2(x) in 1/256 bit; x >= 1.
Cost log2_cost(std::uint64_t x);

// x * log2(x); 0 for 0. What x uses of a token add to the length of a text, but for the sign.
Cost x_log_x(std::uint64_t x);

}  // namespace lr::pack
