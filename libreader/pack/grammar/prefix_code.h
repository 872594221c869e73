// Lengths of the codewords of a complete prefix code.
#pragma once
#include <cstdint>
#include <vector>

namespace lr::pack {

// Huffman's lengths for `uses`; counts are halved until none is longer than `longest`. What is used 0 times counts as once.
// One codeword alone has no bits.
std::vector<std::uint8_t> prefix_lengths(const std::vector<std::uint64_t>& uses, int longest);

}  // namespace lr::pack
