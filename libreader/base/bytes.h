// Integers in bytes of any alignment, little-endian unless the name says otherwise.
#pragma once
#include <cstdint>

namespace lr {

// Where a processor reads words from any address, the bytes below become a load or store or two. Compilers see that
// after they have decided not to inline so many.
#if defined(__ARM_FEATURE_UNALIGNED) || defined(__x86_64__) || defined(__i386__) || defined(__wasm__)
#define LR_ONE_ACCESS [[gnu::always_inline]]
#else
#define LR_ONE_ACCESS
#endif

constexpr std::uint16_t load_u16(const std::uint8_t* p) { return static_cast<std::uint16_t>(p[0] | p[1] << 8); }

LR_ONE_ACCESS constexpr std::uint32_t load_u24(const std::uint8_t* p) {
  return load_u16(p) | static_cast<std::uint32_t>(p[2]) << 16;
}

LR_ONE_ACCESS constexpr std::uint32_t load_u32(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) | static_cast<std::uint32_t>(p[1]) << 8 |
         static_cast<std::uint32_t>(p[2]) << 16 | static_cast<std::uint32_t>(p[3]) << 24;
}

LR_ONE_ACCESS constexpr std::uint32_t load_be32(const std::uint8_t* p) {
  return static_cast<std::uint32_t>(p[0]) << 24 | static_cast<std::uint32_t>(p[1]) << 16 |
         static_cast<std::uint32_t>(p[2]) << 8 | static_cast<std::uint32_t>(p[3]);
}

LR_ONE_ACCESS constexpr std::uint64_t load_u64(const std::uint8_t* p) {
  return load_u32(p) | static_cast<std::uint64_t>(load_u32(p + 4)) << 32;
}

constexpr void store_u16(std::uint8_t* p, std::uint16_t value) {
  p[0] = static_cast<std::uint8_t>(value);
  p[1] = static_cast<std::uint8_t>(value >> 8);
}

LR_ONE_ACCESS constexpr void store_u32(std::uint8_t* p, std::uint32_t value) {
  store_u16(p, static_cast<std::uint16_t>(value));
  store_u16(p + 2, static_cast<std::uint16_t>(value >> 16));
}

LR_ONE_ACCESS constexpr void store_u64(std::uint8_t* p, std::uint64_t value) {
  store_u32(p, static_cast<std::uint32_t>(value));
  store_u32(p + 4, static_cast<std::uint32_t>(value >> 32));
}

}  // namespace lr
