// Lays the items of a page into cells.
#include "cell_page.h"

#include <algorithm>

namespace lr::terminal {
namespace {

void add_dashes(const Line& line, int row, int column, int length, CellPage& page) {
  for (int i = 0; i < length; ++i) page.cells.push_back({row, column + i, 1, 0, false, 0, {line.start.unit, 0}, "─"});
}

// The short line above notes.
void add_line_above(Reader& reader, const Line& first, int left, CellPage& page) {
  const Layout& layout = reader.layout();
  add_dashes(first, first.row + layout.top() - 1, left + layout.left(), std::max(4, layout.measure_q6() / 64 / 4),
             page);
}

// Adds the items of a line. Items do not say where in the text they stand, so the text is read beside them.
Status add_line(Reader& reader, SymbolText& symbols, const Line& line, int left, TextCursor& cursor, CellPage& page) {
  std::span<const LineItem> items;
  if (const Status status = reader.layout().items(reader.flow(), line, items); status != Status::kOk) return status;
  const int row = reader.layout().baseline(line);
  const Alphabet& alphabet = reader.bundle().alphabet();
  if (line.kind == BlockKind::kRule && items.empty()) {
    const int measure = reader.layout().measure_q6() / 64;
    const int length = std::max(4, measure / 3), column = left + reader.layout().left() + (measure - length) / 2;
    add_dashes(line, row, column, length, page);
    return Status::kOk;
  }
  const bool readable = cursor.resume(line.start) == Status::kOk;
  for (const LineItem& item : items) {
    TextItem text;
    std::uint32_t code_point = line.start.code_point;
    while (readable && cursor.next(text) == Status::kOk) {
      const std::uint32_t length = text.span == 0 ? text.group->code_points : 0;
      code_point = cursor.point().code_point - length;
      if (text.symbol == item.symbol && text.span == item.span) break;  // else a space that the line begins after
    }
    const SymbolGroup& group = alphabet.group_of(item.symbol);
    if (group.symbol_class == SymbolClass::kInvisible) continue;
    const std::string& shown = symbols.of(item.symbol);
    if (item.advance_q6 == 0 && !page.cells.empty() && page.cells.back().row == row) {
      page.cells.back().text += shown;  // drawn over what stands before it
      continue;
    }
    const bool blank = group.symbol_class == SymbolClass::kTab;
    const bool is_mark = item.span == kNoteMarkSpan;
    page.cells.push_back({row,
                          left + item.x_q6 / 64,
                          item.advance_q6 / 64,
                          item.styles,
                          is_mark,
                          is_mark ? item.mark : 0u,
                          {line.start.unit, code_point},
                          blank ? std::string() : shown});
    if (is_mark && !line.at_foot && (page.marks.empty() || page.marks.back() != item.mark))
      page.marks.push_back(item.mark);
  }
  if (line.cut_short && !page.cells.empty()) {
    const Cell& last = page.cells.back();
    page.cells.push_back({row, last.column + last.cells, 1, 0, false, 0, last.place, "…"});
  }
  return Status::kOk;
}

}  // namespace

Style page_style(int columns, int rows, int measure) {
  columns = std::clamp(columns, kFewestColumns, kMostColumns);
  rows = std::clamp(rows, kFewestRows, kMostRows);
  Style style = style_for_cells(static_cast<std::int16_t>(columns), static_cast<std::int16_t>(rows));
  const int spare = columns - style.margin_left - style.margin_right - measure;
  if (spare > 0) {
    style.margin_left = static_cast<std::int16_t>(style.margin_left + spare / 2);
    style.margin_right = static_cast<std::int16_t>(style.margin_right + spare - spare / 2);
  }
  return style;
}

Limits page_limits() {
  Limits limits;
  limits.cache_pages = 64;
  limits.page_lines = kMostRows;
  limits.line_items = kMostColumns;
  limits.page_starts = 4096;
  return limits;
}

Status add_page(Reader& reader, const Page& page, SymbolText& symbols, int left, CellPage& cells) {
  TextCursor cursor(reader.bundle());
  Status worst = Status::kOk;
  for (const Line& line : page.lines.first(static_cast<std::size_t>(page.count) + page.notes)) {
    if (&line == &page.lines[page.count]) add_line_above(reader, line, left, cells);
    const Status status = add_line(reader, symbols, line, left, cursor, cells);
    if (status != Status::kOk) worst = status;
  }
  return worst;
}

Status read_page(Reader& reader, SymbolText& symbols, CellPage& cells) {
  cells.columns = reader.layout().style().page_width;
  cells.rows = reader.layout().style().page_height;
  cells.cells.clear();
  cells.marks.clear();
  return add_page(reader, reader.page(), symbols, 0, cells);
}

std::string text_of(const CellPage& page) {
  std::string text, line;
  int row = 0, column = 0;
  const auto end_line = [&] {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
    line.clear();
    column = 0;
    ++row;
  };
  for (const Cell& cell : page.cells) {
    while (row < cell.row) end_line();
    if (cell.column > column) line.append(static_cast<std::size_t>(cell.column - column), ' ');
    line += cell.text;
    column = std::max(column, cell.column) + (cell.text.empty() ? 0 : cell.cells);
  }
  if (!line.empty()) end_line();
  return text;
}

}  // namespace lr::terminal
