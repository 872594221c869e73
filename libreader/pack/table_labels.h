// What the cells of a table are called where it is set as records, a line a cell: the head of their column.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace lr::pack {

struct TableLabel {
  std::size_t before;  // the code point of the table's text that it stands before
  std::u32string text;
};

// In their order; none for a block that is no table with a head (Block::level). `text` is the block's. A cell that is empty
// has none, but for the first of a row, which begins a record.
std::vector<TableLabel> table_labels(const Block& block, std::u32string_view text, Language language);

}  // namespace lr::pack
