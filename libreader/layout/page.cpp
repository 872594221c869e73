// Fills a page with lines, keeping headings with what follows them (H1).
#include "box.h"

namespace lr {

Status Layout::page(const Flow& flow, Place start, Page& page) {
  if (page.lines.empty()) return Status::kNoSpace;
  page.count = 0;
  page.start = start;
  page.last = false;
  int row = 0;
  int keep = -1;    // the first line of the headings that end the page so far
  int follows = 0;  // lines after them
  bool full = false;
  BlockKind previous = BlockKind::kParagraph;
  Place at = start;
  for (; at.unit < flow.end_unit && !full; ++at.unit, at.code_point = 0) {
    const Status found = cursor_.seek(at.unit, at.code_point);
    if (found == Status::kIo) return found;
    if (found != Status::kOk || is_hidden(cursor_.unit().kind)) continue;
    const BlockKind kind = cursor_.unit().kind;
    int gap = page.count > 0 && at.code_point == 0 ? gap_rows(previous, kind) : 0;
    for (;;) {
      const TextPoint from = cursor_.point();
      Line line;
      TextPoint next;
      const Status status = this->line(flow, from, line, next);
      if (status == Status::kIo) return status;
      if (status != Status::kOk) break;
      full = page.count > 0 && (page.count == page.lines.size() || row + gap + line.rows > rows_);
      if (full) {
        at.code_point = from.code_point;
        if (at == start) at = {at.unit + 1, 0};  // nothing but note marks filled the page: no place lies between them
        break;
      }
      line.row = static_cast<std::int16_t>(row + gap);
      row = line.row + line.rows;
      gap = 0;
      if (kind == BlockKind::kHeading) {
        if (keep < 0) keep = page.count;
        follows = 0;
      } else if (keep >= 0 && (++follows == 2 || line.last_of_unit)) {
        keep = -1;
      }
      page.lines[page.count++] = line;
      previous = kind;
      if (line.last_of_unit) break;
    }
    if (full) break;
  }
  if (page.count == 0) return Status::kEnd;
  page.next = at;
  page.last = !full || at.unit >= flow.end_unit;
  if (full && keep > 0) {
    page.count = static_cast<std::uint16_t>(keep);
    page.next = {page.lines[page.count].start.unit, page.lines[page.count].start.code_point};
  }
  return Status::kOk;
}

}  // namespace lr
