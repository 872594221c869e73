// Tables and code. A table is a run of lines with wide gaps where at least two lines part at the same places and the
// cells of a column are aligned, left, right or centred; a single gap in prose, however wide, makes none. Lines of a wrapped
// cell stand closer than rows. Code is a run of lines in a font of one width.
#include <cmath>

#include "../recover/draft.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kGap = 1.0;      // ems between cells
constexpr double kWideGap = 2.0;  // between those of two rows of two cells
constexpr double kSame = 0.5;   // ems by which cells of one column may be out of line
constexpr std::size_t kMostColumns = 12;
constexpr double kEmptyLine = 4;  // ems between two lines of code with an empty one between them

struct Cell {
  double x0, x1;
  std::u32string text;
};

std::vector<Cell> cells_of(const TextLine& line) {
  std::vector<std::vector<Word>> groups;
  for (const Word& word : line.words) {
    const bool apart = groups.empty() || word.box.x0 - groups.back().back().box.x1 > line.size * kGap;
    if (apart) groups.emplace_back();
    groups.back().push_back(word);
  }
  std::vector<Cell> cells;
  for (const std::vector<Word>& group : groups)
    cells.push_back({group.front().box.x0, group.back().box.x1, text_of(group)});
  return cells;
}

bool is_marker(const Cell& cell) { return cell.text.size() <= 3; }

bool overlap(const Cell& a, double x0, double x1) { return a.x0 < x1 && a.x1 > x0; }

class Tables {
 public:
  explicit Tables(Document& document) : lines_(document.lines) {
    for (const TextLine& line : lines_) cells_.push_back(line.is_body() ? cells_of(line) : std::vector<Cell>());
  }

  void run() {
    for (std::size_t i = 0; i < lines_.size();) {
      const std::size_t end = cells_[i].size() >= 2 ? end_of(i) : i;
      if (end > i) make(i, end);
      i = std::max(end, i + 1);
    }
  }

 private:
  struct Column {
    double x0, x1;         // what its cells cover
    Cell first;            // of the first row
    bool left = true, right = true, middle = true;  // how its cells may be aligned

    bool takes(const Cell& cell, double tolerance) {
      const bool at_left = left && std::abs(cell.x0 - first.x0) < tolerance;
      const bool at_right = right && std::abs(cell.x1 - first.x1) < tolerance;
      const bool at_middle = middle && std::abs(cell.x0 + cell.x1 - first.x0 - first.x1) < tolerance * 2;
      if (!at_left && !at_right && !at_middle) return false;
      left = at_left;
      right = at_right;
      middle = at_middle;
      x0 = std::min(x0, cell.x0);
      x1 = std::max(x1, cell.x1);
      return true;
    }
  };

