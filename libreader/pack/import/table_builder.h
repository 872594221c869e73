// Puts the spans of table cells together: cells of a row are separated by U+0009, rows by U+000A.
#pragma once
#include <iterator>
#include <utility>
#include <vector>

#include "spans.h"

namespace lr::pack {

class TableBuilder {
 public:
  void cell(std::vector<Span> spans) {
    if (cells_ > 0) {
      spans_.push_back({U"\t", 0, 0});
    } else if (rows_ > 0) {
      spans_.push_back({U"\n", 0, 0});
    }
    has_text_ = has_text_ || !spans.empty();
    spans_.insert(spans_.end(), std::make_move_iterator(spans.begin()), std::make_move_iterator(spans.end()));
    ++cells_;
  }

  void end_row() {
    rows_ += cells_ > 0;
    cells_ = 0;
  }

  int rows() const { return rows_; }

  // Empty if no cell has text. The builder is as new afterwards.
  std::vector<Span> take() {
    std::vector<Span> table;
    if (has_text_) table = regroup(flatten(spans_));
    *this = {};
    return table;
  }

 private:
  std::vector<Span> spans_;
  int rows_ = 0, cells_ = 0;  // done rows; done cells of the row
  bool has_text_ = false;
};

}  // namespace lr::pack
