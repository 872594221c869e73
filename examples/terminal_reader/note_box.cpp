// Lays a note out as wide as the box, all of it, and shows the lines that the box has room for.
#include "note_box.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace lrread {
namespace {

constexpr int kFramedColumns = 40;  // from here on the box has sides
constexpr int kWidestText = 60;
constexpr int kRoomyRows = 8;  // from here on it has a lower edge
constexpr int kHighRows = 16;  // from here on it takes half of them, and never covers its mark
constexpr lr::Limits kLimits{8, lr::terminal::kMostRows, lr::terminal::kMostColumns, 8, 2048};

}  // namespace

lr::Status NoteBox::begin() {
  if (reader_) return lr::Status::kOk;
  const std::size_t bytes = lr::workspace_bytes(kLimits);
  workspace_ = std::make_unique<std::byte[]>(bytes);
  auto reader = std::make_unique<lr::Reader>();
  const lr::Status status = reader->open(book_.source(), {workspace_.get(), bytes}, kLimits);
  if (status == lr::Status::kOk) reader_ = std::move(reader);
  return status;
}

lr::Status NoteBox::open(std::uint32_t article, std::uint32_t note) {
  columns_ = first_ = 0;
  lr::Status status = begin();
  if (status == lr::Status::kOk) status = reader_->set_style(lr::terminal::page_style(kWidestText, 4));
  if (status == lr::Status::kOk) status = reader_->open_article(article);
  if (status == lr::Status::kOk) status = reader_->open_note(note);
  open_ = status == lr::Status::kOk;
  if (!open_) return status;
  top_ = reader_->page().start;
  find_links();
  fit();
  return status;
}

void NoteBox::find_links() {
  links_.clear();
  const lr::Flow& flow = reader_->flow();
  lr::Link link{};
  lr::Status status = reader_->bundle().first_link(flow.first_unit, 0, first_link_);
  for (std::uint32_t i = first_link_; status == lr::Status::kOk; ++i) {
    status = reader_->bundle().link(i, link);
    if (status != lr::Status::kOk || link.unit >= flow.end_unit) break;
    links_.push_back(link);
  }
}

std::vector<std::uint32_t> NoteBox::links() const {
  std::vector<std::uint32_t> numbers(links_.size());
  std::iota(numbers.begin(), numbers.end(), first_link_);
  return numbers;
}

std::optional<std::uint32_t> NoteBox::link_at(CellPlace place) const {
  const CellPlace corner = text_corner();
  for (const lr::terminal::Cell& cell : cells_.cells) {
    const int left = corner.column + cell.column;
    if (corner.row + cell.row - first_ != place.row || place.column < left || place.column >= left + cell.cells)
      continue;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const std::uint32_t from = links_[i].code_point, at = cell.place.code_point;
      if (cell.place.unit == links_[i].unit && at >= from && at - from < links_[i].length)
        return first_link_ + static_cast<std::uint32_t>(i);
    }
  }
  return std::nullopt;
}

lr::Status NoteBox::open(const lr::Hit& hit) {
  lr::Status status = begin();
  if (status == lr::Status::kOk) status = reader_->set_style(lr::terminal::page_style(kWidestText, 4));
  if (status == lr::Status::kOk) status = reader_->go_to(hit);
  if (status == lr::Status::kOk && !reader_->in_note()) status = lr::Status::kNotFound;
  if (status == lr::Status::kOk) status = open(hit.article, reader_->note_index());
  if (status != lr::Status::kOk) return status;
  const int row = row_of({hit.unit, hit.code_point});
  if (row >= first_ + shown_) scroll(row - first_);
  return status;
}

void NoteBox::fit() {
  if (!open_ || (columns_ == screen_.columns() && height_ == screen_.rows())) return;
  const bool was_at_end = first_ > 0 && first_ + shown_ >= rows_;
  columns_ = screen_.columns();
  height_ = screen_.rows();
  static_cast<void>(lay_out());  // what could be read is there
  const int edges = height_ < kRoomyRows ? 1 : 2;
  const int room = height_ < kHighRows ? height_ - 1 : (height_ - 2) / 2;
  shown_ = std::clamp(rows_, 1, std::max(1, room - edges));
  box_rows_ = shown_ + edges;
  first_ = 0;
  scroll(was_at_end ? rows_ : row_of(top_));
}

