// The terminal: looks, cells and keys. The only file, with its .cpp, that knows ncurses and signals.
#pragma once
#include <string>
#include <string_view>

#include "keys.h"
#include "picture.h"
#include "theme.h"

namespace lrread {

// Bits. A highlight is on paper of another colour, or underlined where there are no colours.
enum Look : int { kPlain = 0, kBold = 1, kUnderline = 2, kDim = 4, kReverse = 8, kAccent = 16, kHighlight = 32 };

struct CellPlace {
  int row = 0, column = 0;
};

// Pixels of a cell.
struct CellPixels {
  int width = 0, height = 0;
};

class Screen {
 public:
  Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() { close(); }

  // Takes the terminal over. false: it is one that cannot place a cursor; nothing was changed.
  bool open(const Theme& theme, bool mouse);
  // How many cells the terminal gives a character of ambiguous width (UAX #11), by asking it where its cursor is behind
  // one. 0: it does not say. Before the first picture.
  int ask_ambiguous_cells();
  // How the terminal takes pixels: kitty and its kin by the environment, sixels by asking for its attributes (DA1).
  PictureWay ask_picture_way();
  // As the terminal says, or a usual size.
  CellPixels cell_pixels() const;
  // Where the environment says NO_COLOR or the terminal has no colours, every theme is without.
  void set_theme(const Theme& theme);
  bool has_colours() const { return colours_; }
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

  // Shows the picture now: before long work.
  void refresh();
  // Shows it anew, all of it: where something else was written over it.
  void redraw();
  // Sends bytes past the picture, from a cell on; the cursor comes back.
  void write_at(int row, int column, std::string_view bytes);
  // Shows the picture and waits for a key. kKeyHangup, once it came, comes for ever.
  Key key();
  bool ended() const { return ended_; }
  // Where the mouse was, of the last kKeyClick.
  CellPlace click() const { return click_; }
  // Whether a key waits to be read: long work that can be stopped asks.
  bool is_key_waiting() const;

 private:
  Key read_key();
  Key mouse_key();
  std::string ask(std::string_view question, char end);

  bool open_ = false;
  bool colours_ = false;  // the terminal has them and they are wanted
  bool themed_ = false;   // the theme has them, too
  bool quiet_ = false;    // it has one for what is dim
  CellPlace click_;
  bool ended_ = false;
};

// Makes the locale one of UTF-8, whatever the environment says. false: the system has none.
bool choose_locale();

}  // namespace lrread
