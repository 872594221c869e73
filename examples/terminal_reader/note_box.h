// A note in a box over the page, near its mark; longer ones scroll. It is laid out by a reader of its own, so that the
// page below stays what it is.
#pragma once
#include <ports/terminal/cell_page.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "book.h"
#include "screen.h"
#include "settings.h"

namespace lrread {

class NoteBox {
 public:
  NoteBox(Screen& screen, Book& book, const Settings& settings) : screen_(screen), book_(book), settings_(settings) {}

  // Shows a note of an article, or the one that a hit of a search lies in, from the hit on. kNotFound: no such note.
  lr::Status open(std::uint32_t article, std::uint32_t note);
  lr::Status open(const lr::Hit& hit);
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  std::uint32_t note() const { return reader_->note_index(); }
  // The links in the note's text, by their numbers in the bundle, in reading order.
  std::vector<std::uint32_t> links() const;
  // The one at a place on the screen.
  std::optional<std::uint32_t> link_at(CellPlace place) const;

  // Lays the note out for the screen as it is now; what was read stays in view.
  void fit();
  // By so many lines. false: there is no more.
  bool scroll(int lines);
  int lines_shown() const { return shown_; }
  // Over the page, beside the row and column of the mark; `look` of a cell is the page's.
  void draw(CellPlace mark, const std::function<int(const lr::terminal::Cell&)>& look);
  bool holds(CellPlace place) const;

 private:
  lr::Status begin();
  lr::Status lay_out();
  void place_box(CellPlace mark);
  void draw_frame();
  void find_links();
  CellPlace text_corner() const { return {corner_.row + 1, corner_.column + (framed_ ? 2 : 0)}; }
  int row_of(lr::Place place) const;

  Screen& screen_;
  Book& book_;
  const Settings& settings_;
  std::unique_ptr<std::byte[]> workspace_;
  std::unique_ptr<lr::Reader> reader_;
  lr::terminal::CellPage cells_;  // of the whole note
  std::vector<lr::Link> links_;   // in it
  std::uint32_t first_link_ = 0;  // the number of the first of them
  lr::Place top_;                 // what its first line that is shown begins with
  int rows_ = 0;                  // of the note
  int first_ = 0, shown_ = 0;     // those in the box
  int columns_ = 0, height_ = 0;  // of the screen that it is laid out for
  CellPlace corner_;              // of the box: outside its frame
  int box_columns_ = 0, box_rows_ = 0;
  bool framed_ = false;  // at its sides, too
  bool open_ = false;
};

}  // namespace lrread
