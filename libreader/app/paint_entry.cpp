// The screen to type on: what was typed, a cross of four boxes with the letters of each arrow, the titles found so far.
#include <libreader/app.h>

#include "pen.h"

namespace lr {
// The letters of an arrow in its box, in as many lines as they need.
Status App::paint_quarter(Pen& pen, std::uint32_t number, int left, int top, int width, int height) {
  std::uint32_t first = 0, end = 0;
  quarter(number, first, end);
  if (first == end || !pen.touches(top, top + height)) return Status::kOk;
  pen.frame(left, top, left + width, top + height);
  Words letters;
  if (const Status status = add_text(letters, Text::kLetters); status != Status::kOk) return status;
  const int gap = strike_.ppem() / 4, line = strike_.ppem() * 5 / 4;
  std::uint32_t a_line = end - first;  // letters
  const int most = (height - 4) / line > 1 ? 2 : 1;
  if (most == 2 && a_line > 7) a_line = (a_line + 1) / 2;
  int baseline = top + (height - (a_line < end - first ? line : 0) + strike_.ascent() - strike_.descent()) / 2;
  for (; first < end; first += a_line, baseline += line) {
    int all = -gap, x = 0;
    for (int pass = 0; pass < 2; ++pass) {
      if (pass == 1) x = left + (width - all) / 2;
      for (std::uint32_t i = first; i < end && i < first + a_line; ++i) {
        const std::uint32_t letter = letter_at(i);
        if (letter >= letters.count()) continue;
        int px = 0;
        Words one;
        one.add(letters[letter]);
        Status status = pen.width(one, px);
        if (status == Status::kOk && pass == 1) status = pen.draw(one, x, baseline);
        if (status != Status::kOk) return status;
        all += px + gap;
        x += px + gap;
      }
    }
  }
  return Status::kOk;
}

Status App::paint_entry(const Surface& surface) {
  Pen pen(*this, surface);
  pen.clear();
  const int em = strike_.ppem(), width = setup_.page_width, header = header_height();
  Row row;
  row.kind = Row::Kind::kText;
  row.text = Text::kFindArticle;
  const int baseline = (header + strike_.ascent() - strike_.descent()) / 2 - 1;
  Status status = paint_line(pen, row, em * 3 / 4, width - em * 3 / 4, baseline);
  pen.fill(0, header - 4, width, header - 2);
  // What was typed, and where it goes on.
  Words typed;
  int typed_width = 0;
  if (status == Status::kOk) status = add_query(typed);
  if (status == Status::kOk) status = pen.width(typed, typed_width);
  const int typed_left = (width - typed_width) / 2, typed_baseline = header + em * 5 / 4;
  if (status == Status::kOk) status = pen.draw(typed, typed_left, typed_baseline);
  pen.fill(typed_left + typed_width + 2, typed_baseline - strike_.ascent() + 2, typed_left + typed_width + 4,
           typed_baseline + 2);
  // The cross.
  const int box = width * 7 / 20, height = em * 5 / 2, gap = em / 4, middle = (width - box) / 2;
  int top = header + em * 7 / 4;
  const int side = width / 20;
  if (status == Status::kOk) status = paint_quarter(pen, 0, middle, top, box, height);
  top += height + gap;
  if (status == Status::kOk) status = paint_quarter(pen, 1, side, top, box, height);
  if (status == Status::kOk) status = paint_quarter(pen, 2, width - side - box, top, box, height);
  paint_arrows(pen, width / 2, top + height / 2);
  top += height + gap;
  if (status == Status::kOk) status = paint_quarter(pen, 3, middle, top, box, height);
  top += height + gap;
  // The titles, or what to do.
  const Found& found = this->found();
  for (std::uint32_t i = 0; i < found.count && top + row_height() <= setup_.page_height; ++i, top += row_height()) {
    row.kind = Row::Kind::kTitle;
    row.title = found.titles[i];
    if (status == Status::kOk && pen.touches(top, top + row_height())) status = paint_row(pen, row, top, false);
  }
  if (query_bytes_ == 0 && top + row_height() <= setup_.page_height) {
    row.kind = Row::Kind::kText;
    row.text = Text::kChooseGroup;
    if (status == Status::kOk) status = paint_row(pen, row, setup_.page_height - row_height(), false);
  }
  return status;
}

// Four small triangles that point away from the middle.
void App::paint_arrows(Pen& pen, int x, int y) const {
  const int size = strike_.ppem() / 4, away = size;
  for (int i = 0; i < size; ++i) {
    pen.fill(x - i, y - away - size + i, x + i + 1, y - away - size + i + 1);
    pen.fill(x - i, y + away + size - i, x + i + 1, y + away + size - i + 1);
    pen.fill(x - away - size + i, y - i, x - away - size + i + 1, y + i + 1);
    pen.fill(x + away + size - i, y - i, x + away + size - i + 1, y + i + 1);
  }
}

}  // namespace lr
