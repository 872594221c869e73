// CRC-32C (Castagnoli polynomial, reflected, 0x82F63B78; RFC 3720, appendix B.4): finds every burst of up to 32 bits.
#pragma once
#include <cstddef>
#include <cstdint>

namespace lr {

// The checksum of `size` bytes, or of the concatenation when `seed` is the checksum of what came before.
std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t seed = 0);

}  // namespace lr
