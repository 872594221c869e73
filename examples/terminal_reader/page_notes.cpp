// Notes and links: where they stand on the screen, where they lead, and what keys do while a note is open in its box.
#include <algorithm>

#include "help_view.h"
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
    links.push_back({true, index, {place, {link.unit, link.code_point + link.length - 1}}});
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
      message_ =
          spots_.front().is_link ? "Enter: this link   Tab: the next one" : "Enter: this note   Tab: the next one";
      return;
    }
  }
  open_spot(spots_[static_cast<std::size_t>(spot_)]);
}

void PageView::open_spot(const Spot& spot) {
  if (spot.is_link) return follow_link(spot.number);
  open_note_of(spot.number);
}

// A note shows in its box, over the page that it belongs to.
void PageView::follow_link(std::uint32_t index) {
  const std::uint32_t article = reader_.article_index();
  const lr::Place from = top_;
  lr::Status status = reader_.open_link(index);
  if (reader_.article_index() != article) search_.stop();
  lr::Link link{};
  lr::Article target{};
  if (reader_.in_note()) {
    const std::uint32_t note = reader_.note_index();
    status = reader_.back();
    if (status == lr::Status::kOk) status = note_.open(reader_.article_index(), note);
  } else if (reader_.bundle().link(index, link) == lr::Status::kOk &&
             reader_.bundle().article(link.article, target) == lr::Status::kOk) {
    anchor_ = {std::max(target.first_unit + link.block, reader_.flow().first_unit), 0};
  }
  if (status != lr::Status::kOk) message_ = std::string("This link cannot be followed: ") + lr::name_of(status);
  if (!note_.is_open() || reader_.article_index() != article) leave_trail(from, article);
  take_page();
}

void PageView::open_note_of(std::uint32_t mark) {
  std::uint32_t note = 0;
  lr::Status status = reader_.bundle().note_of_mark(reader_.article(), mark, note);
  if (status == lr::Status::kOk) status = note_.open(reader_.article_index(), note);
  if (status != lr::Status::kOk) message_ = std::string("This note cannot be read: ") + lr::name_of(status);
  choose_spot_of_note();
  say_links_of_note();
}

void PageView::follow_link_of_note(std::uint32_t link) {
  note_.close();
  follow_link(link);
}

void PageView::say_links_of_note() {
  const std::size_t links = note_.is_open() ? note_.links().size() : 0;
  if (links == 1) message_ = "Enter: follow the link   Esc: back";
  if (links > 1) message_ = "1-" + std::to_string(std::min<std::size_t>(links, 9)) + ": follow a link   Esc: back";
}

// The mark on the screen that belongs to the note which is open, if there is one: the box stands beside it, and the
// next Tab goes on from there.
void PageView::choose_spot_of_note() {
  if (!note_.is_open()) return;
  spot_ = -1;
  for (std::size_t i = 0; i < spots_.size() && spot_ < 0; ++i) {
    std::uint32_t of_mark = 0;
    if (spots_[i].is_link) continue;
    const lr::Status found = reader_.bundle().note_of_mark(reader_.article(), spots_[i].number, of_mark);
    if (found == lr::Status::kOk && of_mark == note_.note()) spot_ = static_cast<int>(i);
  }
}

void PageView::draw_note() {
  CellPlace at{rows_ / 2, columns_ / 2};
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    const Spot* chosen = spot_ >= 0 ? &spots_[static_cast<std::size_t>(spot_)] : nullptr;
    if (chosen != nullptr && !chosen->is_link && cell.note_mark && cell.mark == chosen->number)
      at = {cell.row, cell.column};
  }
  note_.draw(at, [&](const lr::terminal::Cell& cell) { return look_of(cell); });
}

void PageView::go_to_note(int direction) {
  const std::uint32_t note = note_.note() + static_cast<std::uint32_t>(direction);
  if (note >= reader_.article().notes) return;
  const lr::Status status = note_.open(reader_.article_index(), note);
  if (status != lr::Status::kOk) message_ = std::string("Cannot be read: ") + lr::name_of(status);
  choose_spot_of_note();
  say_links_of_note();
}

void PageView::on_note_key(Key key) {
  const int page = std::max(1, note_.lines_shown() - 1), all = 1 << 20;
  const std::vector<std::uint32_t> links = note_.links();
  bool moved = true;
  if (key >= '1' && key <= '9' && key - '1' < static_cast<int>(links.size()))
    return follow_link_of_note(links[static_cast<std::size_t>(key - '1')]);
  switch (key) {
    case 'N':
    case 'n':
      if (search_.active()) return next_hit(key == 'n' ? 1 : -1);
      [[fallthrough]];
    case kKeyDown:
    case kKeyWheelDown:
    case 'j': moved = note_.scroll(1); break;
    case kKeyRight:
    case kKeyPageDown:
    case ' ':
    case 'l': moved = note_.scroll(page); break;
    case kKeyUp:
    case kKeyWheelUp:
    case 'k': note_.scroll(-1); break;
    case kKeyLeft:
    case kKeyPageUp:
    case 'b':
    case 'h':
    case 'p': note_.scroll(-page); break;
    case kKeyHome:
    case 'g': note_.scroll(-all); break;
    case kKeyEnd:
    case 'G': note_.scroll(all); break;
    case ']':
    case kKeyTab: go_to_note(1); break;
    case '[':
    case kKeyBackTab: go_to_note(-1); break;
    case kKeyClick:
      if (const auto link = note_.link_at(screen_.click())) return follow_link_of_note(*link);
      if (!note_.holds(screen_.click())) note_.close();
      break;
    case kKeyEnter:
    case 'o':
      if (links.size() == 1) return follow_link_of_note(links[0]);
      if (links.size() > 1) return say_links_of_note();
      [[fallthrough]];
    case 'q':
    case kKeyEscape:
    case kKeyBackspace: note_.close(); break;
    case '?': show_help(screen_); break;
    default: message_ = "Esc: back to the text";
  }
  if (!moved) message_ = "End of the note. Esc: back";
}

}  // namespace lrread
