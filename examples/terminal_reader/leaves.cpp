// Lays pages out with the reader's own layout; the reader stays where it is.
#include "leaves.h"

namespace lrread {

lr::Status Leaves::lay_out(Book& book, lr::Place top, int count) {
  lr::Reader& reader = book.reader();
  flow_ = reader.flow();
  cells_.columns = count * reader.layout().style().page_width;
  cells_.rows = reader.layout().style().page_height;
  cells_.cells.clear();
  cells_.marks.clear();
  lr::Status worst = lr::Status::kOk;
  for (count_ = 0; count_ < count && (count_ == 0 || !pages_[count_ - 1].last); ++count_) {
    lr::Page& page = pages_[count_];
    lines_[count_].resize(lr::terminal::page_limits().page_lines);
    page.lines = lines_[count_];
    lr::Status status = reader.layout().page(flow_, count_ == 0 ? top : pages_[count_ - 1].next, page);
    if (status != lr::Status::kOk) {
      page.count = page.notes = 0;
      return status;
    }
    const int leaf = reader.layout().vertical() ? count - 1 - count_ : count_;
    status = lr::terminal::add_page(reader, page, book.symbols(), leaf * reader.layout().style().page_width, cells_);
    if (status != lr::Status::kOk) worst = status;
  }
  return worst;
}

bool Leaves::holds(lr::Place place) const {
  return count_ > 0 && start() <= place && (place < next() || (is_last() && place.unit < flow_.end_unit));
}

}  // namespace lrread
