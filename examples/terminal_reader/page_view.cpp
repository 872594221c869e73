// Shows a page and its status line.
#include "page_view.h"

#include <algorithm>

#include "list_view.h"
#include "text.h"

namespace lrread {
namespace {

constexpr int kRoomyRows = 12;  // from here on a blank line stands between the page and the status line
constexpr int kTwoPages = 130;  // columns from which on two pages stand side by side, unless settings say otherwise

}  // namespace

PageView::PageView(Screen& screen, Library& library, std::size_t volume, Settings& settings, FoundView& found)
    : screen_(screen),
      library_(library),
      volume_(volume),
      settings_(settings),
      found_(found),
      book_(library[volume].book),
      reader_(book_.reader()),
      places_(library[volume].places),
      highlights_(library[volume].highlights),
      search_(book_),
      note_(screen, book_, settings) {}

std::string PageView::read(const Target& target) {
  onward_.reset();
  fit();
  const lr::Status status = open(target);
  if (status == lr::Status::kEnd) return "This article is empty.";
  if (status == lr::Status::kNotFound) return "Its article is no longer in this bundle.";
  if (status != lr::Status::kOk) return std::string("This place cannot be read: ") + lr::name_of(status);
  take_page();
  if (target.hit) {
    search_.start(target.sought, target.hit->article);
    everywhere_ = true;
    if (search_.hits() > 0)
      go_to_hit(std::min(search_.at_or_after({target.hit->unit, target.hit->code_point}), search_.hits() - 1));
  }
  run();
  return {};
}

lr::Status PageView::open(const Target& target) {
  if (target.locator) return go_to(*target.locator);
  return target.hit ? reader_.open_article(target.hit->article) : open_article(target.article);
}

void PageView::run() {
  for (;;) {
    if (fit()) take_page();
    note_.fit();
    if (!is_too_small(screen_)) draw();
    note_place();
    const Key key = screen_.key();
    if (key == kKeyHangup) break;
    if (key == kKeyResize) continue;
    message_.clear();
    if (!on_key(key) || onward_) break;
  }
  remember();
  note_.close();
}

// Lays out for the screen as it is now. true: the page is another one. A screen that is too small changes nothing.
bool PageView::fit() {
  const int columns = std::max(screen_.columns(), lr::terminal::kFewestColumns);
  const int rows = std::max(screen_.rows() - (screen_.rows() >= kRoomyRows ? 2 : 1), lr::terminal::kFewestRows);
  const bool two = settings_.pages == 2 || (settings_.pages == 0 && columns >= kTwoPages);
  const bool fits_two = columns >= 2 * lr::terminal::kFewestColumns && settings_.motion == Motion::kPages;
  const int side_by_side = two && fits_two ? 2 : 1;
  const bool same_direction = reader_.layout().style().direction == settings_.direction;
  if (columns == columns_ && rows == rows_ && side_by_side == side_by_side_ && same_direction) return false;
  lr::Style style = lr::terminal::page_style(columns / side_by_side, rows, settings_.measure, settings_.direction);
  style.ambiguous_wide = settings_.ambiguous == 2;
  style.notes = settings_.notes;
  const lr::Status status = reader_.set_style(style);
  if (status != lr::Status::kOk) message_ = std::string("The page cannot be laid out: ") + lr::name_of(status);
  columns_ = columns;
  rows_ = rows;
  side_by_side_ = side_by_side;
  // The reader keeps the start of the page, which moves a little with each size; what the user went to does not.
  if (status == lr::Status::kOk && reader_.page().count > 0) static_cast<void>(reader_.go_to(anchor_));
  return true;
}

// After every move of the reader: the screen begins with its page, or with the line that was gone to. The first of two
// pages has an odd number, as the left one of a spread.
void PageView::take_page() {
  if (side_by_side_ == 2 && reader_.page_number() % 2 == 1) static_cast<void>(reader_.previous());
  const lr::Page& page = reader_.page();
  top_ = page.start;
  for (const lr::Line& line : page.lines.first(scrolls() ? page.count : 0)) {
    const lr::Place start{line.start.unit, line.start.code_point};
    if (start <= anchor_ && anchor_ < page.next) top_ = start;
  }
  show();
}

// Lays out what stands from top_ on and notes the place.
void PageView::show() {
  spot_ = -1;
  asked_ = 0;
  const lr::Status status = leaves_.lay_out(book_, top_, side_by_side_);
  find_spots();
  choose_spot_of_note();
  if (!leaves_.holds(anchor_)) anchor_ = top_;
  if (highlighted_ != reader_.article_index()) find_highlights();
  const std::uint32_t damage = reader_.bundle().damaged_chunks();
  if (status != lr::Status::kOk) {
    message_ = std::string("A part of this page cannot be read: ") + lr::name_of(status);
  } else if (damage > damage_seen_) {
    message_ = "Some text near here is damaged and left out.";
  }
  damage_seen_ = damage;
  noted_ = false;
}

// When the page is on the screen: it does not wait for the disk.
void PageView::note_place() {
  if (noted_) return;
  screen_.refresh();
  const std::string before = message_;
  remember();
  noted_ = true;
  if (message_ != before && !is_too_small(screen_)) draw();
}

void PageView::remember() {
  lr::Locator locator;
  if (reader_.page().count == 0) return;
  if (lr::make_locator(reader_.bundle(), reader_.article(), anchor_, locator) != lr::Status::kOk) return;
  const bool read_all = leaves_.is_last();
  const lr::Status status = places_.remember(locator, read_all ? 1000 : reader_.per_mille());
  if (status == lr::Status::kNoSpace) message_ = "No room to note this place: delete some bookmarks.";
  if (status == lr::Status::kIo) message_ = "This place could not be noted: the journal cannot be written.";
}

int PageView::look_of(const lr::terminal::Cell& cell) const {
  const Spot* chosen = spot_ >= 0 ? &spots_[static_cast<std::size_t>(spot_)] : nullptr;
  int look = kPlain;
  if (cell.styles & lr::kStrong) look |= kBold;
  if (cell.styles & (lr::kEmphasis | lr::kLink)) look |= kUnderline;
  if (cell.styles & lr::kCodeRun) look |= kDim;
  if (cell.note_mark) {
    look |= kAccent;
    if (chosen != nullptr && !chosen->is_link && chosen->number == cell.mark) look |= kReverse;
    return look;
  }
  if (chosen != nullptr && chosen->is_link && chosen->range.holds(cell.place)) return look | kReverse;
  const std::size_t hit = search_.active() ? search_.hit_at(cell.place) : 0;
  if (hit < search_.hits()) return look | (hit == hit_ ? kReverse : kAccent | kUnderline);
  const auto holds = [&](const Range& range) { return range.holds(cell.place); };
  return std::any_of(ranges_.begin(), ranges_.end(), holds) ? look | kHighlight : look;
}

void PageView::draw() {
  screen_.clear();
  const lr::terminal::CellPage& page = leaves_.cells();
  for (const lr::terminal::Cell& cell : page.cells) {
    if (cell.row < page.rows && cell.column >= 0) screen_.put(cell.row, cell.column, cell.text, look_of(cell));
  }
  if (note_.is_open()) draw_note();
  draw_status(screen_.rows() - 1);
}

// "p. 7/41", or "p. 7/~40" where the number of pages is an estimate; "p. 7-8/41" of two pages.
std::string PageView::page_of_pages() {
  const lr::PageCount count = reader_.page_count();
  const std::uint32_t first = reader_.page_number() + 1;
  std::string text = "p. " + std::to_string(first);
  if (leaves_.count() == 2) text += "-" + std::to_string(first + 1);
  return text + (count.is_exact ? "/" : "/~") + std::to_string(count.pages);
}

bool PageView::has_bookmark() {
  for (const lr::Bookmark& bookmark : places_.bookmarks()) {
    const lr::Locator& place = bookmark.locator;
    const std::uint32_t unit = reader_.article().first_body_unit() + static_cast<std::uint32_t>(place.block);
    if (place.article == reader_.article().id && leaves_.holds({unit, place.code_point})) return true;
  }
  return false;
}

void PageView::draw_status(int row) {
  const int columns = screen_.columns(), left = side_by_side_ == 2 || vertical() ? 2 : reader_.layout().left();
  std::string text = message_, figures;
  figures = page_of_pages() + "  " + std::to_string(leaves_.is_last() ? 100 : reader_.per_mille() / 10) + "%";
  if (has_bookmark()) figures = "* " + figures;
  if (text.empty() && search_.active()) {
    text = "/" + search_.sought() + "  " + std::to_string(hit_ + 1) + "/" + std::to_string(search_.hits());
  } else if (text.empty() && note_.is_open()) {
    text = columns < 30 ? "Note" : "Note   Esc: back to the text";
  } else if (text.empty()) {
    text = book_.article_title(reader_.article_index());
  }
  const int right = columns - std::max(1, left) - cells_of(figures);
  // A message may take the room of the figures.
  const bool whole = !message_.empty() && cells_of(message_) > right - left - 2;
  if (!whole) screen_.put(row, right, figures, kDim);
  screen_.put(row, left, shorten(text, whole ? columns - left - 1 : right - left - 2), message_.empty() ? kDim : kBold);
}

}  // namespace lrread
