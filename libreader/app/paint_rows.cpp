// Lists on the screen: a heading, then lines of words with a value at the right.
#include <libreader/app.h>

#include "pen.h"

namespace lr {

Status App::add_text(Words& words, Text text) {
  std::uint32_t count = 0;
  if (text == Text::kCount) return Status::kOk;
  const Status status = reader_.bundle().menu_text(settings_.language, static_cast<std::uint32_t>(text), words.end(),
                                                   words.room(), count);
  words.grow(count);
  return status == Status::kIo ? status : Status::kOk;
}

void App::add_number(Words& words, std::uint32_t number) const {
  std::uint32_t unit = 1;
  while (number / unit >= 10) unit *= 10;
  for (; unit > 0; unit /= 10) words.add(digits_[number / unit % 10]);
}

// The words of a row, and which of them are underlined.
Status App::add_row(Words& words, const Row& row, std::uint32_t& mark_from, std::uint32_t& mark_end) {
  mark_from = mark_end = 0;
  if (row.kind == Row::Kind::kText) return add_text(words, row.text);
  if (row.kind == Row::Kind::kBlank) return Status::kOk;
  const bool is_title = row.kind == Row::Kind::kTitle;
  Status status = is_title ? cursor_.open(row.title) : cursor_.seek(row.place.unit, row.place.code_point);
  for (TextItem item; status == Status::kOk;) {
    const std::uint32_t at = cursor_.point().code_point;
    status = cursor_.next(item);
    if (status != Status::kOk || item.span != 0) continue;
    const SymbolClass symbol_class = item.group->symbol_class;
    if (symbol_class == SymbolClass::kLineBreak || symbol_class == SymbolClass::kTab) break;
    if (!is_title && at < row.mark_from) mark_from = words.count() + 1;
    if (!words.add(item.symbol)) break;
    if (!is_title && at < row.mark_end) mark_end = words.count();
  }
  return status == Status::kIo ? status : Status::kOk;
}

Status App::add_value(Words& words, const Row& row) {
  switch (row.value) {
    case Row::Value::kNone: return Status::kOk;
    case Row::Value::kText: return add_text(words, row.value_text);
    case Row::Value::kPercent:
      add_number(words, row.number);
      words.add(signs_[0]);
      return Status::kOk;
    case Row::Value::kQuery: return add_query(words);
    case Row::Value::kNumber: add_number(words, row.number); return Status::kOk;
    case Row::Value::kDate:
      if (row.date.year == 0) return Status::kOk;
      add_number(words, row.date.year);
      if (row.date.month == 0) return Status::kOk;
      words.add(signs_[1]);
      add_number(words, row.date.month);
      return Status::kOk;
  }
  return Status::kOk;
}

// Between two columns of pixels: the value at the right, the words in what is left.
Status App::paint_line(Pen& pen, const Row& row, int left, int right, int baseline) {
  Words value, words;
  std::uint32_t mark_from = 0, mark_end = 0;
  int value_width = 0;
  Status status = add_value(value, row);
  if (status == Status::kOk) status = pen.width(value, value_width);
  if (status == Status::kOk) status = pen.draw(value, right - value_width, baseline);
  if (status == Status::kOk) status = add_row(words, row, mark_from, mark_end);
  if (status == Status::kOk)
    status = pen.fit(words, right - value_width - (value_width > 0 ? strike_.ppem() : 0) - left);
  if (status == Status::kOk) status = pen.draw(words, left, baseline);
  int x = left;
  for (std::uint32_t i = 0; i < words.count() && i < mark_end && status == Status::kOk; ++i) {
    int px = 0;
    status = pen.width(words[i], px);
    const int under = baseline + strike_.descent();
    if (i >= mark_from) pen.fill(x, under, x + px, under + 2);
    x += px;
  }
  return status;
}

// A message, or what the screen is called, or the article's title.
App::Row App::heading_row() const {
  Row row;
  row.kind = Row::Kind::kText;
  row.text = message_ != Text::kCount ? message_ : heading_of_screen();
  if (row.text != Text::kCount) return row;
  row.kind = Row::Kind::kPlace;
  row.place = {reader_.article().first_unit, 0};
  return row;
}

Status App::paint_header(Pen& pen) {
  const int height = header_height(), margin = strike_.ppem() * 3 / 4;
  if (!pen.touches(0, height)) return Status::kOk;
  const Row row = heading_row();
  Words value;
  const std::uint32_t count = row_count();
  const int baseline = (height + strike_.ascent() - strike_.descent()) / 2 - 1, right = setup_.page_width - margin;
  int width = 0;
  if (count > visible_rows()) {
    add_number(value, rows_.first / visible_rows() + 1);
    value.add(signs_[1]);
    add_number(value, (count + visible_rows() - 1) / visible_rows());
  } else if (query_bytes_ > 0 && screen_ == Screen::kFound && found().more) {
    add_number(value, found().count);
    value.add(signs_[4]);
  }
  Status status = pen.width(value, width);
  if (status == Status::kOk) status = pen.draw(value, right - width, baseline);
  if (status == Status::kOk) status = paint_line(pen, row, margin, right - width - margin, baseline);
  pen.fill(0, height - 4, setup_.page_width, height - 2);
  return status;
}

Status App::paint_row(Pen& pen, const Row& row, int top, bool selected) {
  const int height = row_height(), margin = strike_.ppem() * 3 / 4;
  const int baseline = top + (height + strike_.ascent() - strike_.descent()) / 2;
  const int right = setup_.page_width - margin;
  if (selected) pen.frame(margin / 3, top + 1, setup_.page_width - margin / 3, top + height - 1);
  return paint_line(pen, row, margin + row.indent * strike_.ppem(), right, baseline);
}

Status App::paint_rows(const Surface& surface) {
  Pen pen(*this, surface);
  pen.clear();
  if (const Status status = paint_header(pen); status != Status::kOk) return status;
  const std::uint32_t count = row_count();
  int top = header_height();
  for (std::uint32_t i = 0; i < visible_rows(); ++i, top += row_height()) {
    if (!pen.touches(top, top + row_height())) continue;
    Row line;
    if (rows_.first + i < count) {
      const Status status = row(rows_.first + i, line);
      if (status == Status::kIo) return status;
      if (status != Status::kOk) line = {};  // damaged: a gap
    } else if (i == 0) {
      line.kind = Row::Kind::kText;
      line.text = screen_ == Screen::kFound || screen_ == Screen::kHits ? Text::kNothingFound : Text::kNothingHere;
    } else {
      break;
    }
    const Status status = paint_row(pen, line, top, rows_.first + i == rows_.selected && count > 0);
    if (status == Status::kIo) return status;
  }
  return Status::kOk;
}

}  // namespace lr
