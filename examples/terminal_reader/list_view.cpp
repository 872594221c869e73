// Draws, moves in and searches a list.
#include "list_view.h"

#include <ports/terminal/cell_page.h>

#include <algorithm>

#include "prompt.h"
#include "text.h"

namespace lrread {
namespace {

constexpr int kRoomyRows = 12;      // from here on a blank line stands below the title and above the foot
constexpr int kFewestForText = 30;  // cells that a row's text keeps before the aside gets any
constexpr int kFewestOfAside = 8;   // cells that are worth showing of one that is cut
constexpr int kWheelRows = 3;
constexpr int kWidest = 110;  // cells; the rest of a wide screen is margin

int head_rows(const Screen& screen) { return screen.rows() >= kRoomyRows ? 2 : 1; }
int left_of(const Screen& screen) { return std::max(screen.columns() >= 40 ? 2 : 1, (screen.columns() - kWidest) / 2); }
int body_rows(const Screen& screen) { return std::max(1, screen.rows() - 2 * head_rows(screen)); }

}  // namespace

bool is_too_small(Screen& screen) {
  const int columns = lr::terminal::kFewestColumns, rows = lr::terminal::kFewestRows + 1;
  if (screen.columns() >= columns && screen.rows() >= rows) return false;
  screen.clear();
  screen.put(0, 0, "Too small");
  screen.put(1, 0, "Need " + std::to_string(columns) + "x" + std::to_string(rows));
  return true;
}

void ListView::draw_row(const ListRow& row, int at, bool selected) {
  const int look = selected ? kReverse : kPlain;
  const int columns = screen_.columns(), left = left_of(screen_);
  const int indent = left + std::min(row.indent, columns / 4);
  if (selected) screen_.clear_row(at, kReverse);
  int right = columns - left;
  if (!row.figure.empty()) {
    right -= cells_of(row.figure);
    screen_.put(at, right, row.figure, look);
    right -= 2;
  }
  const int wanted = cells_of(row.text), room = right - indent;
  const int for_text = std::max(kFewestForText, std::min(wanted, room * 3 / 4));
  const int for_aside = std::min(cells_of(row.aside), room - for_text - 2);
  if (for_aside >= std::clamp(cells_of(row.aside), 1, kFewestOfAside)) {
    const std::string aside = shorten(row.aside, for_aside);
    right -= cells_of(aside);
    screen_.put(at, right, aside, look | (selected ? kPlain : kDim));
    right -= 2;
  }
  const int text_look = look | (row.can_be_chosen ? kPlain : kBold);
  const std::string shown = shorten(row.text, right - indent);
  screen_.put(at, indent, shown, text_look);
  const std::wstring text = widen(shown);
  if (row.bold_length == 0 || row.bold_from >= text.size()) return;
  const std::wstring_view before(text.data(), row.bold_from);
  const std::wstring part = text.substr(row.bold_from, row.bold_length);
  screen_.put(at, indent + cells_of(before), narrow(part), look | (selected ? kBold : kAccent));
}

// The row that a click meant, or -1.
int ListView::row_at(const List& list, CellPlace place) const {
  const int row = first_ + place.row - head_rows(screen_);
  const bool is_body = place.row >= head_rows(screen_) && place.row < head_rows(screen_) + body_rows(screen_);
  return is_body && row < list.rows && list.row(row).can_be_chosen ? row : -1;
}

void ListView::draw(const List& list, const std::string& message) {
  screen_.clear();
  const int columns = screen_.columns(), left = left_of(screen_), top = head_rows(screen_), body = body_rows(screen_);
  screen_.put(0, left, shorten(list.title, columns - 2 * left), kBold);
  if (list.rows == 0) screen_.put(top, left, shorten(list.empty, columns - 2 * left), kDim);
  first_ = std::clamp(first_, std::max(0, selected_ - body + 1), std::max(0, selected_));
  first_ = std::clamp(first_, 0, std::max(0, list.rows - body));
  if (first_ == 1 && body > 1 && selected_ <= body - 1 && !list.row(0).can_be_chosen) first_ = 0;  // a heading on top
  const int end = std::min(first_ + body, list.rows);
  for (int i = first_; i < end; ++i) draw_row(list.row(i), top + i - first_, i == selected_);
  const int last = screen_.rows() - 1;
  const std::string count = list.rows == 0 ? std::string()
                            : list.count   ? list.count(selected_)
                                           : std::to_string(selected_ + 1) + "/" + std::to_string(list.rows);
  const int right = columns - left - cells_of(count);
  screen_.put(last, right, count, kDim);
  const bool has_foot = list.rows > 0 && list.foot;
  const std::string foot = !message.empty() ? message : has_foot ? list.foot(selected_) : std::string();
  screen_.put(last, left, shorten(foot, right - left - 2), message.empty() ? kDim : kPlain);
}

// Goes on in the same direction over rows that cannot be chosen, and back where there are no more.
void ListView::move(const List& list, int by) {
  if (list.rows == 0) return;
  const int start = selected_, step = by < 0 ? -1 : 1;
  const auto can_be_chosen = [&](int row) { return row >= 0 && row < list.rows && list.row(row).can_be_chosen; };
  selected_ = std::clamp(selected_ + by, 0, list.rows - 1);
  int row = selected_;
  while (row >= 0 && row < list.rows && !can_be_chosen(row)) row += step;
  if (!can_be_chosen(row)) {
    row = selected_;
    while (row >= 0 && row < list.rows && !can_be_chosen(row)) row -= step;
  }
  selected_ = can_be_chosen(row) ? row : start;
  if (by < 0 && selected_ > 0 && first_ >= selected_ && !list.row(selected_ - 1).can_be_chosen) first_ = selected_ - 1;
}

std::string ListView::find(const List& list, bool again) {
  if (!again) {
    const auto typed = prompt(screen_, "/");
    if (!typed || (typed->empty() && sought_.empty())) return {};
    if (!typed->empty()) sought_ = *typed;
  }
  const std::wstring sought = fold(sought_);
  if (sought.empty()) return {};
  for (int i = 1; i <= list.rows; ++i) {
    const int at = (selected_ + i) % list.rows;
    const ListRow row = list.row(at);
    if (!row.can_be_chosen || fold(row.text + " " + row.aside).find(sought) == std::wstring::npos) continue;
    selected_ = at;
    return {};
  }
  return "Not found: " + sought_;
}

// true: the key was one that moves.
bool ListView::turn(const List& list, Key key) {
  const int page = std::max(1, body_rows(screen_) - 1);
  switch (key) {
    case kKeyWheelUp: move(list, -kWheelRows); return true;
    case kKeyWheelDown: move(list, kWheelRows); return true;
    case kKeyUp:
    case 'k': move(list, -1); return true;
    case kKeyDown:
    case 'j':
    case kKeyTab: move(list, 1); return true;
    case kKeyPageUp:
    case 'b': move(list, -page); return true;
    case kKeyPageDown:
    case ' ': move(list, page); return true;
    case kKeyHome:
    case 'g': move(list, -list.rows); return true;
    case kKeyEnd:
    case 'G': move(list, list.rows); return true;
    default: return false;
  }
}

Choice ListView::run(const List& list, std::string message) {
  selected_ = std::clamp(selected_, 0, std::max(0, list.rows - 1));
  if (list.rows > 0 && !list.row(selected_).can_be_chosen) move(list, 1), move(list, 0);
  for (;;) {
    if (!is_too_small(screen_)) draw(list, message);
    const Key key = screen_.key();
    if (key == kKeyResize) continue;
    message.clear();
    const int row = list.rows == 0 ? -1 : selected_;
    if (turn(list, key)) continue;
    if (key == kKeyHangup) return {kKeyHangup, row};
    const bool leaves = key == 'q' || key == kKeyEscape || key == kKeyBackspace || key == kKeyLeft || key == 'h';
    if (leaves) return {kKeyEscape, row};
    if (key == kKeyClick) {  // one chooses, one more opens
      const int clicked = row_at(list, screen_.click());
      if (clicked >= 0 && clicked == selected_) return {kKeyEnter, clicked};
      if (clicked >= 0) selected_ = clicked;
      continue;
    }
    if (key == kKeyEnter || key == kKeyRight || key == 'l') {
      if (row >= 0) return {kKeyEnter, row};
    } else if (key < 0x80 && list.keys.find(static_cast<char>(key)) != std::string::npos) {
      return {key, row};
    } else if (key == kKeyDelete && list.keys.find('d') != std::string::npos) {
      return {'d', row};
    } else if (key == '/' || key == 'n') {
      message = find(list, key == 'n');
    }
  }
}

}  // namespace lrread
