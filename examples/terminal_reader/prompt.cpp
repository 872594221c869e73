// Edits one line: characters are added and taken away at its end.
#include "prompt.h"

#include <algorithm>

#include "text.h"

namespace lrread {
namespace {

constexpr int kKillLine = 21;       // Ctrl-U
constexpr std::size_t kMost = 200;  // characters

// The end of the text, as much as fits.
std::wstring tail(const std::wstring& text, int cells) {
  std::size_t first = 0;
  while (first < text.size() && cells_of(std::wstring_view(text).substr(first)) > cells) ++first;
  return text.substr(first);
}

}  // namespace

std::optional<std::string> prompt(Screen& screen, const std::string& question) {
  std::wstring text;
  for (;;) {
    const int row = screen.rows() - 1;
    screen.clear_row(row);
    const int column = screen.put(row, 0, shorten(question, std::max(1, screen.columns() / 2)), kBold);
    const int end = screen.put(row, column, narrow(tail(text, screen.columns() - column - 1)));
    screen.show_cursor(row, end);
    const Key key = screen.key();
    screen.hide_cursor();
    if (key == kKeyEscape || key == kKeyHangup) return std::nullopt;
    if (key == kKeyEnter) return narrow(text);
    if (key == kKeyBackspace && text.empty()) return std::nullopt;
    if (key == kKeyBackspace) text.pop_back();
    if (key == kKillLine) text.clear();
    const bool is_character = key >= ' ' && key != kKeyBackspace && key < kKeyFirst;
    if (is_character && text.size() < kMost) text.push_back(static_cast<wchar_t>(key));
  }
}

}  // namespace lrread
