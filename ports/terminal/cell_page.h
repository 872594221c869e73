// A page as the cells of a terminal: what stands in which row and column. Draws nothing itself and knows no terminal
// library, so that a screen, a pipe and a test see the same page.
#pragma once
#include <libreader/reader.h>

#include <string>
#include <vector>

#include "symbol_text.h"

namespace lr::terminal {

// The smallest page that is fit to read.
inline constexpr int kFewestColumns = 20, kFewestRows = 4;
inline constexpr int kMostColumns = 1000, kMostRows = 400;  // larger ones are cut
// Text that runs wider than this is hard to follow from line to line; the rest of a wide screen is margin.
inline constexpr int kWidestMeasure = 80;

// A style for a page of so many cells: lr::style_for_cells, with lines of at most `measure` cells on wide screens.
// Vertical lines run from right to left, as high as the page.
Style page_style(int columns, int rows, int measure = kWidestMeasure, Direction direction = Direction::kHorizontal);

// What a reader of such pages needs room for.
Limits page_limits();

// One symbol, or a rule across the page.
struct Cell {
  int row, column;      // from the top left of the page
  int cells;            // how many columns it takes
  std::uint8_t styles;  // RunStyle bits
  bool note_mark;
  std::uint32_t mark;  // of a note mark: which of the article
  Place place;         // where in the text; for search hits
  std::string text;    // UTF-8
};

struct CellPage {
  int columns = 0, rows = 0;
  std::vector<Cell> cells;           // line by line, in reading order
  std::vector<std::uint32_t> marks;  // note marks on the page, each once, in reading order
};

// Adds a page of what `reader` shows, laid out with its style: its own page(), or another of the same flow. `left` is
// where the page's left edge stands. kIo, kDamaged: what could be read was added.
Status add_page(Reader& reader, const Page& page, SymbolText& symbols, int left, CellPage& cells);

// Takes the page that `reader` shows, in place of what `cells` holds.
Status read_page(Reader& reader, SymbolText& symbols, CellPage& cells);

// The page as lines of text, each ended by '\n'; empty rows at the end are left out.
std::string text_of(const CellPage& page);

}  // namespace lr::terminal
