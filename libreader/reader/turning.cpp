// Turning pages, and finding the page that a place or a number stands for: from the page table, the starts that are
// known, or the article's beginning.
#include <libreader/reader.h>

namespace lr {

Status Reader::next() {
  if (!opened_ || !styled_) return Status::kBadCall;
  if (page_.count == 0) return walk_to({.place = start_});
  if (page_.last) return Status::kEnd;
  const PageStart before{page_number_, start_};
  const Status status = show({page_number_ + 1, page_.next});
  if (status == Status::kOk) {
    keep_place();
    return status;
  }
  const Status restored = show(before);
  return restored == Status::kOk ? status : restored;
}

Status Reader::previous() {
  if (!opened_ || !styled_) return Status::kBadCall;
  if (page_.count == 0) return walk_to({.place = start_});
  if (page_number_ == 0) return Status::kEnd;
  const Place end = start_;
  Status status = go_to_page(page_number_ - 1);
  if ((status == Status::kOk || status == Status::kEnd) && page_.next != end) {  // by a page table that is wrong
    drop_table();
    const bool in_unit = end.code_point > 0;
    status = walk_to({.place = in_unit ? Place{end.unit, end.code_point - 1} : Place{end.unit - 1, 0xFFFFFFFF}});
    if (status == Status::kOk) keep_place();
  }
  return status;
}

Status Reader::go_to_page(std::uint32_t number) {
  if (!opened_ || !styled_) return Status::kBadCall;
  const Status status = walk_to({.number = number});
  if (status != Status::kOk) return status;
  keep_place();
  return page_number_ < number ? Status::kEnd : Status::kOk;
}

void Reader::keep_place() {
  if (!in_note_) anchor_ = start_;
}

// Shows the last page of the flow within the bound.
Status Reader::walk_to(const PageBound& bound) {
  const Place before = start_;
  Status status = show_known(bound);
  while (status == Status::kOk && !page_.last && bound.admits({page_number_ + 1, page_.next}))
    status = show({page_number_ + 1, page_.next});
  if (status != Status::kOk) start_ = before;
  return status;
}

// Shows the last page within the bound that is known without laying out those before it.
Status Reader::show_known(const PageBound& bound) {
  const PageStart first{0, {flow_.first_unit, 0}};
  if (in_note_) return show(first);
  PageStart known = first, stored;
  starts_.find(bound, known);
  if (known.number != bound.number) {
    Status status = find_stored(bound, stored);
    if (status == Status::kOk && stored.number > known.number) {
      status = show(stored);
      if (status == Status::kOk && begins_with_a_line()) return status;
      if (status != Status::kIo) {
        drop_table();
        known = first;
      }
    }
    if (status == Status::kIo) return status;
  }
  return show(known);
}

// Looks in the page table, which is looked for when it is first asked.
Status Reader::find_stored(const PageBound& bound, PageStart& found) {
  if (!table_sought_) {
    const bool room = page_.lines.size() >= static_cast<std::uint32_t>(layout_.rows());
    const auto items = static_cast<std::uint32_t>(items_.size());
    Status status = room ? table_.open(bundle_, layout_.style().key(), items) : Status::kNotFound;
    if (status == Status::kOk) status = table_.open_flow(flow_);
    if (status == Status::kIo) return status;
    table_sought_ = true;
    if (status != Status::kOk) table_.close();
  }
  return table_.find(bound, found);
}

// Whether text or a block begins where the page does: a place inside a symbol or behind the text is no start.
bool Reader::begins_with_a_line() const {
  const TextPoint& first = page_.lines[0].start;
  return start_.code_point == 0 || start_ == Place{first.unit, first.code_point};
}

// What it said was wrong: neither it nor the numbers that were counted from it are used again.
void Reader::drop_table() {
  table_.close();
  starts_.clear();
  known_pages_ = 0;
}

}  // namespace lr
