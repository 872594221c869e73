// Wrapped text without markup: which lines are a block, and which blocks are headings (D1, D2, D17). Evidence is where
// lines end by choice (column.h), blank lines and indents where they mean something, and the shape of a block.
#pragma once
#include <vector>

#include "column.h"
#include "draft.h"

namespace lr::pack::recover {

// Lines [first, end) of a draft.
struct LineRange {
  std::size_t first = 0, end = 0;
  int level = 0;                           // of a heading; 0 for none
  BlockKind kind = BlockKind::kParagraph;  // or a table, or code
};

std::vector<LineRange> part_wrapped(const Draft& draft, const Column& column, Remarks& remarks);

}  // namespace lr::pack::recover
