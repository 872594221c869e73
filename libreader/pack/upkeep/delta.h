// What turns one bundle into another, byte for byte: a zstd frame that has the old bundle as its dictionary, behind a
// head that names both by their hashes.
//
// A head (kDeltaHeadBytes), then the frame:
//   0 u8[4] "LRD" 1A   4 u16 version, 1   6 u16 0   8 u32 bytes of the old bundle   12 u32 of the new one
//   16 u8[32] SHA-256 of the old one      48 u8[32] of the new one                  80 u32 CRC-32C of the 80 before
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lr::pack {

inline constexpr std::size_t kDeltaHeadBytes = 84;

// Throws InputError: a bundle is larger than 2 GiB, the window of zstd.
std::vector<std::uint8_t> make_delta(std::span<const std::uint8_t> before, std::span<const std::uint8_t> after);

// The new bundle. Throws InputError: `delta` is none, or damaged, or was made for another bundle than `before`.
std::vector<std::uint8_t> apply_delta(const std::string& delta_name, std::span<const std::uint8_t> delta,
                                      const std::string& before_name, std::span<const std::uint8_t> before);

}  // namespace lr::pack
