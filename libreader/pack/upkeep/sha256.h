// SHA-256, as libsodium has it.
#pragma once
#include <sodium.h>

#include <array>
#include <cstdint>
#include <span>

namespace lr::pack {

using Sha256 = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

inline Sha256 sha256(std::span<const std::uint8_t> bytes) {
  Sha256 hash;
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

}  // namespace lr::pack
