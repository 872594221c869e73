// Notes: their marks on the page, and what keys do while one is open in its box.
#include "help_view.h"
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
  lr::Status status = reader_.bundle().note_of_mark(reader_.article(), mark, note);
  if (status == lr::Status::kOk) status = note_.open(reader_.article_index(), note);
  if (status != lr::Status::kOk) message_ = std::string("This note cannot be read: ") + lr::name_of(status);
  choose_mark_of_note();
}

// The mark on the page that belongs to the note which is open, if there is one: the box stands beside it.
void PageView::choose_mark_of_note() {
  const std::vector<std::uint32_t>& marks = leaves_.cells().marks;
  mark_ = -1;
  for (std::size_t i = 0; note_.is_open() && i < marks.size() && mark_ < 0; ++i) {
    std::uint32_t of_mark = 0;
    const lr::Status found = reader_.bundle().note_of_mark(reader_.article(), marks[i], of_mark);
    if (found == lr::Status::kOk && of_mark == note_.note()) mark_ = static_cast<int>(i);
  }
}

void PageView::draw_note() {
  CellPlace at{rows_ / 2, columns_ / 2};
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    if (mark_ >= 0 && cell.note_mark && cell.mark == leaves_.cells().marks[static_cast<std::size_t>(mark_)])
      at = {cell.row, cell.column};
  }
  note_.draw(at, [&](const lr::terminal::Cell& cell) { return look_of(cell); });
}

void PageView::go_to_note(int direction) {
  const std::uint32_t note = note_.note() + static_cast<std::uint32_t>(direction);
  if (note >= reader_.article().notes) return;
  const lr::Status status = note_.open(reader_.article_index(), note);
  if (status != lr::Status::kOk) message_ = std::string("Cannot be read: ") + lr::name_of(status);
  choose_mark_of_note();
}

void PageView::on_note_key(Key key) {
  const int page = std::max(1, note_.lines_shown() - 1), all = 1 << 20;
  bool moved = true;
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
      if (!note_.holds(screen_.click())) note_.close();
      break;
    case 'q':
    case kKeyEscape:
    case kKeyBackspace:
    case kKeyEnter:
    case 'o': note_.close(); break;
    case '?': show_help(screen_); break;
    default: message_ = "Esc: back to the text";
  }
  if (!moved) message_ = "End of the note. Esc: back";
}

}  // namespace lrread
