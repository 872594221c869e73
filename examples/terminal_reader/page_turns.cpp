// From page to page, from line to line, and on to the next article.
#include "page_view.h"

namespace lrread {

void PageView::turn(int direction) {
  if (direction > 0 && leaves_.is_last()) return ask_onward(direction);
  if (!scrolls()) return turn_leaves(direction);
  if (direction > 0) {
    top_ = leaves_.next();
  } else {
    const std::size_t lines = leaves_.lines();
    for (std::size_t i = 0; i + 1 < lines && line_up();) ++i;
  }
  static_cast<void>(reader_.go_to(top_));
  show();
}

void PageView::turn_leaves(int direction) {
  lr::Status status = lr::Status::kOk;
  for (int i = 0; i < side_by_side_ && status == lr::Status::kOk; ++i)
    status = direction > 0 ? reader_.next() : reader_.previous();
  if (status == lr::Status::kEnd && direction < 0 && leaves_.start() == reader_.page().start)
    return ask_onward(direction);
  if (status != lr::Status::kOk && status != lr::Status::kEnd)
    message_ = std::string("The page cannot be read: ") + lr::name_of(status);
  take_page();
}

void PageView::move_line(int direction) {
  if (!scrolls()) return turn(direction);
  if (direction > 0 && leaves_.is_last()) return ask_onward(direction);
  if (direction > 0)
    line_down();
  else if (!line_up())
    return ask_onward(direction);
  static_cast<void>(reader_.go_to(top_));
  show();
}

void PageView::line_down() { top_ = leaves_.lines() > 1 ? leaves_.line(1) : leaves_.next(); }

// The line before the first one is the last of its page that begins before it. false: there is none.
bool PageView::line_up() {
  if (reader_.go_to(top_) != lr::Status::kOk) return false;
  if (!(reader_.page().start < top_) && reader_.previous() != lr::Status::kOk) return false;
  const lr::Page& page = reader_.page();
  lr::Place above = page.start;
  for (const lr::Line& line : page.lines.first(page.count)) {
    const lr::Place start{line.start.unit, line.start.code_point};
    if (start < top_) above = start;
  }
  if (!(above < top_)) return false;
  top_ = above;
  anchor_ = above;
  return true;
}

// At an end of the article: the same key once more goes on to the next one.
void PageView::ask_onward(int direction) {
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
  const lr::Status found = go_to(last.locator);
  return found == lr::Status::kOk ? found : reader_.open_article(index);
}

}  // namespace lrread
