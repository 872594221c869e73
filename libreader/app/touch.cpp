// Fingers: what a point of a screen stands for.
#include <libreader/app.h>
#include <libreader/text/control.h>

namespace lr {

// Whether the page may have notes or links at all; if not, a page that is prepared stays so when it is touched.
bool App::has_entries() { return reader_.article().marks > 0 || reader_.bundle().links() > 0; }

// The note or link at a point, as in notes_. Marks are narrow: half an em beside them counts. kEnd: none. Not inlined:
// its locals would lie below the layout of a page.
[[gnu::noinline]] Status App::entry_at(int x, int y, std::uint32_t& entry) {
  if (const Status status = gather_notes(); status != Status::kOk) return status;
  Layout& layout = reader_.layout();
  const int height = layout.style().line_height, half = height / 3;
  for (std::uint32_t i = 0; i < reader_.page().count; ++i) {
    const int below = y - layout.baseline(reader_.page().lines[i]);
    if (below > height / 4 || below <= height / 4 - height) continue;
    std::span<const LineItem> items;
    if (const Status status = reader_.line_items(i, items); status != Status::kOk) return status;
    const auto holds = [&](std::uint32_t first, std::uint32_t last, int slack) {
      return x >= items[first].x_q6 / 64 - slack && x <= (items[last].x_q6 + items[last].advance_q6) / 64 + slack;
    };
    for (std::uint32_t k = 0; k < items.size(); ++k) {
      if (items[k].span == kNoteMarkSpan && holds(k, k, half))
        return reader_.bundle().note_of_mark(reader_.article(), items[k].mark, entry);
    }
    for (std::uint32_t k = 0; k < note_count_; ++k) {
      std::uint32_t first = 0, end = 0;
      entry = notes_[k];
      if (entry < kLinkEntry || reader_.link_on_line(entry - kLinkEntry, i, first, end) != Status::kOk) continue;
      if (holds(first, end - 1, 0)) return Status::kOk;
    }
  }
  return Status::kEnd;
}

// False: there is none at that point.
bool App::touch_entry(int x, int y, Update& update) {
  Status status = prepared_ ? drop_prepared() : Status::kOk;
  const Shown before = what_is_shown();
  std::uint32_t entry = 0;
  if (status == Status::kOk) status = reader_.layout().vertical() ? Status::kEnd : entry_at(x, y, entry);
  if (status != Status::kOk && status != Status::kIo) return false;
  message_ = Text::kCount;
  if (status == Status::kOk) status = show_note(entry);
  if (status == Status::kOk && is_new_place_) status = keep_place();
  update = after(status, before);
  return true;
}

Update App::touch(std::int16_t x, std::int16_t y) {
  if (screen_ == Screen::kFault) return press(Key::kSelect);
  const int third = setup_.page_width / 3;
  const bool at_top = y < header_height();
  Update update;
  switch (screen_) {
    case Screen::kPage:
      if (at_top) return press(Key::kMenu);
      if (has_entries() && touch_entry(x, y, update)) return update;
      return press(x < third ? Key::kLeft : x >= 2 * third ? Key::kRight : Key::kSelect);
    case Screen::kEntry:
    case Screen::kPick: {
      if (at_top) return press(Key::kBack);
      const int down = (y - header_height()) * 3 / (setup_.page_height - header_height());
      if (x < third || x >= 2 * third) return press(x < third ? Key::kLeft : Key::kRight);
      return press(down == 0 ? Key::kUp : down == 2 ? Key::kDown : Key::kSelect);
    }
    default: break;
  }
  if (at_top) return touch_heading(x);
  const auto line = static_cast<std::uint32_t>((y - header_height()) / row_height());
  if (y < 0 || x < 0 || line >= visible_rows() || rows_.first + line >= row_count()) return {};
  rows_changed_ = rows_.selected != rows_.first + line;
  rows_.selected = rows_.first + line;
  const bool changes = screen_ == Screen::kSettings || screen_ == Screen::kGoTo;
  return act(changes && x < third ? Key::kLeft : changes && x >= 2 * third ? Key::kRight : Key::kSelect);
}

// Of a list: at its right, where the heading says how many screens of rows there are, the next of them; else back. The
// library has a menu and more than one order instead.
Update App::touch_heading(std::int16_t x) {
  const int third = setup_.page_width / 3;
  const std::uint32_t screen = visible_rows(), count = row_count();
  if (x >= 2 * third && count > screen) {
    select_row(rows_.first + screen < count ? rows_.first + screen : 0);
    return whole(Refresh::kPartial);
  }
  if (screen_ != Screen::kLibrary) return press(Key::kBack);
  return press(x >= third && x < 2 * third ? Key::kRight : Key::kMenu);
}

}  // namespace lr
