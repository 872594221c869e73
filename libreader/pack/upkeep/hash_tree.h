// A tree of hashes over the pages of a bundle, so that any page of it can be checked alone: Merkle's, in the shape that
// dm-verity has. FORMAT.md, "TREE", is the law.
//
// Level 0 is the file up to section TREE. A level's pages of kTreePageBytes are hashed one by one, and the hashes in
// their order are the next level, until there is one hash: the root.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sha256.h"

namespace lr::pack {

inline constexpr std::size_t kTreePageBytes = 4096;
inline constexpr std::size_t kTreeHeadBytes = 100;  // key, signature, CRC of both
inline constexpr std::size_t kTreeKeyBytes = 32, kTreeSignatureBytes = 64;

// All levels but level 0, the root first, the hashes of the file's pages last.
std::vector<std::uint8_t> hash_levels(std::span<const std::uint8_t> file_before_tree);

// Bytes of hash_levels() for so many bytes of a file.
std::size_t hash_levels_bytes(std::size_t file_bytes);

// Whether page `index` of a file of `file_bytes` fits `levels`, by the hashes between it and the root alone. What the
// root is worth, a signature says.
bool page_fits(std::span<const std::uint8_t> levels, std::size_t file_bytes, std::size_t index,
               std::span<const std::uint8_t> page);

}  // namespace lr::pack
