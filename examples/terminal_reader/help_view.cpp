// The text of the help and its scrolling.
#include "help_view.h"

#include <algorithm>
#include <iterator>

#include "list_view.h"

namespace lrread {
namespace {

struct Line {
  const char* keys;
  const char* what;  // null: a heading
};

constexpr Line kLines[] = {
    {"Turning pages", nullptr},
    {"→ ↓ space j l n", "next page"},
    {"← ↑ b h k p", "previous page"},
    {"g  Home", "first page"},
    {"G  End", "last page"},
    {":", "go to a page, or to 40%"},
    {"%", "go to a percentage"},
    {"[  ]", "previous, next article"},
    {"q", "back to the list, and out"},
    {"", ""},
    {"Finding places", nullptr},
    {"t", "contents of the article"},
    {"/", "search in the article"},
    {"n  N", "next, previous hit"},
    {"Esc", "end the search"},
    {"m", "set a bookmark"},
    {"'", "bookmarks; d deletes one"},
    {"Backspace", "back from a jump or a note"},
    {"", ""},
    {"Notes", nullptr},
    {"Tab", "choose a note mark"},
    {"Enter  o", "read its note"},
    {"q Esc Backspace", "back to the text"},
    {"[  ]", "previous, next note"},
    {"", ""},
    {"In lists", nullptr},
    {"↑ ↓ PgUp PgDn", "choose"},
    {"Enter", "open"},
    {"/  n", "find a row, the next one"},
    {"q Esc", "leave"},
    {"", ""},
    {"Ctrl-L", "draw the screen again"},
};
constexpr int kLineCount = static_cast<int>(std::size(kLines));

}  // namespace

void show_help(Screen& screen) {
  int first = 0;
  for (;;) {
    const int columns = screen.columns(), body = screen.rows() - 1;
    const bool narrow = columns < 50;  // every cell counts
    const int left = narrow ? 0 : 2, what = narrow ? 10 : 22;
    first = std::clamp(first, 0, std::max(0, kLineCount - body));
    if (!is_too_small(screen)) {
      screen.clear();
      for (int i = 0; i < body && first + i < kLineCount; ++i) {
        const Line& line = kLines[first + i];
        const int end = screen.put(i, left, line.keys, line.what == nullptr ? kBold : kAccent);
        if (line.what != nullptr) screen.put(i, std::max(end + 1, left + what), line.what);
      }
      const bool more = first + body < kLineCount;
      screen.put(screen.rows() - 1, left, more ? "↓ more   q back" : "q back", kDim);
    }
    switch (screen.key()) {
      case kKeyResize: break;
      case kKeyDown:
      case 'j': ++first; break;
      case kKeyUp:
      case 'k': --first; break;
      case kKeyPageDown:
      case ' ': first += body; break;
      case kKeyPageUp:
      case 'b': first -= body; break;
      default: return;
    }
  }
}

}  // namespace lrread
