// Levels from the leaves up.
#include "hash_tree.h"

#include <algorithm>
#include <cstring>

namespace lr::pack {
namespace {

constexpr std::size_t kHashBytes = sizeof(Sha256);

std::size_t pages_of(std::size_t bytes) { return (bytes + kTreePageBytes - 1) / kTreePageBytes; }

std::span<const std::uint8_t> page_of(std::span<const std::uint8_t> level, std::size_t index) {
  const std::size_t at = index * kTreePageBytes;
  return level.subspan(at, std::min(kTreePageBytes, level.size() - at));
}

std::vector<std::uint8_t> hashes_of(std::span<const std::uint8_t> level) {
  std::vector<std::uint8_t> hashes;
  for (std::size_t i = 0; i < pages_of(level.size()); ++i) {
    const Sha256 hash = sha256(page_of(level, i));
    hashes.insert(hashes.end(), hash.begin(), hash.end());
  }
  return hashes;
}

}  // namespace

std::vector<std::uint8_t> hash_levels(std::span<const std::uint8_t> file_before_tree) {
  std::vector<std::uint8_t> level = hashes_of(file_before_tree), levels = level;
  while (level.size() > kHashBytes) {
    level = hashes_of(level);
    levels.insert(levels.begin(), level.begin(), level.end());
  }
  return levels;
}

std::size_t hash_levels_bytes(std::size_t file_bytes) {
  std::size_t level = pages_of(file_bytes) * kHashBytes, all = level;
  while (level > kHashBytes) {
    level = pages_of(level) * kHashBytes;
    all += level;
  }
  return all;
}

bool page_fits(std::span<const std::uint8_t> levels, std::size_t file_bytes, std::size_t index,
               std::span<const std::uint8_t> page) {
  if (index >= pages_of(file_bytes) || levels.size() != hash_levels_bytes(file_bytes)) return false;
  std::size_t end = levels.size(), level = pages_of(file_bytes) * kHashBytes;
  Sha256 hash = sha256(page);
  for (;;) {
    const std::span<const std::uint8_t> hashes = levels.subspan(end - level, level);
    if (std::memcmp(hashes.data() + index * kHashBytes, hash.data(), kHashBytes) != 0) return false;
    if (level == kHashBytes) return true;
    index = index * kHashBytes / kTreePageBytes;
    hash = sha256(page_of(hashes, index));
    end -= level;
    level = pages_of(level) * kHashBytes;
  }
}

}  // namespace lr::pack
