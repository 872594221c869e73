// Search for words that the page shows, chosen with a frame that goes from character to character: no method to type
// Han characters is needed, and every character that can be chosen has its glyph. Then the hits, a screen of them at a
// time.
#include <libreader/app.h>
#include <libreader/text/control.h>

#include <new>

#include "pen.h"

namespace lr {

Status App::begin_pick() {
  screen_ = Screen::kPick;
  pick_ = pick_start_ = {};
  pick_started_ = false;
  from_hits_ = false;
  if (reader_.page().count > 0) return move_pick(0, false);
  screen_ = Screen::kPage;
  return Status::kEnd;
}

// To a neighbouring character, or to the one at about the same place of a neighbouring line; the end is the end.
Status App::move_pick(int step, bool lines) {
  const std::uint16_t count = reader_.page().count;
  std::span<const LineItem> items;
  Item to = pick_;
  if (lines) {
    if (to.line + step < 0 || to.line + step >= count) return Status::kEnd;
    to.line = static_cast<std::uint16_t>(to.line + step);
  } else if (to.index + step < 0) {
    if (to.line == 0) return Status::kEnd;
    --to.line;
    to.index = 0xFFFF;
  } else {
    to.index = static_cast<std::uint16_t>(to.index + step);
  }
  for (;;) {
    if (const Status status = reader_.line_items(to.line, items); status != Status::kOk) return status;
    const bool from_behind = to.index == 0xFFFF || lines;
    if (to.index < items.size()) break;
    if (from_behind && !items.empty()) {
      to.index = static_cast<std::uint16_t>(items.size() - 1);
      break;
    }
    const bool back = step < 0;
    if (back ? to.line == 0 : to.line + 1 >= count) return Status::kEnd;
    to.line = static_cast<std::uint16_t>(back ? to.line - 1 : to.line + 1);
    if (!lines) to.index = back ? 0xFFFF : 0;
  }
  if (pick_started_ && to < pick_start_) to = pick_start_;
  pick_ = to;
  return Status::kOk;
}

Status App::on_pick(Key key) {
  switch (key) {
    case Key::kLeft: return move_pick(-1, false);
    case Key::kRight: return move_pick(1, false);
    case Key::kUp: return move_pick(-1, true);
    case Key::kDown: return move_pick(1, true);
    case Key::kBack:
      if (!pick_started_) screen_ = Screen::kPage;
      pick_started_ = false;
      return Status::kOk;
    case Key::kMenu: screen_ = Screen::kPage; return Status::kOk;
    case Key::kSelect: break;
  }
  if (pick_started_) return search_picked();
  pick_started_ = true;
  pick_start_ = pick_;
  return Status::kOk;
}

Status App::search_picked() {
  query_bytes_ = 0;
  std::span<const LineItem> items;
  for (Item at = pick_start_; at.line <= pick_.line; at = {static_cast<std::uint16_t>(at.line + 1), 0}) {
    if (const Status status = reader_.line_items(at.line, items); status != Status::kOk) return status;
    for (; at.index < items.size() && at <= pick_; ++at.index) {
      if (items[at.index].span == kNoteMarkSpan) continue;
      if (append_symbol(items[at.index].symbol) != Status::kOk) break;
    }
  }
  return search_text();
}

// For what was typed or chosen.
Status App::search_text() {
  auto* hits = new (setup_.scratch.data()) Hits;
  hits->count = 0;
  hits->more = false;
  Status status = hits->search.open(reader_.bundle(), {query_, query_bytes_});
  if (status == Status::kIo) return status;
  if (status == Status::kOk) {
    status = hits->search.next(hits->hits[kHitRows]);
    if (status == Status::kIo) return status;
    hits->more = status == Status::kOk;
  }
  status = more_hits();
  show_rows(Screen::kHits);
  return status;
}

// The next screen of hits: the last of them, which is not shown, says that there are more.
Status App::more_hits() {
  Hits& hits = this->hits();
  hits.count = 0;
  while (hits.more && hits.count < kHitRows) {
    hits.hits[hits.count++] = hits.hits[kHitRows];
    const Status status = hits.search.next(hits.hits[kHitRows]);
    if (status == Status::kIo) return status;
    hits.more = status == Status::kOk;
  }
  return Status::kOk;
}

Status App::choose_hit(std::uint32_t index) {
  if (index >= hits().count) {
    const Status status = more_hits();
    rows_changed_ = true;
    select_row(0);
    return status;
  }
  const Status status = reader_.go_to(hits().hits[index]);
  if (status != Status::kOk && status != Status::kEnd) return status;
  reading_ = true;
  from_hits_ = true;
  return shown();
}

Status App::paint_pick(const Surface& surface) {
  if (const Status status = reader_.paint(surface); status != Status::kOk) return status;
  Pen pen(*this, surface);
  Layout& layout = reader_.layout();
  const Item first = pick_started_ ? pick_start_ : pick_;
  for (std::uint16_t line = first.line; line <= pick_.line && line < reader_.page().count; ++line) {
    std::span<const LineItem> items;
    if (const Status status = reader_.line_items(line, items); status != Status::kOk) return status;
    const Line& box = reader_.page().lines[line];
    const Strike& strike = layout.strike_for(box.kind);
    const int baseline = layout.baseline(box), under = baseline + strike.descent();
    for (std::uint16_t i = 0; i < items.size(); ++i) {
      const Item here{line, i};
      if (here < first || pick_ < here) continue;
      const int begin = items[i].x_q6 / 64, end = (items[i].x_q6 + items[i].advance_q6) / 64;
      const int over = baseline - strike.ascent() - 1, right = setup_.page_width;
      if (layout.vertical()) {
        pen.fill(right - under - 2, begin, right - under, end);
        if (here == pick_) pen.frame(right - under - 4, begin - 2, right - over, end + 2);
      } else {
        pen.fill(begin, under, end, under + 2);
        if (here == pick_) pen.frame(begin - 2, over, end + 2, under + 4);
      }
    }
  }
  Row row;
  row.kind = Row::Kind::kText;
  row.text = pick_started_ ? Text::kChooseEnd : Text::kChooseStart;
  const int height = setup_.page_height, margin = layout.vertical() ? layout.style().margin_left : layout.left();
  if (!pen.touches(height - strike_.ppem() * 3 / 2, height)) return Status::kOk;
  return paint_line(pen, row, margin, setup_.page_width - margin, height - 8 - strike_.descent());
}

}  // namespace lr
