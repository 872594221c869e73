// Tables and code in wrapped text, which joined lines would destroy. Evidence for a table: rows of the same number of
// cells, two spaces or more apart; for code: the punctuation of programs, or options of a command.
#pragma once
#include <vector>

#include "column.h"
#include "draft.h"

namespace lr::pack::recover {

// How many lines from `first` on are rows of a table; 0 for none.
std::size_t table_rows(const Column& column, const std::vector<Line>& lines, std::size_t first);

// How many lines from `first` on are code; 0 for none.
std::size_t code_lines(const Column& column, const std::vector<Line>& lines, std::size_t first);

// Lines [first, end) as the text of a block: cells parted by U+0009, rows and lines of code by U+000A.
std::u32string table_text(const std::vector<Line>& lines, std::size_t first, std::size_t end);
std::u32string code_text_of(const std::vector<Line>& lines, std::size_t first, std::size_t end);

}  // namespace lr::pack::recover
