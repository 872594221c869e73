// The contents and the sorted lists of a bundle that has grown: lines, titles and keys are added, orders are made anew.
#pragma once
#include <libreader/pack.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "old_tables.h"

namespace lr::pack {

// A new article, or one that takes the place of an old one.
struct AddedTitle {
  std::uint32_t article = 0;
  std::vector<std::uint8_t> title;                  // as encode_title gives it
  std::vector<std::vector<std::uint8_t>> sections;  // likewise, of the summary's sections
};

struct GrownLists {
  std::vector<std::uint8_t> list;  // what is added to LIST
  OldTable navigation, titles, keys, find;
  std::vector<std::uint8_t> orders, title_order;  // tables SORT and ORDR, whole
};

// `summaries` are of all articles, old and new. `list_at` is where the added titles will stand, as LIST counts.
GrownLists grow_lists(std::span<const std::uint8_t> file, std::uint32_t list_at, const std::vector<AddedTitle>& added,
                      const std::vector<ArticleSummary>& summaries, Language language, bool title_search);

}  // namespace lr::pack
