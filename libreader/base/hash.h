// FNV-1a (Fowler, Noll, Vo), 32 bits: for keys and fingerprints, never for integrity.
#pragma once
#include <cstdint>

namespace lr {

inline constexpr std::uint32_t kFnvBasis = 0x811C9DC5;

constexpr std::uint32_t fnv1a(std::uint32_t hash, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) hash = (hash ^ (value >> (8 * i) & 0xFF)) * 0x01000193u;
  return hash;
}

}  // namespace lr
