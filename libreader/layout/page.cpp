// Fills a page with lines; then keeps headings with what follows them (H1) and the first two and last two lines of a
// paragraph together (W1), by leaving lines at its end to the next page.
#include "turn.h"

namespace lr {
namespace {

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

// Puts lines into the page until its rows are full.
Status Layout::fill_body(const Flow& flow, Place start, Page& page, Turn& turn) {
  int row = 0;
  BlockKind previous = BlockKind::kParagraph;
  Place at = start;
  for (; at.unit < flow.end_unit && !turn.full; ++at.unit, at.code_point = 0) {
    const bool known = at.code_point != 0 && Place{ahead_.unit, ahead_.code_point} == at;
    const Status found = known ? cursor_.resume(ahead_) : cursor_.seek(at.unit, at.code_point);
    if (found == Status::kIo) return found;
    if (found != Status::kOk || is_hidden(cursor_.unit().kind)) continue;
    const BlockKind kind = cursor_.unit().kind;
    int gap = page.count > 0 && at.code_point == 0 ? gap_rows(previous, kind) : 0;
    for (;;) {
      Line line{};
      line.start = cursor_.point();
      const Status status = next_line(flow, line);
      if (status == Status::kIo) return status;
      if (status != Status::kOk) break;
      turn.full = page.count > 0 && (page.count == page.lines.size() || row + gap + line.rows > rows_);
      if (turn.full && Place{line.start.unit, line.start.code_point} != start) {
        at.code_point = line.start.code_point;
        ahead_ = line.start;
        turn.goes_on_in(line);
        break;
      }
      line.row = static_cast<std::int16_t>(row + gap);
      if (turn.full) {  // by labels or note marks alone, between which no place lies: what goes on takes the last line's
        turn.full = false;
        line.row = page.lines[--page.count].row;
      }
      row = line.row + line.rows;
      gap = 0;
      turn.end_mark = marks_before(cursor_.point());
      page.lines[page.count++] = line;
      previous = kind;
      if (line.last_of_unit) break;
    }
    if (turn.full) break;
  }
  page.next = at;
  page.last = !turn.full || at.unit >= flow.end_unit;
  return page.count > 0 ? Status::kOk : Status::kEnd;
}

// Of `count` lines, those that stay when the next page goes on as `turn` says; 0: that cannot be had.
int Layout::lines_to_stay(const Page& page, int count, const Turn& turn) const {
  if (turn.inside && !style_.orphans && rows_ > kFewRows) count = without_lone_lines(page, count, turn.one_is_left);
  return without_lone_headings(page, count);
}

Status Layout::page(const Flow& flow, Place start, Page& page) {
  if (page.lines.empty()) return Status::kNoSpace;
  page.count = page.notes = 0;
  page.start = start;
  Turn turn;
  if (const Status status = fill_body(flow, start, page, turn); status != Status::kOk) return status;
  const bool notes_stand =
      style_.notes == NoteStyle::kAtFoot && rows_ > kFewRows && turn.end_mark != marks_before(page.lines[0].start);
  if (notes_stand) {
    if (const Status status = make_room(flow, page, turn); status != Status::kOk) return status;
  }
  const int stay = turn.full ? lines_to_stay(page, page.count, turn) : 0;
  if (stay > 0 && stay < page.count) {
    const TextPoint& next = page.lines[static_cast<std::size_t>(stay)].start;
    if (Place{next.unit, next.code_point} != start) ahead_ = turn.cut(page, stay);
  }
  return notes_stand ? place_notes(flow, page, turn.end_mark) : Status::kOk;
}

}  // namespace lr
