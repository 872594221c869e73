// Notes at the foot of the page that has their marks (N1). A page depends on its start and the style alone, so what
// does not fit is not carried to the next page, as in print: it is read where the mark leads. So that this is rare, a
// line goes over to the next page with its notes if the page is nearly full without it.
#include "turn.h"

namespace lr {
namespace {

constexpr int kLineAbove = 1;  // rows of the grid above the notes

// A note shows so many rows, or all of it.
constexpr int kFewestRows = 2;

// Of the page's rows; with so many taken up it may end before a line whose notes do not fit whole.
constexpr int kFullQuarters = 3;

// A page looks at so many marks; whatever the rest stand for is read where they lead.
constexpr std::uint32_t kMostMarks = 64;

}  // namespace

// The note of a mark. kNotFound: it stands for none, or an earlier mark of the page for the same.
Status Layout::new_note(const Flow& flow, std::uint32_t first_mark, std::uint32_t mark, Note& note) {
  if (mark - first_mark >= kMostMarks) return Status::kNotFound;
  Article article{};
  article.first_mark = flow.first_mark;
  article.marks = flow.marks;
  article.first_note = flow.first_note;
  article.notes = flow.notes;
  std::uint32_t own = 0, other = 0;
  Status status = bundle_->note_of_mark(article, mark, own);
  for (std::uint32_t i = first_mark; i < mark && status == Status::kOk; ++i) {
    const Status found = bundle_->note_of_mark(article, i, other);
    if (found == Status::kIo) return found;
    if (found == Status::kOk && other == own) status = Status::kNotFound;
  }
  if (status == Status::kOk) status = bundle_->note(article, own, note);
  return status == Status::kOk || status == Status::kIo ? status : Status::kNotFound;
}

// Lays a note out, below `rows` rows of others, and adds its own: at most `room` of them. With a page, puts its lines
// there.
Status Layout::lay_note(const Flow& flow, const Note& note, int room, Page* page, int& rows) {
  const int end = rows + room;
  for (std::uint32_t unit = note.first_unit; unit - note.first_unit < note.units && rows < end; ++unit) {
    const Status found = cursor_.seek(unit, 0);
    if (found == Status::kIo) return found;
    if (found != Status::kOk) continue;
    for (bool ended = false; !ended && rows < end;) {
      Line line{};
      line.at_foot = true;
      line.start = cursor_.point();
      Status status = next_line(flow, line);
      const bool whole = line.last_of_unit && unit + 1 - note.first_unit == note.units;
      if (status == Status::kOk && page != nullptr && !whole && rows + 2 * line.rows > end) {
        line.cut_short = true;
        status = next_line(flow, line);
      }
      if (status == Status::kIo) return status;
      if (status != Status::kOk || rows + line.rows > end) break;
      ended = line.last_of_unit;
      line.row = static_cast<std::int16_t>(rows);
      rows += line.rows;
      if (page != nullptr) page->lines[page->count + page->notes++] = line;
    }
  }
  return Status::kOk;
}

// Ends the page before a line whose notes it has no room for.
Status Layout::make_room(const Flow& flow, Page& page, Turn& turn) {
  const std::uint32_t first_mark = marks_before(page.lines[0].start);
  int notes = 0, taken = 0;  // rows of the notes so far; of the page
  for (int i = 0; i < page.count; ++i) {
    const Line& line = page.lines[static_cast<std::size_t>(i)];
    const std::uint32_t end =
        i + 1 < page.count ? marks_before(page.lines[static_cast<std::size_t>(i + 1)].start) : turn.end_mark;
    int least = notes;
    for (std::uint32_t mark = marks_before(line.start); mark < end && notes <= rows_; ++mark) {
      Note note;
      const Status status = new_note(flow, first_mark, mark, note);
      if (status == Status::kIo) return status;
      if (status != Status::kOk) continue;
      const int before = notes;
      if (const Status laid = lay_note(flow, note, rows_, nullptr, notes); laid != Status::kOk) return laid;
      least += notes - before < kFewestRows ? notes - before : kFewestRows;
    }
    const int body = line.row + line.rows, above = notes > 0 ? kLineAbove : 0;
    const bool fits = body + above + notes <= rows_;
    const bool fits_in_part = body + above + least <= rows_ && 4 * taken < kFullQuarters * rows_;
    const bool is_later = i > 0 && Place{line.start.unit, line.start.code_point} != page.start;
    Turn here;
    here.goes_on_in(line);
    if (!fits && !fits_in_part && is_later && lines_to_stay(page, i, here) > 0) {
      ahead_ = turn.cut(page, i);
      return Status::kOk;
    }
    taken = body + above + notes;
  }
  return Status::kOk;
}

// Puts the notes at the foot, each with a row at least as long as there are some.
Status Layout::place_notes(const Flow& flow, Page& page, std::uint32_t end_mark) {
  const std::uint32_t first_mark = marks_before(page.lines[0].start);
  const Line& last = page.lines[page.count - 1u];
  const int body = last.row + last.rows + kLineAbove, memory = static_cast<int>(page.lines.size()) - page.count;
  const int room = rows_ - body < memory ? rows_ - body : memory;
  int rows = 0, to_come = 0;
  Note note;
  for (std::uint32_t mark = first_mark; mark < end_mark; ++mark) {
    const Status status = new_note(flow, first_mark, mark, note);
    if (status == Status::kIo) return status;
    to_come += status == Status::kOk;
  }
  for (std::uint32_t mark = first_mark; mark < end_mark && rows < room; ++mark) {
    const Status status = new_note(flow, first_mark, mark, note);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) continue;
    const int others = --to_come < room - rows ? to_come : room - rows - 1;
    if (const Status laid = lay_note(flow, note, room - rows - others, &page, rows); laid != Status::kOk) return laid;
  }
  for (Line& line : page.lines.subspan(page.count, page.notes))
    line.row = static_cast<std::int16_t>(line.row + rows_ - rows);
  return Status::kOk;
}

}  // namespace lr
