// Tables and code. A table is a run of lines with wide gaps where at least two lines part at the same places and every
// line begins its cells at one of these places; a single gap in prose, however wide, makes none. Lines of a wrapped
// cell stand closer than rows. Code is a run of lines in a font of one width.
#include <cmath>

#include "../recover/draft.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kGap = 1.4;    // ems between cells
constexpr double kSame = 0.7;   // ems by which beginnings of one column may differ
constexpr std::size_t kMostColumns = 12;

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
  bool fits(const Cell& cell) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](double x) { return std::abs(x - cell.x0) < tolerance_; });
  }

  std::size_t column(const Cell& cell) const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < columns_.size(); ++k) {
      if (std::abs(columns_[k] - cell.x0) < std::abs(columns_[best] - cell.x0)) best = k;
    }
    return best;
  }

  bool is_next(std::size_t i, std::size_t before) const {
    const TextLine &line = lines_[i], &above = lines_[before];
    return line.is_body() && line.region == above.region && std::abs(line.size - above.size) < 0.6 &&
           line.box.y1 - above.box.y1 < line.size * 4;
  }

  // Cells are short of the next column.
  bool is_row(std::size_t i) const {
    for (const Cell& cell : cells_[i]) {
      if (!fits(cell)) return false;
      const std::size_t k = column(cell);
      if (k + 1 < columns_.size() && cell.x1 > columns_[k + 1]) return false;
    }
    return !cells_[i].empty();
  }

  std::size_t end_of(std::size_t first) {
    columns_.clear();
    for (const Cell& cell : cells_[first]) columns_.push_back(cell.x0);
    tolerance_ = lines_[first].size * kSame;
    std::size_t rows = 0, end = first, last_row = first, markers = 0;
    for (; end < lines_.size() && (end == first || is_next(end, end - 1)) && is_row(end); ++end) {
      const bool whole = cells_[end].size() >= 2;
      rows += whole;
      markers += whole && cells_[end].size() == 2 && is_marker(cells_[end].front());
      if (whole) last_row = end + 1;
    }
    while (end > last_row && column(cells_[end - 1].front()) == 0) --end;  // a paragraph below
    const bool is_list = columns_.size() == 2 && markers == rows;
    return rows >= 2 && columns_.size() <= kMostColumns && !is_list ? end : first;
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
      const bool begins = gap == 0 ? column(cells_[i].front()) == 0 || rows.empty()
                                   : i == first || lines_[i].box.y1 - lines_[i - 1].box.y1 > gap;
      if (begins) rows.emplace_back(columns_.size());
      for (const Cell& cell : cells_[i]) {
        std::u32string& text = rows.back()[column(cell)];
        if (!text.empty()) text += U'\u2028';
        text += cell.text;
      }
      lines_[i].is_absorbed = i > first;
    }
    TextLine& head = lines_[first];
    head.kind = BlockKind::kTable;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        if (r + c > 0) head.block += c == 0 ? U'\n' : U'\t';
        head.block += rows[r][c];
      }
    }
  }

  std::vector<TextLine>& lines_;
  std::vector<std::vector<Cell>> cells_;
  std::vector<double> columns_;
  double tolerance_ = 0;
};

bool goes_on(const TextLine& line, const TextLine& above) {
  return line.is_body() && line.kind == BlockKind::kParagraph && line.is_mono && line.region == above.region &&
         line.box.y1 - above.box.y1 < line.size * 2.2;
}

}  // namespace

void find_tables(Document& document) { Tables(document).run(); }

void find_code(Document& document) {
  std::vector<TextLine>& lines = document.lines;
  std::size_t mono = 0;
  for (const TextLine& line : lines) mono += line.is_mono;
  if (mono * 2 > lines.size()) return;  // a typescript
  for (std::size_t i = 0, end = 0; i < lines.size(); i = std::max(end, i + 1)) {
    end = i;
    if (!lines[i].is_body() || !lines[i].is_mono || lines[i].kind != BlockKind::kParagraph) continue;
    double left = lines[i].box.x0;
    for (end = i + 1; end < lines.size() && goes_on(lines[end], lines[end - 1]); ++end)
      left = std::min(left, lines[end].box.x0);
    for (std::size_t k = i; k < end; ++k) {
      if (k > i) lines[i].block += U'\n';
      const double indent = (lines[k].box.x0 - left) / std::max(1.0, lines[k].size * 0.6);
      lines[i].block += std::u32string(static_cast<std::size_t>(std::min(40.0, indent + 0.5)), U' ');
      lines[i].block += text_of(lines[k].words);
      lines[k].is_absorbed = k > i;
    }
    lines[i].kind = BlockKind::kCode;
  }
}

}  // namespace lr::pack::pdf
