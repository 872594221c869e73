// The column that a text was wrapped to, and what line ends, blank lines and indents say in it. The evidence is the
// lines themselves: a line whose rest has room for the beginning of the next one was ended on purpose.
#pragma once
#include <vector>

#include "draft.h"

namespace lr::pack::recover {

struct Column {
  int measure = 0;          // columns of a full line; 0: the text is not wrapped
  int ragged = 0;           // how many columns of room most full lines leave; 0: set in one width, columns are true
  bool blanks_part = true;  // a blank line parts blocks: lines that must go on have none between them
  bool blanks_mark = true;  // and where lines end on purpose there mostly is one
  bool indents = false;     // paragraphs begin with an indent
  bool kinsoku = true;      // no line begins with a closing mark
  bool gaps = false;        // a space stands between East Asian and Latin characters
};

Column column_of(const std::vector<Line>& lines);

// Columns that line `i`, which is not the last, leaves beyond what the next one begins with; negative: it is full.
int room(const Column& column, const std::vector<Line>& lines, std::size_t i);

// Whether line `i`, which is not the last, was ended on purpose.
bool ends_by_choice(const Column& column, const std::vector<Line>& lines, std::size_t i);

// "• ", "* ", "- ", "1. ", "(2) ", "☐ " at the head of a list item: how many code points, 0 for none.
std::size_t item_label(std::u32string_view text);

}  // namespace lr::pack::recover
