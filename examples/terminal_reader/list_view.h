// A list on the whole screen to choose from: the articles, the headings, the bookmarks.
#pragma once
#include <functional>
#include <string>

#include "screen.h"

namespace lrread {

struct ListRow {
  std::string text;
  int indent = 0;      // in cells
  std::string aside;   // dim, before the right edge; left out where there is no room
  std::string figure;  // at the right edge
  bool can_be_chosen = true;
  std::size_t bold_from = 0, bold_length = 0;  // characters of the text that stand out
};

// What a list shows. The functions are asked for the rows that are on the screen only.
struct List {
  std::string title;
  int rows = 0;
  std::function<ListRow(int)> row;
  std::function<std::string(int)> foot;   // about the chosen row, in the last line
  std::function<std::string(int)> count;  // where the chosen row stands; not set: its number of all rows
  std::string empty;                      // instead of rows, when there are none
  std::string keys;                       // characters that end the list besides Enter and q
};

struct Choice {
  Key key;  // kKeyEnter, kKeyEscape (left), kKeyHangup, or one of List::keys
  int row;  // -1: the list is empty
};

class ListView {
 public:
  explicit ListView(Screen& screen) : screen_(screen) {}

  // Shown until a key ends it. `message`, if any, stands in the last line until the first key.
  Choice run(const List& list, std::string message = {});
  void select(int row) { selected_ = row; }
  int selected() const { return selected_; }

 private:
  void draw(const List& list, const std::string& message);
  void draw_row(const ListRow& row, int at, bool selected);
  void move(const List& list, int by);
  bool turn(const List& list, Key key);
  int row_at(const List& list, CellPlace place) const;
  std::string find(const List& list, bool again);

  Screen& screen_;
  int selected_ = 0;
  int first_ = 0;  // row at the top
  std::string sought_;
};

// Where the screen is too small to show anything: says so. true: it was.
bool is_too_small(Screen& screen);

}  // namespace lrread
