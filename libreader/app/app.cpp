// Opening, what a key comes to, and what happens when storage fails.
#include <libreader/app.h>
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>

#include <new>

#include "pen.h"

namespace lr {

Status App::open(const AppSetup& setup) {
  if (setup.page_width <= 0 || setup.page_height <= 0) return Status::kBadCall;
  if (setup.workspace.size() < workspace_bytes(setup.limits) || setup.scratch.size() < kAppScratchBytes)
    return Status::kNoSpace;
  setup_ = setup;
  settings_ = {};
  place_ = {};
  library_ = {};
  kept_ = setup.store != nullptr && journal_.open(*setup.store) == Status::kOk;
  load_settings();
  if (begin() != Status::kOk) fail();
  return Status::kOk;
}

// Opens the bundle and shows where the reader left off: at first by the journal, later by place_.
Status App::begin() {
  opened_ = reading_ = prepared_ = from_hits_ = has_target_ = is_new_place_ = false;
  message_ = Text::kCount;
  list_ = List::kContents;
  if (const Status status = reader_.open(setup_.source, setup_.workspace, setup_.limits); status != Status::kOk)
    return status;
  new (&cursor_) TextCursor(reader_.bundle());  // in place: a temporary would take half a kilobyte of stack
  opened_ = true;
  damaged_ = 0;
  if (const Status status = choose_language(); status != Status::kOk) return status;
  if (const Status status = choose_strike(); status != Status::kOk) return status;
  if (const Status status = apply_settings(); status != Status::kOk) return status;
  if (const Status status = setup_.notice ? draw_notice() : Status::kOk; status != Status::kOk) return status;
  return resume();
}

Status App::resume() {
  show_rows(Screen::kLibrary);
  if (library_.selected == 0) {
    if (const Status status = select_first(); status == Status::kIo) return status;
  }
  if (place_.article == 0 && kept_) {
    std::uint64_t article = 0;
    if (journal_.last_article(article) == Status::kOk) (void)find_last(article, place_);
  }
  if (place_.article == 0) return Status::kOk;
  Certainty certainty = Certainty::kExact;
  const Status status = reader_.go_to(place_, certainty);
  if (status == Status::kIo) return status;
  if (status != Status::kOk) {  // of an article that this bundle has not: the place waits for one that has
    place_ = {};
    message_ = Text::kNotInBundle;
    return Status::kOk;
  }
  reading_ = true;
  screen_ = Screen::kPage;
  if (certainty == Certainty::kNear) message_ = Text::kTextChanged;
  return Status::kOk;
}

// place_ is what is left of everything else.
void App::fail() {
  screen_ = Screen::kFault;
  opened_ = reading_ = prepared_ = false;
}

Update App::press(Key key) {
  rows_changed_ = false;
  return act(key);
}

Update App::act(Key key) {
  if (screen_ == Screen::kFault) {
    if (begin() != Status::kOk) fail();
    return whole(Refresh::kFull);
  }
  if (message_ != Text::kCount) rows_changed_ = true;
  message_ = Text::kCount;
  key = along_lines(key);
  Status status = Status::kOk;
  if (prepared_) {
    const bool forward = key == Key::kRight || key == Key::kDown;
    if (forward) {
      const Shown before{Screen::kLibrary, list_, rows_, {}, false};
      take_prepared();
      Update update = after(Status::kOk, before);
      update.painted = prepared_frame_ && screen_ == Screen::kPage && message_ == Text::kCount;
      return update;
    }
    status = drop_prepared();
  }
  const Shown before = what_is_shown();
  if (status == Status::kOk) status = handle(key);
  if (status == Status::kOk && has_target_) status = arrive();
  return settle(status, before);
}

Update App::open_entry(std::uint32_t entry) {
  const Shown before = what_is_shown();
  message_ = Text::kCount;
  return settle(show_note(entry), before);
}

Update App::settle(Status status, const Shown& before) {
  if (status == Status::kOk && is_new_place_) status = keep_place();
  return after(status, before);
}

Update App::search(std::string_view words) {
  if (screen_ == Screen::kFault) return press(Key::kSelect);
  Status status = prepared_ ? drop_prepared() : Status::kOk;
  const Shown before = what_is_shown();
  message_ = Text::kCount;
  from_hits_ = false;
  rows_changed_ = true;
  query_bytes_ = words.size() > kQueryBytes ? 0 : static_cast<std::uint8_t>(words.size());
  for (std::uint32_t i = 0; i < query_bytes_; ++i) query_[i] = words[i];
  if (status == Status::kOk) status = search_text();
  return after(status, before);
}

Status App::handle(Key key) {
  switch (screen_) {
    case Screen::kPage: return reader_.in_note() ? on_note(key) : on_page(key);
    case Screen::kEntry: return on_entry(key);
    case Screen::kPick: return on_pick(key);
    default: return on_rows(key);
  }
}

// What a key has changed; whether it failed, or the bundle is another than before, which a checksum told of.
Update App::after(Status status, const Shown& before) {
  if (status == Status::kIo || is_replaced()) {
    fail();
    return whole(Refresh::kFull);
  }
  if (status != Status::kOk && status != Status::kEnd && status != Status::kNotFound) message_ = Text::kCannotRead;
  const Shown now = what_is_shown();
  const bool is_list = screen_ != Screen::kPage && screen_ != Screen::kEntry && screen_ != Screen::kPick;
  if (now.screen == before.screen && message_ == Text::kCount) {
    if (!is_list && screen_ == Screen::kPage && now.page == before.page && now.note == before.note && !rows_changed_)
      return {};
    const bool same_rows = is_list && now.list == before.list && now.rows.first == before.rows.first;
    if (same_rows && now.rows.selected == before.rows.selected && !rows_changed_) return {};
    if (same_rows && !rows_changed_) {
      const bool down = before.rows.selected < now.rows.selected;
      const std::uint32_t low = (down ? before : now).rows.selected - now.rows.first;
      const std::uint32_t high = (down ? now : before).rows.selected - now.rows.first;
      const int top = header_height() + static_cast<int>(low) * row_height();
      const int bottom = header_height() + static_cast<int>(high + 1) * row_height();
      return {Refresh::kRegion, static_cast<std::int16_t>(top), static_cast<std::int16_t>(bottom), false};
    }
  }
  if (++turns_ % settings_.full_every != 0) return whole(Refresh::kPartial);
  return whole(Refresh::kFull);
}

// Asked when text turned out damaged: storage may have been exchanged under us.
bool App::is_replaced() {
  if (!opened_ || reader_.bundle().damaged_chunks() == damaged_) return false;
  damaged_ = reader_.bundle().damaged_chunks();
  std::uint8_t id[8];
  const Status status = reader_.bundle().storage().read(format::kHeaderIdAt, id, sizeof id);
  return status != Status::kOk || load_u64(id) != reader_.bundle().id();
}

Status App::paint(const Surface& surface) {
  if (prepared_ && drop_prepared() != Status::kOk) {
    fail();
    return Status::kIo;
  }
  Status status = Status::kOk;
  switch (screen_) {
    case Screen::kFault: {
      Canvas canvas(surface);
      notice_.paint(canvas, setup_.page_width, setup_.page_height);
      break;
    }
    case Screen::kPage: status = paint_page(surface); break;
    case Screen::kEntry: status = paint_entry(surface); break;
    case Screen::kPick: status = paint_pick(surface); break;
    default: status = paint_rows(surface); break;
  }
  if (status == Status::kIo) fail();
  return status == Status::kIo || status == Status::kBadCall ? status : Status::kOk;
}

Update App::touch(std::int16_t x, std::int16_t y) {
  if (screen_ == Screen::kFault) return press(Key::kSelect);
  const int third = setup_.page_width / 3;
  const bool at_top = y < header_height();
  switch (screen_) {
    case Screen::kPage:
      if (at_top) return press(Key::kMenu);
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
