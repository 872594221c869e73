// How the pictures of a strike are stored.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lr::pack {

enum class Coding : std::uint8_t {
  kSmall,   // fewest bytes: deep trees, and of one bit a pixel coded after the largest strike of the same face
  kFast,    // the same without trees: a third of the time, a quarter more bytes
  kDirect,  // bitmaps as they are: next to no time
};

// Depth of the trees; what a strike says of itself.
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
