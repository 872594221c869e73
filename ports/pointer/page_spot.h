// Which note mark or link of a page lies at a point, for a finger or a pointer. What App::open_entry takes.
#pragma once
#include <libreader/app.h>

#include <cstdint>
#include <span>

namespace lr::pointer {

// Of one line. Marks are narrow: what is within `slack` pixels beside one counts.
inline bool find_on_line(Reader& reader, std::uint32_t line, int x, int slack, std::uint32_t& entry) {
  std::span<const LineItem> items;
  if (reader.line_items(line, items) != Status::kOk) return false;
  const auto holds = [&](std::uint32_t first, std::uint32_t last, int beside) {
    return x >= items[first].x_q6 / 64 - beside && x <= (items[last].x_q6 + items[last].advance_q6) / 64 + beside;
  };
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].span == kNoteMarkSpan && holds(i, i, slack))
      return reader.bundle().note_of_mark(reader.article(), items[i].mark, entry) == Status::kOk;
  }
  std::uint32_t links[App::kPageNotes], count = 0, first = 0, end = 0;
  if (reader.links_on_page(links, count) != Status::kOk) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    entry = links[i] | App::kLinkEntry;
    if (reader.link_on_line(links[i], line, first, end) == Status::kOk && holds(first, end - 1, 0)) return true;
  }
  return false;
}

// Of the page that is shown; lines have to be horizontal. `entry` is set where there is one.
inline bool find(App& app, int x, int y, std::uint32_t& entry) {
  Reader& reader = app.reader();
  if (app.screen() != Screen::kPage || y < app.header_height() || reader.layout().vertical()) return false;
  if (reader.article().marks == 0 && reader.bundle().links() == 0) return false;  // what is prepared stays so
  if (app.take_back() != Status::kOk) return false;
  const int height = reader.layout().style().line_height;
  for (std::uint32_t i = 0; i < reader.page().count; ++i) {
    const int below = y - reader.layout().baseline(reader.page().lines[i]);
    if (below <= height / 4 && below > height / 4 - height) return find_on_line(reader, i, x, height / 3, entry);
  }
  return false;
}

// As App::touch, but that a note mark or a link at the point is opened.
inline Update touch(App& app, std::int16_t x, std::int16_t y) {
  std::uint32_t entry = 0;
  return find(app, x, y, entry) ? app.open_entry(entry) : app.touch(x, y);
}

}  // namespace lr::pointer