  // The only column that a cell stands in.
  static int column(const std::vector<Column>& columns, const Cell& cell) {
    int found = -1;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (!overlap(cell, columns[k].x0, columns[k].x1)) continue;
      if (found >= 0) return -1;
      found = static_cast<int>(k);
    }
    return found;
  }

  bool is_next(std::size_t i, std::size_t before) const {
    const TextLine &line = lines_[i], &above = lines_[before];
    return line.is_body() && line.region == above.region && std::abs(line.size - above.size) < 0.6 &&
           line.box.y1 - above.box.y1 < line.size * 4;
  }

  // Every cell stands in one column of its own, aligned with it; the columns stay apart.
  bool add_row(std::size_t i) {
    std::vector<Column> columns = columns_;
    int before = -1;
    for (const Cell& cell : cells_[i]) {
      const int k = column(columns_, cell);
      if (k <= before || !columns[static_cast<std::size_t>(k)].takes(cell, lines_[i].size * kSame)) return false;
      before = k;
    }
    for (std::size_t k = 1; k < columns.size(); ++k) {
      if (columns[k].x0 - columns[k - 1].x1 < lines_[i].size * 0.5) return false;
    }
    columns_ = std::move(columns);
    return !cells_[i].empty();
  }

  std::size_t end_of(std::size_t first) {
    columns_.clear();
    for (const Cell& cell : cells_[first]) columns_.push_back({cell.x0, cell.x1, cell});
    std::size_t rows = 1, end = first + 1, last_row = end, markers = is_marker(cells_[first].front());
    for (; end < lines_.size() && is_next(end, end - 1) && add_row(end); ++end) {
      const bool whole = cells_[end].size() >= 2;
      rows += whole;
      markers += whole && is_marker(cells_[end].front());
      if (whole) last_row = end + 1;
    }
    const double gap = row_gap(first, last_row);
    const auto is_below = [&](std::size_t i) {  // a paragraph, not the rest of a cell
      return column(columns_, cells_[i].front()) == 0 && (gap == 0 || lines_[i].box.y1 - lines_[i - 1].box.y1 > gap);
    };
    for (std::size_t i = last_row; i < end; ++i) {
      if (is_below(i)) end = i;
    }
    const bool is_list = columns_.size() == 2 && markers == rows;
    const double between = columns_.size() == 2 ? columns_[1].x0 - columns_[0].x1 : 0;
    const bool is_small = rows == 2 && columns_.size() == 2 && between < lines_[first].size * kWideGap;
    return rows >= 2 && columns_.size() <= kMostColumns && !is_list && !is_small ? end : first;
  }

  // White space between two rows; 0 where every line is a row.
  double row_gap(std::size_t first, std::size_t end) const {
    double least = 1e9, most = 0;
    for (std::size_t i = first + 1; i < end; ++i) {
      const double step = lines_[i].box.y1 - lines_[i - 1].box.y1;
      least = std::min(least, step);
      most = std::max(most, step);
    }
    return most > least * 1.25 ? (least + most) / 2 : 0;
  }

  void make(std::size_t first, std::size_t end) {
    const double gap = row_gap(first, end);
    std::vector<std::vector<std::u32string>> rows;
    for (std::size_t i = first; i < end; ++i) {
      const bool begins = gap == 0 ? cells_[i].size() >= 2 || rows.empty()
                                   : i == first || lines_[i].box.y1 - lines_[i - 1].box.y1 > gap;
      if (begins) rows.emplace_back(columns_.size());
      for (const Cell& cell : cells_[i]) {
        const int k = column(columns_, cell);
        std::u32string& text = rows.back()[k < 0 ? 0 : static_cast<std::size_t>(k)];
        if (!text.empty()) text += U'\u2028';
        text += cell.text;
      }
      lines_[i].is_absorbed = i > first;
    }
    if (!goes_on(first, rows.front())) {
      table_ = first;
      header_ = rows.front();
      lines_[first].kind = BlockKind::kTable;
    } else {  // the header is printed again
      for (std::size_t i = first; i == first || (i < end && lines_[i].box.y1 - lines_[i - 1].box.y1 <= gap); ++i)
        lines_[i].dropped = "the header of a table, printed again on the next page";
      rows.erase(rows.begin());
      lines_[first].is_absorbed = true;
    }
    for (const std::vector<std::u32string>& row : rows) write(row, lines_[table_].block);
    table_end_ = end;
  }

  bool goes_on(std::size_t first, const std::vector<std::u32string>& header) const {
    if (table_end_ == 0 || header != header_ || lines_[first].region == lines_[table_].region) return false;
    for (std::size_t i = table_end_; i < first; ++i) {
      if (lines_[i].is_body()) return false;
    }
    return true;
  }

  static void write(const std::vector<std::u32string>& row, std::u32string& block) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0 || !block.empty()) block += c == 0 ? U'\n' : U'\t';
      block += row[c];
    }
  }

  std::vector<TextLine>& lines_;
  std::vector<std::vector<Cell>> cells_;
  std::vector<Column> columns_;
  std::size_t table_ = 0, table_end_ = 0;  // the last table made
  std::vector<std::u32string> header_;     // its first row
};

bool is_code(const TextLine& line) {
  return line.is_body() && line.kind == BlockKind::kParagraph && line.is_mono;
}

// A line of nothing but code words in the middle of a paragraph.
bool is_within(const TextLine& line, const TextLine& above) {
  const bool close = line.region == above.region && line.box.y1 - above.box.y1 < line.size * 2.2;
  const bool full = above.right - above.box.x1 < above.size * 5 && std::abs(above.box.x0 - line.box.x0) < above.size * 3;
  return close && full && above.is_body() && !above.is_mono && !recover::is_complete(above.text);
}

// Lines of code from the first one on, over the ends of pages.
std::vector<std::size_t> code_from(const std::vector<TextLine>& lines, std::size_t first) {
  std::vector<std::size_t> code = {first};
  for (std::size_t i = first + 1; i < lines.size(); ++i) {
    if (!lines[i].dropped.empty()) continue;
    const TextLine& above = lines[code.back()];
    const bool near = lines[i].region != above.region || lines[i].box.y1 - above.box.y1 < lines[i].size * kEmptyLine;
    if (!is_code(lines[i]) || !near) break;
    code.push_back(i);
  }
  return code;
}

std::u32string code_of(const std::vector<TextLine>& lines, const std::vector<std::size_t>& code) {
  double left = lines[code.front()].box.x0;
  for (const std::size_t i : code) left = std::min(left, lines[i].box.x0);
  std::u32string text;
  for (std::size_t k = 0; k < code.size(); ++k) {
    const TextLine& line = lines[code[k]];
    const bool empty = k > 0 && line.box.y1 - lines[code[k - 1]].box.y1 > line.size * 2.2;
    if (k > 0) text += empty ? U"\n\n" : U"\n";
    const double indent = (line.box.x0 - left) / std::max(1.0, line.size * 0.6);
    text += std::u32string(static_cast<std::size_t>(std::min(40.0, indent + 0.5)), U' ') + text_of(line.words);
  }
  return text;
}

}  // namespace

void find_tables(Document& document) { Tables(document).run(); }

void find_code(Document& document) {
  std::vector<TextLine>& lines = document.lines;
  std::size_t mono = 0;
  for (const TextLine& line : lines) mono += line.is_mono;
  if (mono * 2 > lines.size()) return;  // a typescript
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_code(lines[i]) || (i > 0 && is_within(lines[i], lines[i - 1]))) continue;
    const std::vector<std::size_t> code = code_from(lines, i);
    lines[i].block = code_of(lines, code);
    lines[i].kind = BlockKind::kCode;
    for (const std::size_t k : code) lines[k].is_absorbed = k != i;
  }
}

}  // namespace lr::pack::pdf
