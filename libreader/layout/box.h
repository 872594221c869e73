// Where the lines of a block stand: its indents and how its lines are adjusted. Private to layout/.
#pragma once
#include <libreader/layout.h>

namespace lr {

// Lengths in 1/64 px; positions from the left edge of the type area.
struct Layout::Box {
  std::int32_t em_q6;
  std::int32_t left_q6;     // left edge of the block's text
  std::int32_t measure_q6;  // from there to the right edge
  std::int32_t indent_q6;   // of this line's text from the left edge (first lines)
  std::int32_t hang_q6;     // how far a label stands out to the left of it
  std::int32_t tab_q6;      // distance of tab stops
  std::uint8_t strike;      // 0 body, 1 title
  bool first_line;
  bool justify;
  bool hang;                // a comma or full stop may stand behind the measure (P8)
  bool trim_ends;           // a mark at a line's end is always set without its blank (P3 at level GB), not only where that helps
  bool squeeze;             // marks give their blank (P1 … P6), and a line that is too long may be shrunk (X1)
  bool stops_give;          // inside a line (X2): not in Japanese
  bool autospace;
  bool strong;              // the whole block
  bool keep_spaces;         // code: spaces at the start of a line stand
  bool columns;             // a table whose columns fit the measure: its rows are lines, and labels are left out
  bool records;             // one whose columns do not: a cell with a label begins a line
  bool vertical;
  bool hyphens;             // words are parted at soft hyphens (U4)
  bool ruby;                // readings stand beside the line
};

// Paragraphs and their like: justified, and kept from leaving a lone line at the end of a page; headings, tables, code and
// verse are not.
bool is_running_text(BlockKind kind);

}  // namespace lr
