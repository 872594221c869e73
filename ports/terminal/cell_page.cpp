// Lays the items of a page into cells.
#include "cell_page.h"

#include <algorithm>
#include <tuple>

#include "vertical_forms.h"

namespace lr::terminal {
namespace {

constexpr int kPitch = 3;  // columns from one vertical line to the next: two of a symbol, one between

// Where a line lies on the page, and its symbols on it.
struct LinePlace {
  bool vertical;
  int row, column;  // of its beginning; the half that does not change along it

  LinePlace(Layout& layout, const Line& line, int left)
      : vertical(layout.vertical()), row(layout.baseline(line)), column(left) {
    if (vertical) column += layout.style().page_width - row - 2;
  }
  int row_at(int along) const { return vertical ? along : row; }
  int column_at(int along) const { return vertical ? column : column + along; }
};

void add_dashes(const Line& line, const LinePlace& at, int begin, int length, CellPage& page) {
  for (int i = begin; i < begin + length; ++i)
    page.cells.push_back(
        {at.row_at(i), at.column_at(i), 1, 0, false, 0, {line.start.unit, 0}, at.vertical ? "│" : "─"});
}

void add_rule(Layout& layout, const Line& line, const LinePlace& at, CellPage& page) {
  const int measure = layout.measure_q6() / 64;
  const int length = std::max(4, measure / 3);
  add_dashes(line, at, layout.left() + (measure - length) / 2, length, page);
}

// The short line above notes; right of them where lines are vertical.
void add_line_above(Layout& layout, const Line& first, int left, CellPage& page) {
  LinePlace at(layout, first, left);
  (at.vertical ? at.column : at.row) += at.vertical ? 2 : -1;
  add_dashes(first, at, layout.left(), std::max(4, layout.measure_q6() / 64 / 4), page);
}

int cells_of(const SymbolGroup& group, const Style& style) {
  const bool wide = style.ambiguous_wide && (group.cells & kAmbiguousCells) != 0;
  return wide ? 2 : group.cells & ~kAmbiguousCells;
}

// Adds the items of a line. Items do not say where in the text they stand, so the text is read beside them.
Status add_line(Reader& reader, SymbolText& symbols, const Line& line, int left, TextCursor& cursor, CellPage& page) {
  std::span<const LineItem> items;
  Layout& layout = reader.layout();
  if (const Status status = layout.items(reader.flow(), line, items); status != Status::kOk) return status;
  const LinePlace at(layout, line, left);
  const Alphabet& alphabet = reader.bundle().alphabet();
  if (line.kind == BlockKind::kRule && items.empty()) {
    add_rule(layout, line, at, page);
    return Status::kOk;
  }
  const bool readable = cursor.resume(line.start) == Status::kOk;
  bool begun = false;
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
    const bool turned = at.vertical && group.advance == AdvanceKind::kFull;
    const std::string& shown = turned ? vertical_form(symbols.of(item.symbol)) : symbols.of(item.symbol);
    const int cells = cells_of(group, layout.style());
    if (item.advance_q6 == 0 && begun) {  // drawn over what stands before it, or in one box with it
      page.cells.back().text += shown;
      if (at.vertical) page.cells.back().cells += cells;
      continue;
    }
    const bool blank = group.symbol_class == SymbolClass::kTab;
    const bool is_mark = item.span == kNoteMarkSpan;
    page.cells.push_back({at.row_at(item.x_q6 / 64),
                          at.column_at(item.x_q6 / 64),
                          at.vertical ? std::max(1, cells) : item.advance_q6 / 64,
                          item.styles,
                          is_mark,
                          is_mark ? item.mark : 0u,
                          {line.start.unit, code_point},
                          blank ? std::string() : shown});
    begun = true;
    if (is_mark && !line.at_foot && (page.marks.empty() || page.marks.back() != item.mark))
      page.marks.push_back(item.mark);
  }
  if (line.cut_short && !page.cells.empty()) {
    const Cell& last = page.cells.back();
    const int row = at.vertical ? last.row + 1 : last.row, column = at.vertical ? last.column : last.column + last.cells;
    page.cells.push_back({row, column, 1, 0, false, 0, last.place, at.vertical ? "︙" : "…"});
  }
  return Status::kOk;
}

}  // namespace

Style page_style(int columns, int rows, int measure, Direction direction) {
  columns = std::clamp(columns, kFewestColumns, kMostColumns);
  rows = std::clamp(rows, kFewestRows, kMostRows);
  Style style = style_for_cells(static_cast<std::int16_t>(columns), static_cast<std::int16_t>(rows));
  style.direction = direction;
  if (direction == Direction::kVertical) {
    style.line_height = kPitch;
    style.margin_top = rows > 2 * kFewestRows ? 1 : 0;
    return style;
  }
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
  limits.kept_phrases = 4096;
  return limits;
}

Status add_page(Reader& reader, const Page& page, SymbolText& symbols, int left, CellPage& cells) {
  TextCursor cursor(reader.bundle());
  Status worst = Status::kOk;
  for (const Line& line : page.lines.first(static_cast<std::size_t>(page.count) + page.notes)) {
    if (&line == &page.lines[page.count]) add_line_above(reader.layout(), line, left, cells);
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
  std::vector<Cell> cells = page.cells;
  const auto before = [](const Cell& a, const Cell& b) {
    return std::tie(a.row, a.column) < std::tie(b.row, b.column);
  };
  std::stable_sort(cells.begin(), cells.end(), before);  // vertical lines are beside each other
  for (const Cell& cell : cells) {
    while (row < cell.row) end_line();
    if (cell.column > column) line.append(static_cast<std::size_t>(cell.column - column), ' ');
    line += cell.text;
    column = std::max(column, cell.column) + (cell.text.empty() ? 0 : cell.cells);
  }
  if (!line.empty()) end_line();
  return text;
}

}  // namespace lr::terminal
