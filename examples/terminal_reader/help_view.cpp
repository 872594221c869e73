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
    {"→ space l n", "next page"},
    {"← b h p", "previous page"},
    {"↓ ↑ j k", "a page, or a line in scroll mode"},
    {"g  Home", "first page"},
    {"G  End", "last page"},
    {":", "go to a page, 40% or a heading"},
    {"%", "go to a percentage"},
    {"[  ]", "previous, next article"},
    {"q", "back to the list, and out"},
    {"", ""},
    {"Finding places", nullptr},
    {"t", "contents of the article"},
    {"/", "search in the article"},
    {"S", "search in everything that is open"},
    {"n  N", "next, previous hit"},
    {"Esc", "end the search"},
    {"m", "set a bookmark"},
    {"v", "highlight: Enter at both ends"},
    {"'", "bookmarks and highlights; d deletes"},
    {"Backspace", "back from a jump or a link"},
    {"", ""},
    {"Notes and links", nullptr},
    {"Tab", "choose a note mark or a link"},
    {"Enter  o", "read its note, follow the link"},
    {"↓ ↑ space", "the rest of a long note"},
    {"Enter  1 … 9", "follow a note's link"},
    {"Esc q", "back to the text"},
    {"[  ]", "previous, next note"},
    {"", ""},
    {"How it looks", nullptr},
    {"T", "next theme"},
    {"s", "scroll by lines, or turn pages"},
    {"V", "vertical lines, or horizontal"},
    {"=", "one page, or two side by side"},
    {"P", "the page as a device shows it"},
    {"Ctrl-L", "draw the screen again"},
    {"", ""},
    {"In lists", nullptr},
    {"↑ ↓ PgUp PgDn", "choose"},
    {"Enter", "open"},
    {"/  n", "find a row, the next one"},
    {"q Esc", "leave"},
};
constexpr int kLineCount = static_cast<int>(std::size(kLines));

}  // namespace

command_line::Lines key_help() {
  command_line::Lines lines;
  for (const Line& line : kLines) {
    if (*line.keys != '\0') lines.emplace_back(line.keys, line.what == nullptr ? "" : line.what);
  }
  return lines;
}

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
      case kKeyWheelDown:
      case 'j': ++first; break;
      case kKeyUp:
      case kKeyWheelUp:
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
