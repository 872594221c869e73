// Fills a page with lines; then keeps headings with what follows them (H1) and the first two and last two lines of a
// paragraph together (W1), by leaving lines at its end to the next page.
#include "box.h"

namespace lr {
namespace {

// A page of so few lines has no room for what W1 asks.
constexpr int kFewRows = 4;

// Lines at the end of the first `count` that are of one unit.
int lines_of_last_unit(const Page& page, int count) {
  const std::uint32_t unit = page.lines[static_cast<std::size_t>(count - 1)].start.unit;
  int lines = 1;
  while (lines < count && page.lines[static_cast<std::size_t>(count - lines - 1)].start.unit == unit) ++lines;
  return lines;
}

// Of `count` lines, those that stay when the next page goes on in the last one's unit (W1).
int without_lone_lines(const Page& page, int count, bool one_is_left) {
  const int lines = lines_of_last_unit(page, count);
  const bool begins_here = page.lines[static_cast<std::size_t>(count - lines)].start.code_point == 0;
  const int fewest = begins_here ? 2 : 1;  // that may stay
  const int stay = one_is_left ? lines - 1 : lines;
  return stay >= fewest ? count - lines + stay : count - lines;
}

// Of `count` lines, those that stay when headings that end them, or have but one line of more behind them, go on (H1).
int without_lone_headings(const Page& page, int count) {
  const auto is_heading = [&](int i) { return page.lines[static_cast<std::size_t>(i)].kind == BlockKind::kHeading; };
  const bool one_follows =
      count > 0 && !is_heading(count - 1) && !page.lines[static_cast<std::size_t>(count - 1)].last_of_unit;
  int first = one_follows ? count - 1 : count;
  if (first == 0 || !is_heading(first - 1)) return count;
  while (first > 0 && is_heading(first - 1)) --first;
  return first;
}

}  // namespace

Status Layout::page(const Flow& flow, Place start, Page& page) {
  if (page.lines.empty()) return Status::kNoSpace;
  page.count = 0;
  page.start = start;
  page.last = false;
  int row = 0;
  bool full = false;
  bool inside = false;       // the next page begins inside a unit of running text
  bool one_is_left = false;  // of which but one line is left
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
        inside = from.code_point != 0 && is_running_text(kind);
        one_is_left = line.last_of_unit;
        if (at == start) at = {at.unit + 1, 0};  // nothing but note marks filled the page: no place lies between them
        break;
      }
      line.row = static_cast<std::int16_t>(row + gap);
      row = line.row + line.rows;
      gap = 0;
      page.lines[page.count++] = line;
      previous = kind;
      if (line.last_of_unit) break;
    }
    if (full) break;
  }
  if (page.count == 0) return Status::kEnd;
  page.next = at;
  page.last = !full || at.unit >= flow.end_unit;
  if (!full) return Status::kOk;
  int stay = page.count;
  if (inside && !style_.orphans && rows_ > kFewRows) stay = without_lone_lines(page, stay, one_is_left);
  stay = without_lone_headings(page, stay);
  if (stay > 0 && stay < page.count) {
    const TextPoint& next = page.lines[static_cast<std::size_t>(stay)].start;
    page.next = {next.unit, next.code_point};
    page.count = static_cast<std::uint16_t>(stay);
  }
  return Status::kOk;
}

}  // namespace lr
