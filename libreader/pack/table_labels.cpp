// Cells are parted by U+0009, rows by U+000A.
#include "table_labels.h"

#include <algorithm>

namespace lr::pack {
namespace {

constexpr std::size_t kLongestHead = 40;  // code points; of a longer one the rest is left out

using Cells = std::vector<std::u32string_view>;

Cells cells_of(std::u32string_view row) {
  Cells cells;
  for (std::size_t at = 0; at <= row.size();) {
    const std::size_t end = std::min(row.find(U'\t', at), row.size());
    cells.push_back(row.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

// The first cell of a row stands out to the left of the others. One whose column has no name is marked as an item.
std::u32string label_of(std::u32string_view head, bool is_first, Language language) {
  std::u32string label(is_first ? U"" : U"\u3000");
  if (head.empty()) return is_first ? label + U"•" : label;
  label += head.substr(0, kLongestHead);
  return label + (language == Language::kEn || language == Language::kKo ? U": " : U"：");
}

}  // namespace

std::vector<TableLabel> table_labels(const Block& block, std::u32string_view text, Language language) {
  std::vector<TableLabel> labels;
  if (block.kind != BlockKind::kTable || block.level == 0) return labels;
  Cells heads;
  std::size_t row = 0;
  for (std::size_t at = 0; at < text.size(); ++row) {
    const std::size_t end = std::min(text.find(U'\n', at), text.size());
    const Cells cells = cells_of(text.substr(at, end - at));
    if (row < block.level) heads = cells;
    for (std::size_t i = 0; i < cells.size() && row >= block.level; ++i) {
      const std::u32string_view head = i < heads.size() ? heads[i] : std::u32string_view();
      if (i == 0 || (!cells[i].empty() && !head.empty())) labels.push_back({at, label_of(head, i == 0, language)});
      at += cells[i].size() + 1;
    }
    at = end + 1;
  }
  return labels;
}

}  // namespace lr::pack
