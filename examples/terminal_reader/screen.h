// The terminal: looks, cells and keys. The only file, with its .cpp, that knows ncurses and signals.
#pragma once
#include <string_view>

#include "keys.h"

namespace lrread {

// Bits.
enum Look : int { kPlain = 0, kBold = 1, kUnderline = 2, kDim = 4, kReverse = 8, kAccent = 16 };

class Screen {
 public:
  Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() { close(); }

  // Takes the terminal over. false: it is one that cannot place a cursor; nothing was changed.
  bool open();
  // Gives it back as it was.
  void close();

  int columns() const;
  int rows() const;

  // Begins a picture from nothing.
  void clear();
  // Writes from a cell on; cut at `end_column` (or the right edge). Returns the column after it.
  int put(int row, int column, std::string_view utf8, int look = kPlain, int end_column = 1 << 20);
  // Makes a whole row blank.
  void clear_row(int row, int look = kPlain);
  void show_cursor(int row, int column);
  void hide_cursor();

  // Shows the picture and waits for a key. kKeyHangup, once it came, comes for ever.
  Key key();
  bool ended() const { return ended_; }

 private:
  Key read_key();

  bool open_ = false;
  bool colours_ = false;
  bool ended_ = false;
};

// Makes the locale one of UTF-8, whatever the environment says. false: the system has none.
bool choose_locale();

}  // namespace lrread
