// How the pictures of a strike are stored.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lr::pack {

enum class Coding : std::uint8_t {
  kDirect,  // bitmaps as they are: next to no time
  kFast,    // coded without trees: half the time or less, a quarter more bytes
  kSmall,   // fewest bytes: deep trees, and of one bit a pixel coded after the largest strike of the same face
};
// A strike of few glyphs is stored as it is where that takes less than its model.

// Depth of the trees.
constexpr int tree_depth(Coding coding) { return coding == Coding::kSmall ? 7 : 0; }

constexpr std::string_view name_of(Coding coding) {
  return coding == Coding::kSmall ? "small" : coding == Coding::kFast ? "fast" : "direct";
}

constexpr std::optional<Coding> parse_coding(std::string_view name) {
  for (const Coding coding : {Coding::kSmall, Coding::kFast, Coding::kDirect}) {
    if (name == name_of(coding)) return coding;
  }
  return std::nullopt;
}

}  // namespace lr::pack
