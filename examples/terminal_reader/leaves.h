// What a screen shows of an article: one page, or two side by side as in a book, from any line on.
#pragma once
#include <ports/terminal/cell_page.h>

#include <vector>

#include "book.h"

namespace lrread {

class Leaves {
 public:
  static constexpr int kMost = 2;

  // Lays `count` pages of what the book's reader shows, in its style, side by side from a place on; fewer where the
  // text ends. kIo, kDamaged: what could be read is there.
  lr::Status lay_out(Book& book, lr::Place top, int count);

  int count() const { return count_; }
  const lr::terminal::CellPage& cells() const { return cells_; }
  lr::Place start() const { return pages_[0].start; }
  lr::Place next() const { return pages_[count_ == 0 ? 0 : count_ - 1].next; }
  bool is_last() const { return count_ == 0 || pages_[count_ - 1].last; }
  // Where the n-th line of the first page begins; n below lines().
  std::size_t lines() const { return count_ == 0 ? 0 : pages_[0].count; }
  lr::Place line(std::size_t n) const { return {pages_[0].lines[n].start.unit, pages_[0].lines[n].start.code_point}; }
  // Whether the text at a place is among it.
  bool holds(lr::Place place) const;

 private:
  std::vector<lr::Line> lines_[kMost];
  lr::Page pages_[kMost];
  lr::terminal::CellPage cells_;
  lr::Flow flow_;
  int count_ = 0;
};

}  // namespace lrread
