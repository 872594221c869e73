// A page while it is filled: how it ends. Private to layout/.
#pragma once
#include <libreader/text/control.h>

#include "box.h"

namespace lr {

// A page of so few rows has no room for what W1 asks, nor for notes.
inline constexpr int kFewRows = 4;

// Note marks of the article that begin before a place; TextPoint::marks has those that end before it.
inline std::uint32_t marks_before(const TextPoint& point) {
  return point.marks + (point.span == kNoteMarkSpan ? 1u : 0u);
}

struct Layout::Turn {
  bool full = false;
  bool inside = false;         // the next page begins inside a unit of running text
  bool one_is_left = false;    // of which but one line is left
  std::uint32_t end_mark = 0;  // note marks of the article before its end

  void goes_on_in(const Line& line) {
    inside = line.start.code_point != 0 && is_running_text(line.kind);
    one_is_left = line.last_of_unit;
  }
  // The next page begins with what was line `stay` of this one: there.
  const TextPoint& cut(Page& page, int stay) {
    const Line& line = page.lines[static_cast<std::size_t>(stay)];
    full = true;
    goes_on_in(line);
    end_mark = marks_before(line.start);
    page.next = {line.start.unit, line.start.code_point};
    page.last = false;
    page.count = static_cast<std::uint16_t>(stay);
    return line.start;
  }
};

}  // namespace lr
