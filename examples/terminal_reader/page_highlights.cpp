// Highlights: text is chosen with a cursor on the page and given a label.
#include <algorithm>

#include "page_view.h"
#include "prompt.h"
#include "text.h"

namespace lrread {
namespace {

using Cells = std::vector<const lr::terminal::Cell*>;

Cells cells_of_text(const lr::terminal::CellPage& page) {
  Cells cells;
  for (const lr::terminal::Cell& cell : page.cells) {
    if (!cell.note_mark && cell.cells > 0) cells.push_back(&cell);
  }
  return cells;
}

// The cell of the next row, or the one before, that is nearest to the column.
std::size_t in_other_row(const Cells& cells, std::size_t at, int direction) {
  const auto last = cells.size() - 1;
  std::size_t best = at;
  for (std::size_t i = at; direction > 0 ? i < last : i > 0;) {
    i += direction > 0 ? 1 : std::size_t(-1);
    if (cells[i]->row == cells[at]->row) continue;
    if (best != at && cells[i]->row != cells[best]->row) break;
    const auto distance = [&](std::size_t n) { return std::abs(cells[n]->column - cells[at]->column); };
    if (best == at || distance(i) < distance(best)) best = i;
  }
  return best;
}

std::size_t moved(const Cells& cells, std::size_t at, Key key, CellPlace click) {
  switch (key) {
    case kKeyRight:
    case 'l': return std::min(at + 1, cells.size() - 1);
    case kKeyLeft:
    case 'h': return at == 0 ? 0 : at - 1;
    case kKeyDown:
    case 'j': return in_other_row(cells, at, 1);
    case kKeyUp:
    case 'k': return in_other_row(cells, at, -1);
    case kKeyClick:
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const lr::terminal::Cell& cell = *cells[i];
        if (cell.row == click.row && cell.column <= click.column && click.column < cell.column + cell.cells) return i;
      }
      return at;
    default: return at;
  }
}

}  // namespace

// Those of the article, where its text is now.
void PageView::find_highlights() {
  highlighted_ = reader_.article_index();
  ranges_.clear();
  for (const Highlight& highlight : highlights_.all()) {
    if (highlight.from.article != reader_.article().id) continue;
    lr::Place place;
    lr::Certainty certainty = lr::Certainty::kExact;
    const lr::Status status =
        lr::resolve_locator(reader_.bundle(), reader_.article(), highlight.from, place, certainty);
    if (status == lr::Status::kOk && certainty != lr::Certainty::kNear)
      ranges_.push_back({place, highlight.code_points});
  }
}

void PageView::select_text() {
  std::size_t at = 0;
  std::optional<lr::Place> begin;
  const auto range = [&](lr::Place end) -> Range {
    if (!begin || begin->unit != end.unit) return {end, 1};  // within one block
    const lr::Place first = std::min(*begin, end), last = std::max(*begin, end);
    return {first, last.code_point - first.code_point + 1};
  };
  for (;;) {
    if (fit()) take_page();
    const Cells cells = cells_of_text(leaves_.cells());
    if (cells.empty()) return;
    at = std::min(at, cells.size() - 1);
    draw_selection(range(cells[at]->place), begin ? "Enter: to here   Esc" : "Enter: from here   Esc");
    const Key key = screen_.key();
    if (key == kKeyEscape || key == 'q' || key == kKeyHangup) return;
    const bool chosen = key == kKeyEnter || key == ' ' || key == 'v';
    if (chosen && begin && begin->unit == cells[at]->place.unit) return add_highlight(range(cells[at]->place));
    if (chosen) begin = cells[at]->place;
    at = moved(cells, at, key, screen_.click());
  }
}

void PageView::draw_selection(const Range& range, const std::string& hint) {
  message_ = hint;
  draw();
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    if (range.holds(cell.place) && !cell.note_mark) screen_.put(cell.row, cell.column, cell.text, kReverse);
  }
  message_.clear();
}

std::string PageView::text_in(const Range& range) const {
  std::string text;
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    if (range.holds(cell.place) && !cell.note_mark) text += cell.text;
  }
  return text;
}

void PageView::add_highlight(const Range& range) {
  const std::string words = text_in(range);
  const auto typed = prompt(screen_, "Label (Enter: its words): ");
  if (fit()) take_page();
  if (!typed) return;
  lr::Locator from;
  lr::Status status = lr::make_locator(reader_.bundle(), reader_.article(), range.from, from);
  if (status == lr::Status::kOk) status = highlights_.add(from, range.code_points, typed->empty() ? words : *typed);
  switch (status) {
    case lr::Status::kOk: message_ = "Highlighted. ' lists it."; break;
    case lr::Status::kNoSpace: message_ = "No room for more highlights: delete some with ' and d."; break;
    case lr::Status::kNotFound: message_ = "Not kept: highlights have no file (see the list's first message)."; break;
    default: message_ = std::string("Not highlighted: ") + lr::name_of(status);
  }
  find_highlights();
}

}  // namespace lrread
