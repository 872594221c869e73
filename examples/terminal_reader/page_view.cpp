// Shows a page and its status line.
#include "page_view.h"

#include <algorithm>

#include "list_view.h"
#include "text.h"

namespace lrread {
namespace {

constexpr int kRoomyRows = 12;  // from here on a blank line stands between the page and the status line

}  // namespace

std::string PageView::read(std::uint32_t article) {
  fit();
  const lr::Status status = open_article(article);
  if (status == lr::Status::kEnd) return "This article is empty.";
  if (status != lr::Status::kOk) return std::string("This article cannot be read: ") + lr::name_of(status);
  run();
  return {};
}

std::string PageView::read(const lr::Bookmark& bookmark) {
  fit();
  const lr::Status status = go_to(bookmark);
  if (status == lr::Status::kNotFound) return "Its article is no longer in this bundle.";
  if (status != lr::Status::kOk) return std::string("This place cannot be read: ") + lr::name_of(status);
  run();
  return {};
}

void PageView::run() {
  take_page();
  for (;;) {
    if (fit()) take_page();
    if (!is_too_small(screen_)) draw();
    const Key key = screen_.key();
    if (key == kKeyHangup) break;
    if (key == kKeyResize) continue;
    message_.clear();
    if (!on_key(key)) break;
  }
  remember();
  if (reader_.in_note()) leave_note();
  search_.stop();
  trail_.clear();
  message_.clear();
}

// Lays out for the screen as it is now. true: the page is another one. A screen that is too small changes nothing.
bool PageView::fit() {
  const int columns = std::max(screen_.columns(), lr::terminal::kFewestColumns);
  const int rows = std::max(screen_.rows() - (screen_.rows() >= kRoomyRows ? 2 : 1), lr::terminal::kFewestRows);
  if (columns == columns_ && rows == rows_) return false;
  const lr::Status status = reader_.set_style(lr::terminal::page_style(columns, rows));
  if (status != lr::Status::kOk) message_ = std::string("The page cannot be laid out: ") + lr::name_of(status);
  columns_ = columns;
  rows_ = rows;
  // The reader keeps the start of the page, which moves a little with each size; what the user went to does not.
  const bool in_text = reader_.page().count > 0 && !reader_.in_note();
  if (status == lr::Status::kOk && in_text) static_cast<void>(reader_.go_to(anchor_));
  return true;
}

// After every move: takes the page from the reader and notes the place.
void PageView::take_page() {
  mark_ = -1;
  asked_ = 0;
  if (!reader_.in_note() && !is_on_page(anchor_)) anchor_ = reader_.page().start;
  const lr::Status status = lr::terminal::read_page(reader_, book_.symbols(), page_);
  const std::uint32_t damage = reader_.bundle().damaged_chunks();
  if (status != lr::Status::kOk) {
    message_ = std::string("A part of this page cannot be read: ") + lr::name_of(status);
  } else if (damage > damage_seen_) {
    message_ = "Some text near here is damaged and left out.";
  }
  damage_seen_ = damage;
  remember();
}

bool PageView::is_on_page(lr::Place place) const {
  const lr::Page& page = reader_.page();
  return page.start <= place && (place < page.next || (page.last && place.unit < reader_.flow().end_unit));
}

void PageView::remember() {
  lr::Locator locator;
  if (reader_.page().count == 0) return;
  if (lr::make_locator(reader_.bundle(), reader_.article(), anchor_, locator) != lr::Status::kOk) return;
  const lr::Status status = places_.remember(locator, reader_.per_mille());
  if (status == lr::Status::kNoSpace) message_ = "No room to note this place: delete some bookmarks.";
  if (status == lr::Status::kIo) message_ = "This place could not be noted: the journal cannot be written.";
}

int PageView::look_of(const lr::terminal::Cell& cell) const {
  int look = kPlain;
  if (cell.styles & lr::kStrong) look |= kBold;
  if (cell.styles & (lr::kEmphasis | lr::kLink)) look |= kUnderline;
  if (cell.styles & lr::kCodeRun) look |= kDim;
  if (cell.note_mark) {
    look |= kAccent;
    if (mark_ >= 0 && page_.marks[static_cast<std::size_t>(mark_)] == cell.mark) look |= kReverse;
  } else if (search_.active()) {
    const std::size_t hit = search_.hit_at(cell.place);
    if (hit < search_.hits()) look |= hit == hit_ ? kReverse : kAccent | kUnderline;
  }
  return look;
}

void PageView::draw() {
  screen_.clear();
  for (const lr::terminal::Cell& cell : page_.cells) {
    if (cell.row < page_.rows && cell.column >= 0) screen_.put(cell.row, cell.column, cell.text, look_of(cell));
  }
  draw_status(screen_.rows() - 1);
}

// "p. 7/41", or "p. 7/~40" where the number of pages is an estimate.
std::string PageView::page_of_pages() {
  const lr::PageCount count = reader_.page_count();
  return "p. " + std::to_string(reader_.page_number() + 1) + (count.is_exact ? "/" : "/~") +
         std::to_string(count.pages);
}

void PageView::draw_status(int row) {
  const int columns = screen_.columns(), left = reader_.layout().left();
  std::string text = message_, figures;
  if (reader_.in_note()) {
    figures = std::to_string(reader_.note_index() + 1) + "/" + std::to_string(reader_.article().notes);
    if (reader_.page_number() > 0 || !reader_.page().last) figures = page_of_pages() + "  " + figures;
    if (text.empty()) text = columns < 30 ? "Note" : "Note   Backspace: to the text";
  } else {
    figures = page_of_pages() + "  " + std::to_string(reader_.per_mille() / 10) + "%";
    for (const lr::Bookmark& bookmark : places_.bookmarks()) {
      const lr::Locator& place = bookmark.locator;
      const std::uint32_t unit = reader_.article().first_body_unit() + static_cast<std::uint32_t>(place.block);
      const lr::Place at{unit, place.code_point};
      const bool here = place.article == reader_.article().id && is_on_page(at);
      if (here && figures.front() != '*') figures = "* " + figures;
    }
    if (text.empty() && search_.active()) {
      text = "/" + search_.sought() + "  " + std::to_string(hit_ + 1) + "/" + std::to_string(search_.hits());
    } else if (text.empty()) {
      text = book_.article_title(reader_.article_index());
    }
  }
  const int right = columns - std::max(1, left) - cells_of(figures);
  // A message may take the room of the figures.
  const bool whole = !message_.empty() && cells_of(message_) > right - left - 2;
  if (!whole) screen_.put(row, right, figures, kDim);
  screen_.put(row, left, shorten(text, whole ? columns - left - 1 : right - left - 2), message_.empty() ? kDim : kBold);
}

}  // namespace lrread
