// The reading page: turning, notes, places, the next page prepared while nobody waits.
#include <libreader/app.h>

#include "pen.h"

namespace lr {

Status App::open_article(std::uint32_t index) {
  const Status status = reader_.open_article(index);
  if (status != Status::kOk && status != Status::kEnd) return status;  // kEnd: it has no text
  reading_ = true;
  from_hits_ = false;
  if (!kept_ || find_last(reader_.article().id, target_) != Status::kOk) return shown();
  has_target_ = true;
  return Status::kOk;
}

// Where an article was read last. kNotFound.
Status App::find_last(std::uint64_t article, Locator& locator) {
  Bookmark last;
  const Status status = journal_.find(article, 0, last);
  if (status == Status::kOk) locator = last.locator;
  return status;
}

// Goes where a key leads, when what the key was has been let go: looking for a place takes half the stack.
Status App::arrive() {
  has_target_ = false;
  Certainty certainty = Certainty::kExact;
  if (const Status status = reader_.go_to(target_, certainty); status != Status::kOk) return status;
  reading_ = true;
  if (certainty == Certainty::kNear) message_ = Text::kTextChanged;
  return shown();
}

// The page is what is read now, which is kept when the key has done its work.
Status App::shown() {
  screen_ = Screen::kPage;
  is_new_place_ = true;
  return Status::kOk;
}

Status App::keep_place() {
  is_new_place_ = false;
  Locator place;
  const Status status = reader_.place(place);
  if (status != Status::kOk) return status == Status::kBadCall ? Status::kOk : status;  // an article without text
  const bool same =
      place.article == place_.article && place.block == place_.block && place.code_point == place_.code_point;
  place_ = place;
  if (!same) store_place();
  return Status::kOk;
}

void App::store_place() {
  if (!kept_) return;
  Bookmark bookmark;
  bookmark.locator = place_;
  if (journal_.put(bookmark) != Status::kOk) message_ = Text::kNotSaved;
}

// In a vertical page lines follow each other from right to left, and so do pages: its keys are those of a horizontal
// one that was turned.
Key App::along_lines(Key key) const {
  constexpr Key kTurned[] = {Key::kLeft, Key::kRight, Key::kDown, Key::kUp};
  const bool turned = reader_.layout().vertical() && (screen_ == Screen::kPage || screen_ == Screen::kPick);
  return turned && key <= Key::kRight ? kTurned[static_cast<int>(key)] : key;
}

Status App::on_page(Key key) {
  switch (key) {
    case Key::kRight:
    case Key::kDown: return turn(true);
    case Key::kLeft:
    case Key::kUp: return turn(false);
    case Key::kSelect: return choose_note();
    case Key::kMenu: show_rows(Screen::kMenu); return Status::kOk;
    case Key::kBack: break;
  }
  if (reader_.can_go_back()) {
    const Status status = reader_.back();
    return status == Status::kOk ? shown() : status;
  }
  if (from_hits_) {
    show_rows(Screen::kHits);
    return Status::kOk;
  }
  show_rows(Screen::kLibrary);
  return select_article(reader_.article_index());
}

Status App::turn(bool forward) {
  const Status status = forward ? reader_.next() : reader_.previous();
  if (status == Status::kOk) return shown();
  if (status == Status::kEnd && forward) show_rows(Screen::kEnd);
  return status;
}

Status App::on_note(Key key) {
  if (key == Key::kSelect) {
    if (const Status status = choose_note(); status != Status::kEnd) return status;
  }
  const bool forward = key == Key::kRight || key == Key::kDown, backward = key == Key::kLeft || key == Key::kUp;
  if (forward || backward) {
    const Status status = forward ? reader_.next() : reader_.previous();
    if (status != Status::kEnd || backward) return status;
  }
  return reader_.back();
}

// Not inlined: its locals would lie below the layout of a page.
[[gnu::noinline]] Status App::gather_notes() {
  std::uint32_t notes = 0, links = 0;
  const std::span<std::uint32_t> entries = notes_;
  Status status = reader_.notes_on_page(entries, notes);
  if (status == Status::kOk) status = reader_.links_on_page(entries.subspan(notes), links);
  for (std::uint32_t i = notes; i < notes + links; ++i) notes_[i] |= kLinkEntry;
  note_count_ = static_cast<std::uint8_t>(notes + links);
  return status == Status::kOk && note_count_ == 0 ? Status::kEnd : status;
}

// The note or link of the page, or a list of them where there are several. kEnd: there is none.
Status App::choose_note() {
  if (const Status status = gather_notes(); status != Status::kOk) return status;
  if (note_count_ == 1) return show_note(notes_[0]);
  show_rows(Screen::kNotes);
  return Status::kOk;
}

Status App::show_note(std::uint32_t entry) {
  screen_ = Screen::kPage;
  if (entry >= kLinkEntry) {
    const Status status = reader_.open_link(entry - kLinkEntry);
    return status == Status::kOk && !reader_.in_note() ? shown() : status;
  }
  const Status status = reader_.open_note(entry);
  if (status == Status::kOk || status == Status::kIo) return status;
  const Status back = reader_.back();
  return back == Status::kIo ? back : status;
}

void App::idle(const Surface* frame) {
  if (screen_ != Screen::kPage || prepared_ || reader_.in_note()) return;
  Status status = reader_.next();
  if (status == Status::kEnd) return;
  if (status == Status::kOk) {
    prepared_ = true;
    status = reader_.place(target_);
  }
  prepared_frame_ = false;
  if (status == Status::kOk && frame != nullptr && frame->band_top == 0 && frame->band_height == frame->height) {
    const Text message = message_;
    message_ = Text::kCount;
    status = paint_page(*frame);
    message_ = message;
    prepared_frame_ = status == Status::kOk;
  }
  if (status == Status::kIo) fail();
}

// The page that idle() laid out is the one that is read now.
void App::take_prepared() {
  prepared_ = false;
  place_ = target_;
  store_place();
}

// Back to the page that is shown.
Status App::drop_prepared() {
  prepared_ = false;
  return reader_.previous();
}

// By code points of the body.
Status App::go_to_percent(std::uint32_t percent) {
  if (percent == 0) return reader_.go_to_page(0);
  Place place;
  const Status status = reader_.place_at(percent * 10, place);
  return status == Status::kOk ? reader_.go_to(place) : status;
}

Status App::paint_page(const Surface& surface) {
  std::span<std::byte> spare;  // scratch, but for hits, to which the way goes back
  if (!from_hits_) spare = setup_.scratch;
  const Status status = reader_.paint(surface, {reinterpret_cast<std::uint8_t*>(spare.data()), spare.size()});
  if (status != Status::kOk) return status;
  Pen pen(*this, surface);
  return paint_footer(pen);
}

// The article's title, or a message, or the number of the note; how far it is; the same as a line at the very bottom.
Status App::paint_footer(Pen& pen) {
  const Layout& layout = reader_.layout();
  const int height = setup_.page_height, margin = layout.vertical() ? layout.style().margin_left : layout.left();
  if (!pen.touches(height - strike_.ppem() * 3 / 2, height)) return Status::kOk;
  const int baseline = height - 8 - strike_.descent(), right = setup_.page_width - margin;
  Row row;
  row.value = Row::Value::kPercent;
  const std::uint32_t per_mille = reader_.per_mille();
  row.number = (per_mille + 5) / 10;
  row.place = {reader_.article().first_unit, 0};
  row.kind = Row::Kind::kPlace;
  if (reader_.in_note()) {
    row.kind = Row::Kind::kText;
    row.text = Text::kNote;
    row.value = Row::Value::kNumber;
    row.number = reader_.note_index() + 1;
  }
  if (message_ != Text::kCount) {
    row.kind = Row::Kind::kText;
    row.text = message_;
  }
  const int done = static_cast<int>((right - margin) * static_cast<int>(per_mille) / 1000);
  pen.fill(margin, height - 3, right, height - 2);
  pen.fill(margin, height - 4, margin + done, height - 1);
  return paint_line(pen, row, margin, right, baseline);
}

}  // namespace lr
