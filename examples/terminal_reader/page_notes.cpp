// Notes and links: where they stand on the screen, where they lead, and the way back from notes.
#include <algorithm>

#include "page_view.h"

namespace lrread {

void PageView::find_spots() {
  spots_.clear();
  std::vector<Spot> links;
  std::uint32_t index = 0;
  lr::Link link{};
  lr::Status status = reader_.bundle().first_link(leaves_.start().unit, leaves_.start().code_point, index);
  for (; status == lr::Status::kOk; ++index) {
    status = reader_.bundle().link(index, link);
    const lr::Place place{link.unit, link.code_point};
    if (status != lr::Status::kOk || (place >= leaves_.next() && !leaves_.is_last())) break;
    if (leaves_.is_last() && link.unit >= reader_.flow().end_unit) break;
    links.push_back({true, index, {place, link.length}});
  }
  auto next = links.begin();
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    if (next != links.end() && !cell.note_mark && next->range.holds(cell.place)) spots_.push_back(*next++);
    const bool is_new = spots_.empty() || spots_.back().is_link || spots_.back().number != cell.mark;
    if (cell.note_mark && is_new) spots_.push_back({false, cell.mark, {}});
  }
}

void PageView::select_spot(int direction) {
  const int spots = static_cast<int>(spots_.size());
  if (spots == 0) {
    message_ = "No notes and no links here.";
    return;
  }
  spot_ = spot_ < 0 ? (direction > 0 ? 0 : spots - 1) : (spot_ + direction + spots) % spots;
}

void PageView::open_selected_spot() {
  if (spots_.empty()) return select_spot(1);
  if (spot_ < 0) {
    select_spot(1);
    if (spots_.size() > 1) {
      message_ = spots_.front().is_link ? "Enter: this link   Tab: the next one" : "Enter: this note   Tab: the next one";
      return;
    }
  }
  open_spot(spots_[static_cast<std::size_t>(spot_)]);
}

void PageView::open_spot(const Spot& spot) {
  if (spot.is_link) return follow_link(spot.number);
  open_note_of(spot.number);
}

void PageView::follow_link(std::uint32_t index) {
  const std::uint32_t article = reader_.article_index();
  const lr::Place from = reader_.in_note() ? before_note_.value_or(anchor_) : top_;
  const lr::Status status = reader_.open_link(index);
  if (status != lr::Status::kOk) message_ = std::string("This link cannot be followed: ") + lr::name_of(status);
  lr::Link link{};
  lr::Article target{};
  if (reader_.article_index() != article) search_.stop();
  if (reader_.in_note()) {
    before_note_ = from;
  } else if (reader_.bundle().link(index, link) == lr::Status::kOk &&
             reader_.bundle().article(link.article, target) == lr::Status::kOk) {
    anchor_ = {std::max(target.first_unit + link.block, reader_.flow().first_unit), 0};
  }
  if (!reader_.in_note() || reader_.article_index() != article) leave_trail(from, article);
  if (reader_.in_note() && reader_.article_index() != article) before_note_.reset();
  take_page();
}

void PageView::open_note_of(std::uint32_t mark) {
  std::uint32_t note = 0;
  before_note_ = top_;
  lr::Status status = reader_.bundle().note_of_mark(reader_.article(), mark, note);
  if (status == lr::Status::kOk) status = reader_.open_note(note);
  if (status == lr::Status::kOk) return take_page();
  message_ = std::string("This note cannot be read: ") + lr::name_of(status);
  if (reader_.in_note()) leave_note();
}

// Back to the screen that the note was opened from; where its size has changed since, to what was read there.
void PageView::leave_note() {
  const std::uint32_t note = reader_.note_index();
  const lr::Place place = before_note_.value_or(anchor_);
  lr::Status status = reader_.back();
  if (status == lr::Status::kOk) status = reader_.go_to(place);
  if (status != lr::Status::kOk) message_ = lr::name_of(status);
  take_page();
  if (before_note_ && scrolls()) {
    top_ = *before_note_;
    show();
  }
  for (std::size_t i = 0; i < spots_.size(); ++i) {  // the next Tab goes on from here
    std::uint32_t of_mark = 0;
    if (spots_[i].is_link) continue;
    const lr::Status found = reader_.bundle().note_of_mark(reader_.article(), spots_[i].number, of_mark);
    if (found == lr::Status::kOk && of_mark == note) spot_ = static_cast<int>(i);
  }
}

}  // namespace lrread
