// What keys do in lists.
#include <libreader/app.h>

#include "pen.h"

namespace lr {

void App::show_rows(Screen screen) {
  if (screen_ == Screen::kLibrary) library_ = rows_;
  if (screen == Screen::kMenu) library_menu_ = screen_ == Screen::kLibrary;
  screen_ = screen;
  rows_ = screen == Screen::kLibrary ? library_ : Rows{};
  std::uint16_t slot = 0;
  if (screen == Screen::kMenu) is_marked_ = !library_menu_ && find_bookmark(slot) == Status::kOk;
  if (screen == Screen::kBookmarks) list_bookmarks();
  if (screen == Screen::kGoTo) {
    go_to_page_ = reader_.page_number();
    go_to_percent_ = reader_.per_mille() / 10;
  }
  select_row(rows_.selected);
}

// As high as a finger likes them, but where the longest menu would not fit; there as high as it lets them be.
int App::row_height() const {
  const int em = strike_.ppem(), most = em * 7 / 4, least = em * 5 / 4;
  const int fitting = (setup_.page_height - header_height()) / static_cast<int>(kMenuRows);
  return fitting > most ? most : fitting > least ? fitting : least;
}

std::uint32_t App::visible_rows() const {
  const int rows = (setup_.page_height - header_height()) / (row_height() > 0 ? row_height() : 1);
  return rows > 1 ? static_cast<std::uint32_t>(rows) : 1;
}

// Lists turn over a screen at a time, which costs a panel one refresh, instead of rolling.
void App::select_row(std::uint32_t row) {
  const std::uint32_t count = row_count();
  rows_.selected = count == 0 ? 0 : row < count ? row : count - 1;
  rows_.first = rows_.selected / visible_rows() * visible_rows();
}

// In the contents, the line of an article: as far down as its number, or by the headings between the articles farther.
Status App::select_article(std::uint32_t article) {
  const std::uint32_t count = row_count();
  for (std::uint32_t i = article; list_ == List::kContents && i < count; ++i) {
    NavigationItem item;
    const Status status = reader_.bundle().list_item(list_, i + 1, item);
    if (status == Status::kIo) return status;
    if (status != Status::kOk || item.article != article) continue;
    select_row(i);
    break;
  }
  return Status::kOk;
}

// To the next line that leads somewhere, round the end.
Status App::step_row(bool forward) {
  const std::uint32_t count = row_count();
  Row row;
  std::uint32_t to = rows_.selected;
  for (std::uint32_t i = 0; i < count; ++i) {
    to = forward ? (to + 1 < count ? to + 1 : 0) : to > 0 ? to - 1 : count - 1;
    const Status status = this->row(to, row);
    if (status == Status::kIo) return status;
    if (status == Status::kOk && row.chooses) break;
  }
  select_row(to);
  return Status::kOk;
}

// The first line that leads somewhere.
Status App::select_first() {
  Row row;
  select_row(0);
  const Status status = row_count() > 0 ? this->row(0, row) : Status::kOk;
  return status == Status::kOk && !row.chooses ? step_row(true) : status;
}

Status App::on_rows(Key key) {
  const std::uint32_t count = row_count();
  switch (key) {
    case Key::kUp: return step_row(false);
    case Key::kDown: return step_row(true);
    case Key::kLeft: return change_row(-1);
    case Key::kRight: return change_row(1);
    case Key::kSelect:
      if (rows_.selected >= count) return Status::kOk;
      // Pages are laid out without the row on the stack.
      if (screen_ == Screen::kNotes) return show_note(notes_[rows_.selected]);
      return screen_ == Screen::kSettings ? change_row(1) : choose_row();
    case Key::kBack: return leave();
    case Key::kMenu: break;
  }
  if (screen_ == Screen::kBookmarks) remove_bookmark();
  if (screen_ == Screen::kMenu) return leave();
  if (screen_ == Screen::kLibrary) show_rows(Screen::kMenu);
  return Status::kOk;
}

// Not inlined: a bookmark is large for the stack that other keys need.
[[gnu::noinline]] void App::remove_bookmark() {
  Bookmark bookmark;
  if (bookmark_at(rows_.selected, bookmark) != Status::kOk) return;
  if (journal_.remove(bookmark.locator.article, bookmark.slot) != Status::kOk) message_ = Text::kNotSaved;
  list_bookmarks();
  rows_changed_ = true;
  select_row(rows_.selected);
}

// Left and right: the value of a setting, the order of the library, a screen of rows.
Status App::change_row(int step) {
  const bool forward = step > 0;
  rows_changed_ = screen_ == Screen::kSettings || screen_ == Screen::kGoTo || rows_changed_;
  if (screen_ == Screen::kSettings) {
    change_setting(rows_.selected, step);
    return rows_.selected == kLanguageRow ? choose_language_again() : Status::kOk;
  }
  if (screen_ == Screen::kGoTo) {
    if (rows_.selected == 0) {
      go_to_page_ = forward ? go_to_page_ + 1 : go_to_page_ > 0 ? go_to_page_ - 1 : 0;
    } else {
      go_to_percent_ = forward              ? (go_to_percent_ < 95 ? go_to_percent_ + 5 : 100)
                       : go_to_percent_ > 5 ? go_to_percent_ - 5
                                            : 0;
    }
    return Status::kOk;
  }
  if (screen_ == Screen::kLibrary && reader_.bundle().list_items(List::kTitle) > 0) {
    list_ = static_cast<List>((static_cast<int>(list_) + (forward ? 1 : 3)) % 4);
    return select_first();
  }
  if (screen_ == Screen::kEnd && !forward) return leave();  // to the last page
  const std::uint32_t screen = visible_rows();
  select_row(forward ? rows_.selected + screen : rows_.selected > screen ? rows_.selected - screen : 0);
  return Status::kOk;
}

Status App::leave() {
  if (screen_ == Screen::kFound) {
    screen_ = Screen::kEntry;
    return Status::kOk;
  }
  if (screen_ == Screen::kSettings) {
    save_settings();
    if (const Status status = apply_settings(); status != Status::kOk) return status;
    if (const Status status = reading_ ? shown() : Status::kOk; status != Status::kOk) return status;
  }
  const bool to_page = reading_ && !(library_menu_ && screen_ == Screen::kMenu);
  if (to_page) {
    screen_ = Screen::kPage;
  } else {
    show_rows(Screen::kLibrary);
  }
  return Status::kOk;
}

Status App::choose_row() {
  const std::uint32_t index = rows_.selected;
  Row row;
  if (const Status status = this->row(index, row); status != Status::kOk) return status;
  switch (screen_) {
    case Screen::kLibrary: library_ = rows_; return row.chooses ? open_article(row.title.article) : Status::kOk;
    case Screen::kMenu: return choose_menu_row(menu_text(index));
    case Screen::kContents:
    case Screen::kGoTo: {
      const Status status = screen_ == Screen::kContents ? reader_.go_to_heading(index)
                            : index == 0                 ? reader_.go_to_page(go_to_page_)
                                                         : go_to_percent(go_to_percent_);
      return status == Status::kOk || status == Status::kEnd ? shown() : status;
    }
    case Screen::kEnd:
      if (row.kind == Row::Kind::kPlace) return open_article(reader_.article_index() + 1);
      show_rows(row.text == Text::kLibrary ? Screen::kLibrary : Screen::kBookmarks);
      return Status::kOk;
    case Screen::kBookmarks:
      from_hits_ = false;
      has_target_ = row.chooses && find_target(index);
      return Status::kOk;
    case Screen::kFound: return row.kind == Row::Kind::kText ? search_text() : open_article(row.title.article);
    case Screen::kHits: return choose_hit(index);
    default: return Status::kOk;
  }
}

Status App::choose_menu_row(Text text) {
  switch (text) {
    case Text::kResume: screen_ = Screen::kPage; return Status::kOk;
    case Text::kContents: show_rows(Screen::kContents); return Status::kOk;
    case Text::kAddBookmark: screen_ = Screen::kPage; return toggle_bookmark();
    case Text::kBookmarks: show_rows(Screen::kBookmarks); return Status::kOk;
    case Text::kGoTo: show_rows(Screen::kGoTo); return Status::kOk;
    case Text::kFindWords: return begin_pick();
    case Text::kFindArticle: return begin_entry();
    case Text::kSettings: show_rows(Screen::kSettings); return Status::kOk;
    default: show_rows(Screen::kLibrary); return Status::kOk;
  }
}

void App::change_setting(std::uint32_t row, int step) {
  const auto turned = [&](int value, int count) { return static_cast<std::uint8_t>((value + step + count) % count); };
  switch (row) {
    case 0: {
      std::uint8_t index = 0;
      (void)find_strike(settings_.ppem, step, index, settings_.ppem);  // none: the size stays
      break;
    }
    case 1: settings_.leading = turned(settings_.leading, 4); break;
    case 2: settings_.margins = turned(settings_.margins, 3); break;
    case 3: settings_.notes = static_cast<NoteStyle>(turned(static_cast<int>(settings_.notes), 2)); break;
    case 4: {
      constexpr std::uint8_t kPages[] = {1, 4, 8, 16};
      int at = 0;
      while (at < 3 && kPages[at] < settings_.full_every) ++at;
      settings_.full_every = kPages[turned(at, 4)];
      break;
    }
    case kLanguageRow:
      for (int i = 0; i < 5; ++i) {
        settings_.language = static_cast<ArticleLanguage>(turned(static_cast<int>(settings_.language), 5));
        if (reader_.bundle().has_menu(settings_.language)) break;
      }
      break;
    default: settings_.direction = static_cast<Direction>(turned(static_cast<int>(settings_.direction), 2)); break;
  }
}

// Words of another language.
Status App::choose_language_again() {
  const Status status = choose_language();
  return status == Status::kOk ? draw_notice() : status;
}

}  // namespace lr
