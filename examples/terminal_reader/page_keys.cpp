// What keys do on a page.
#include "help_view.h"
#include "page_view.h"

namespace lrread {

bool PageView::on_key(Key key) {
  if (reader_.in_note()) return on_note_key(key);
  const bool searching = search_.active();
  switch (key) {
    case 'n':
      if (searching)
        next_hit(1, false);
      else
        turn(1);
      break;
    case 'N':
      if (searching) next_hit(-1, false);
      break;
    case kKeyRight:
    case kKeyDown:
    case kKeyPageDown:
    case ' ':
    case 'j':
    case 'l': turn(1); break;
    case kKeyLeft:
    case kKeyUp:
    case kKeyPageUp:
    case 'b':
    case 'k':
    case 'h':
    case 'p': turn(-1); break;
    case kKeyHome:
    case 'g': jump({reader_.flow().first_unit, 0}); break;
    case kKeyEnd:
    case 'G': jump({reader_.flow().end_unit, 0}); break;
    case ']': open_neighbour(1); break;
    case '[': open_neighbour(-1); break;
    case 't': jump_to_heading(); break;
    case '\'': jump_to_bookmark(); break;
    case 'm': add_bookmark(); break;
    case '/': ask_search(); break;
    case ':': ask_place(false); break;
    case '%': ask_place(true); break;
    case kKeyTab: select_mark(1); break;
    case kKeyBackTab: select_mark(-1); break;
    case kKeyEnter:
    case 'o':
      if (asked_ != 0)
        open_neighbour(asked_);
      else
        open_selected_note();
      break;
    case kKeyBackspace: jump_back(); break;
    case kKeyEscape:
      mark_ = -1;
      asked_ = 0;
      search_.stop();
      break;
    case '?': show_help(screen_); break;
    case 'q': return false;
    default: message_ = "? shows the keys";
  }
  return true;
}

bool PageView::on_note_key(Key key) {
  lr::Status status = lr::Status::kOk;
  const std::uint32_t note = reader_.note_index();
  switch (key) {
    case kKeyRight:
    case kKeyDown:
    case kKeyPageDown:
    case ' ':
    case 'j':
    case 'l':
    case 'n':
      status = reader_.next();
      if (status == lr::Status::kEnd) message_ = "End of the note. Backspace: back";
      break;
    case kKeyLeft:
    case kKeyUp:
    case kKeyPageUp:
    case 'b':
    case 'k':
    case 'h':
    case 'p': status = reader_.previous(); break;
    case kKeyHome:
    case 'g': status = reader_.go_to_page(0); break;
    case kKeyEnd:
    case 'G': status = reader_.go_to_page(0xFFFFFFFE); break;
    case ']':
    case kKeyTab:
      if (note + 1 < reader_.article().notes) status = reader_.open_note(note + 1);
      break;
    case '[':
    case kKeyBackTab:
      if (note > 0) status = reader_.open_note(note - 1);
      break;
    case 'q':
    case kKeyEscape:
    case kKeyBackspace:
    case kKeyEnter:
    case 'o': leave_note(); return true;
    case '?': show_help(screen_); return true;
    default: message_ = "Backspace: back to the text"; return true;
  }
  const bool failed = status != lr::Status::kOk && status != lr::Status::kEnd;
  if (failed) message_ = std::string("Cannot be read: ") + lr::name_of(status);
  take_page();
  return true;
}

void PageView::leave_note() {
  const std::uint32_t note = reader_.note_index();
  if (const lr::Status status = reader_.back(); status != lr::Status::kOk) message_ = lr::name_of(status);
  if (!is_on_page(anchor_)) static_cast<void>(reader_.go_to(anchor_));  // the size has changed meanwhile
  take_page();
  for (std::size_t i = 0; i < page_.marks.size(); ++i) {  // the next Tab goes on from here
    std::uint32_t of_mark = 0;
    const lr::Status status = reader_.bundle().note_of_mark(reader_.article(), page_.marks[i], of_mark);
    if (status == lr::Status::kOk && of_mark == note) mark_ = static_cast<int>(i);
  }
}

void PageView::turn(int direction) {
  const lr::Status status = direction > 0 ? reader_.next() : reader_.previous();
  if (status == lr::Status::kOk) return take_page();
  if (status != lr::Status::kEnd) {
    message_ = std::string("The page cannot be read: ") + lr::name_of(status);
    return;
  }
  if (asked_ == direction) return open_neighbour(direction);
  const std::uint32_t other = book_.neighbour(reader_.article_index(), direction);
  if (direction < 0) {
    message_ = "This is the first page.";
  } else if (other == lr::kNoArticle) {
    message_ = "The end. q goes to the list.";
  } else {
    asked_ = direction;
    message_ = "The end. Once more for: " + book_.article_title(other);
  }
}

void PageView::open_neighbour(int direction) {
  const std::uint32_t current = reader_.article_index();
  const std::uint32_t other = book_.neighbour(current, direction);
  asked_ = 0;
  if (other == lr::kNoArticle) {
    message_ = direction > 0 ? "This is the last article." : "This is the first article.";
    return;
  }
  trail_.clear();
  search_.stop();
  const lr::Status status = open_article(other);
  if (status != lr::Status::kOk) {
    message_ = "“" + book_.article_title(other) + "” cannot be read: " + lr::name_of(status);
    if (open_article(current) != lr::Status::kOk) return;
  }
  take_page();
}

// At the place where it was left.
lr::Status PageView::open_article(std::uint32_t index) {
  const lr::Status status = reader_.open_article(index);
  if (status != lr::Status::kOk) return status;
  lr::Bookmark last;
  if (!places_.last(reader_.article().id, last)) return status;
  const lr::Status found = go_to(last);
  return found == lr::Status::kOk ? found : reader_.open_article(index);
}

}  // namespace lrread
