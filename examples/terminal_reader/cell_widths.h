// How many cells a character takes, where terminals differ.
#pragma once

namespace lrread {

// Characters of ambiguous width (UAX #11) take so many cells from here on, 1 or 2: for this program's texts and for
// ncurses, which ask the same function.
void set_ambiguous_cells(int cells);

}  // namespace lrread
