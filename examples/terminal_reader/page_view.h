// The reading page: draws it, turns it, and jumps. All moving is lr::Reader's; this maps keys to it.
#pragma once
#include <ports/terminal/cell_page.h>

#include <string>
#include <vector>

#include "book.h"
#include "places.h"
#include "screen.h"
#include "text_search.h"

namespace lrread {

class PageView {
 public:
  PageView(Screen& screen, Book& book, Places& places)
      : screen_(screen), book_(book), reader_(book.reader()), places_(places), search_(book) {}

  // Reads on in an article where it was left, until the user leaves it. The message says why it could not be opened.
  std::string read(std::uint32_t article);
  // The same from a bookmark on.
  std::string read(const lr::Bookmark& bookmark);

 private:
  // The page and the status line: page_view.cpp.
  void run();
  bool fit();
  void take_page();
  void draw();
  void draw_status(int row);
  std::string page_of_pages();
  int look_of(const lr::terminal::Cell& cell) const;
  void remember();

  // Keys: page_keys.cpp. false: the article was left.
  bool on_key(Key key);
  bool on_note_key(Key key);
  void turn(int direction);
  void open_neighbour(int direction);
  lr::Status open_article(std::uint32_t article);
  void leave_note();

  // Jumps: page_jumps.cpp.
  void jump(lr::Place place);
  void jump_back();
  bool is_on_page(lr::Place place) const;
  void jump_to_heading();
  void jump_to_bookmark();
  lr::Status go_to(const lr::Bookmark& bookmark);
  void ask_place(bool percent);
  void go_to_per_mille(std::uint32_t per_mille);
  void add_bookmark();
  void ask_search();
  void next_hit(int direction, bool from_here);
  void select_mark(int direction);
  void open_selected_note();

  Screen& screen_;
  Book& book_;
  lr::Reader& reader_;
  Places& places_;
  TextSearch search_;
  lr::terminal::CellPage page_;
  int columns_ = 0, rows_ = 0;  // that the reader is styled for
  int mark_ = -1;               // the chosen one of page_.marks
  int asked_ = 0;               // direction in which the user was asked to go on to another article
  std::size_t hit_ = 0;         // the hit that was gone to
  lr::Place anchor_;            // what the user went to: kept while the page around it changes its size
  std::uint32_t damage_seen_ = 0;
  std::vector<lr::Place> trail_;  // where jumps began
  std::string message_;           // in the status line until the next key
};

}  // namespace lrread
