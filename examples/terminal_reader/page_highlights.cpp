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

// The cell of the next line, or the one before, that is nearest to where this one stands on its own.
std::size_t in_other_line(const Cells& cells, std::size_t at, int direction, bool vertical) {
  const auto line = [&](std::size_t n) { return vertical ? cells[n]->column : cells[n]->row; };
  const auto along = [&](std::size_t n) { return vertical ? cells[n]->row : cells[n]->column; };
  const auto last = cells.size() - 1;
  std::size_t best = at;
  for (std::size_t i = at; direction > 0 ? i < last : i > 0;) {
    i += direction > 0 ? 1 : std::size_t(-1);
    if (line(i) == line(at)) continue;
    if (best != at && line(i) != line(best)) break;
    const auto distance = [&](std::size_t n) { return std::abs(along(n) - along(at)); };
    if (best == at || distance(i) < distance(best)) best = i;
  }
  return best;
}

// As in horizontal lines: vertical ones run down, the next one stands on the left.
Key along_lines(Key key) {
  switch (key) {
    case kKeyDown:
    case 'j': return kKeyRight;
    case kKeyUp:
    case 'k': return kKeyLeft;
    case kKeyLeft:
    case 'h': return kKeyDown;
    case kKeyRight:
    case 'l': return kKeyUp;
    default: return key;
  }
}

std::size_t moved(const Cells& cells, std::size_t at, Key key, CellPlace click, bool vertical) {
  switch (vertical ? along_lines(key) : key) {
    case kKeyRight:
    case 'l': return std::min(at + 1, cells.size() - 1);
    case kKeyLeft:
    case 'h': return at == 0 ? 0 : at - 1;
    case kKeyDown:
    case 'j': return in_other_line(cells, at, 1, vertical);
    case kKeyUp:
    case 'k': return in_other_line(cells, at, -1, vertical);
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
      ranges_.push_back({place, end_of(place, highlight.code_points)});
  }
}

// How many code points of the body a range holds. false: it begins in front matter and ends elsewhere, which has no
// count.
bool PageView::length_of(const Range& range, std::uint32_t& code_points) {
  lr::Unit first, last;
  lr::Bundle& bundle = reader_.bundle();
  code_points = range.to.code_point - range.from.code_point + 1;
  if (range.from.unit == range.to.unit) return true;
  if (range.from.unit < reader_.article().first_body_unit()) return false;
  if (bundle.unit(range.from.unit, first) != lr::Status::kOk || bundle.unit(range.to.unit, last) != lr::Status::kOk)
    return false;
  code_points += last.code_points_before - first.code_points_before;
  return true;
}

// The last place of a range of so many code points.
lr::Place PageView::end_of(lr::Place from, std::uint32_t code_points) {
  lr::Place to{from.unit, from.code_point + code_points - 1};
  lr::Unit unit, next;
  lr::Bundle& bundle = reader_.bundle();
  if (from.unit < reader_.article().first_body_unit() || bundle.unit(to.unit, unit) != lr::Status::kOk) return to;
  while (to.unit + 1 < reader_.article().end_unit() && bundle.unit(to.unit + 1, next) == lr::Status::kOk) {
    const std::uint32_t length = next.code_points_before - unit.code_points_before;
    if (to.code_point < length) break;
    to = {to.unit + 1, to.code_point - length};
    unit = next;
  }
  return to;
}

// Keys that turn the page turn it here, too: a highlight may begin on another page.
void PageView::select_text() {
  std::size_t at = 0;
  std::optional<lr::Place> begin;
  const auto range = [&](lr::Place end) -> Range {
    if (!begin) return {end, end};
    return {std::min(*begin, end), std::max(*begin, end)};
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
    if (chosen && begin) return add_highlight(range(cells[at]->place));
    if (chosen) begin = cells[at]->place;
    if (key == kKeyPageDown || key == kKeyPageUp) {
      turn(key == kKeyPageDown ? 1 : -1);
      at = key == kKeyPageDown ? 0 : cells.size();
      continue;
    }
    at = moved(cells, at, key, screen_.click(), vertical());
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

// As much of it as a label may need, blocks parted by a space.
std::string PageView::text_in(const Range& range) {
  std::string text;
  for (std::uint32_t unit = range.from.unit; unit <= range.to.unit && text.size() < lr::kLabelBytes; ++unit) {
    const std::wstring block = widen(book_.unit_text(unit));
    const std::size_t first = std::min<std::size_t>(unit == range.from.unit ? range.from.code_point : 0, block.size());
    const std::size_t end = unit == range.to.unit ? range.to.code_point + 1 : block.size();
    text += (text.empty() ? "" : " ") + narrow(std::wstring_view(block).substr(first, std::max(end, first) - first));
  }
  return text;
}

void PageView::add_highlight(const Range& range) {
  const std::string words = text_in(range);
  const auto typed = prompt(screen_, "Label (Enter: its words): ");
  if (fit()) take_page();
  if (!typed) return;
  lr::Locator from;
  std::uint32_t code_points = 0;
  if (!length_of(range, code_points)) {
    message_ = "Not highlighted: it begins before the text.";
    return;
  }
  lr::Status status = lr::make_locator(reader_.bundle(), reader_.article(), range.from, from);
  if (status == lr::Status::kOk) status = highlights_.add(from, code_points, typed->empty() ? words : *typed);
  switch (status) {
    case lr::Status::kOk: message_ = "Highlighted. ' lists it."; break;
    case lr::Status::kNoSpace: message_ = "No room for more highlights: delete some with ' and d."; break;
    case lr::Status::kNotFound: message_ = "Not kept: highlights have no file (see the list's first message)."; break;
    default: message_ = std::string("Not highlighted: ") + lr::name_of(status);
  }
  find_highlights();
}

}  // namespace lrread
