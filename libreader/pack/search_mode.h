// How much of an index a bundle carries for search. All modes find the same.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lr::pack {

enum class SearchMode : std::uint8_t {
  kNone,    // no lists: all text is read
  kBlocks,  // lists of groups of four chunks, about 5 KB of text
  kFine,    // of single chunks
};

constexpr std::optional<SearchMode> parse_search_mode(std::string_view name) {
  if (name == "none") return SearchMode::kNone;
  if (name == "blocks") return SearchMode::kBlocks;
  if (name == "fine") return SearchMode::kFine;
  return std::nullopt;
}

constexpr std::string_view name_of(SearchMode mode) {
  return mode == SearchMode::kNone ? "none" : mode == SearchMode::kFine ? "fine" : "blocks";
}

}  // namespace lr::pack