lr::Status NoteBox::lay_out() {
  framed_ = columns_ >= kFramedColumns;
  const int text = std::clamp(columns_ - (framed_ ? 6 : 0), lr::terminal::kFewestColumns, kWidestText);
  box_columns_ = std::min(columns_, text + (framed_ ? 4 : 0));
  lr::Style style = lr::terminal::page_style(text, lr::terminal::kMostRows);
  style.margin_left = style.margin_right = 0;
  style.ambiguous_wide = settings_.ambiguous == 2;
  cells_.cells.clear();
  cells_.marks.clear();
  rows_ = 0;
  lr::Status status = reader_->set_style(style);
  if (status == lr::Status::kOk) status = reader_->go_to_page(0);
  while (status == lr::Status::kOk) {
    const std::size_t begin = cells_.cells.size();
    status = lr::terminal::add_page(*reader_, reader_->page(), book_.symbols(), 0, cells_);
    const int above = rows_;
    for (std::size_t i = begin; i < cells_.cells.size(); ++i) {
      cells_.cells[i].row += above;
      rows_ = std::max(rows_, cells_.cells[i].row + 1);
    }
    if (reader_->page().last) break;
    if (status == lr::Status::kOk) status = reader_->next();
  }
  return status;
}

// The last one that begins at or before the place.
int NoteBox::row_of(lr::Place place) const {
  int row = 0, seen = -1;
  for (const lr::terminal::Cell& cell : cells_.cells) {
    if (cell.row != seen && cell.place <= place) row = cell.row;
    seen = cell.row;
  }
  return row;
}

bool NoteBox::scroll(int lines) {
  const int before = first_;
  first_ = std::clamp(first_ + lines, 0, std::max(0, rows_ - shown_));
  const auto at =
      std::find_if(cells_.cells.begin(), cells_.cells.end(), [&](const auto& cell) { return cell.row >= first_; });
  if (at != cells_.cells.end()) top_ = at->place;
  return first_ != before;
}

// Below the mark; where there is no room above it; else where the mark is covered least.
void NoteBox::place_box(CellPlace mark) {
  const int rows = height_ - 1;  // the last one is for the status
  corner_.row = mark.row + 1;
  if (corner_.row + box_rows_ > rows) corner_.row = mark.row - box_rows_;
  if (corner_.row < 0) corner_.row = 2 * mark.row < rows ? rows - box_rows_ : 0;
  corner_.row = std::max(0, corner_.row);
  corner_.column = std::clamp(mark.column - box_columns_ / 2, 0, std::max(0, columns_ - box_columns_));
}

void NoteBox::draw_frame() {
  const int left = corner_.column, right = left + box_columns_ - 1, bottom = corner_.row + box_rows_ - 1;
  const auto edge = [&](int row, const char* begin, const char* end) {
    for (int column = left; column <= right; ++column) screen_.put(row, column, "─", kAccent);
    if (framed_) screen_.put(row, left, begin, kAccent), screen_.put(row, right, end, kAccent);
  };
  const std::string blank(static_cast<std::size_t>(box_columns_), ' ');
  for (int row = corner_.row; row <= bottom; ++row) {
    screen_.put(row, left, blank);
    if (framed_) screen_.put(row, left, "│", kAccent), screen_.put(row, right, "│", kAccent);
  }
  edge(corner_.row, "┌", "┐");
  const std::string title = " " + std::to_string(note() + 1) + "/" + std::to_string(reader_->article().notes) + " ";
  screen_.put(corner_.row, left + 2, title, kAccent);
  if (box_rows_ > shown_ + 1) edge(bottom, "└", "┘");
  const std::string more = std::string(first_ > 0 ? "↑" : "") + (first_ + shown_ < rows_ ? "↓" : "");
  const int at = box_rows_ > shown_ + 1 ? bottom : corner_.row;
  if (!more.empty()) screen_.put(at, right - 5, " " + more + " ", kAccent);
}

void NoteBox::draw(CellPlace mark, const std::function<int(const lr::terminal::Cell&)>& look) {
  place_box(mark);
  draw_frame();
  const auto [top, left] = text_corner();
  for (const lr::terminal::Cell& cell : cells_.cells) {
    if (cell.row >= first_ && cell.row < first_ + shown_)
      screen_.put(top + cell.row - first_, left + cell.column, cell.text, look(cell), corner_.column + box_columns_);
  }
}

bool NoteBox::holds(CellPlace place) const {
  return place.row >= corner_.row && place.row < corner_.row + box_rows_ && place.column >= corner_.column &&
         place.column < corner_.column + box_columns_;
}

}  // namespace lrread
