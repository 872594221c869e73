// Notes: their marks on the page, and the way back from them.
#include "page_view.h"

namespace lrread {

void PageView::select_mark(int direction) {
  const int marks = static_cast<int>(leaves_.cells().marks.size());
  if (marks == 0) {
    message_ = "No notes here.";
    return;
  }
  mark_ = mark_ < 0 ? (direction > 0 ? 0 : marks - 1) : (mark_ + direction + marks) % marks;
}

void PageView::open_selected_note() {
  if (leaves_.cells().marks.empty()) return select_mark(1);
  if (mark_ < 0) {
    select_mark(1);
    if (leaves_.cells().marks.size() > 1) {
      message_ = "Enter: this note   Tab: the next one";
      return;
    }
  }
  open_note_of(leaves_.cells().marks[static_cast<std::size_t>(mark_)]);
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
  const std::vector<std::uint32_t>& marks = leaves_.cells().marks;
  for (std::size_t i = 0; i < marks.size(); ++i) {  // the next Tab goes on from here
    std::uint32_t of_mark = 0;
    const lr::Status found = reader_.bundle().note_of_mark(reader_.article(), marks[i], of_mark);
    if (found == lr::Status::kOk && of_mark == note) mark_ = static_cast<int>(i);
  }
}

}  // namespace lrread
