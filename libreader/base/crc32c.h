// CRC-32C (Castagnoli polynomial, reflected, 0x82F63B78; RFC 3720, appendix B.4): finds every burst of up to 32 bits.
#pragma once
#include <cstddef>
#include <cstdint>

namespace lr {

// The checksum of `size` bytes, or of the concatenation when `seed` is the checksum of what came before.
std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t seed = 0);

// The one bit whose flip explains why the CRC of `size` bytes differs from the stored one by `difference` (the exclusive or
// of both): 8 * byte + bit, the least significant bit being 0; 8 * size where the stored CRC itself has the flip; kNoFlip
// where more is wrong. Up to 650 bytes, no error of two to four bits is taken for a flip.
inline constexpr std::uint32_t kNoFlip = 0xFFFFFFFF;
std::uint32_t find_flip(std::uint32_t size, std::uint32_t difference);

// Turns it back; false where there is none.
bool mend_flip(std::uint8_t* bytes, std::uint32_t size, std::uint32_t difference);

}  // namespace lr
