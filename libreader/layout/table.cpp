// Where the columns of a table begin: as wide as their widest cell, where all of them fit the measure side by side.
#include "box.h"

#include <libreader/text/control.h>

namespace lr {
namespace {

// Of a longer table columns are not sought: a page turn looks at all of it. It is set as records.
constexpr int kMostSymbols = 4096;

}  // namespace

// Turns the widths of columns into their places, with half an em to two between them; no columns where they do not fit.
void Layout::place_columns(std::int32_t em_q6) {
  std::int32_t room = measure_q6_;
  for (int i = 0; i < columns_.count; ++i) room -= columns_.q6[i];
  const int gaps = columns_.count - 1;
  if (gaps < 1 || room < gaps * em_q6 / 2) {
    columns_.count = 0;
    return;
  }
  const std::int32_t even = room / gaps / 64 * 64, gap = even < 2 * em_q6 ? even : 2 * em_q6;
  std::int32_t at = 0;
  for (int i = 0; i < columns_.count; ++i) {
    const std::int32_t width = columns_.q6[i];
    columns_.q6[i] = at;
    at += width + gap;
  }
}

// Measures a table, unless it was the last one to be: the cursor is anywhere in it afterwards.
Status Layout::find_columns(const Flow& flow, std::uint32_t unit) {
  if (columns_.unit == unit) return Status::kOk;
  columns_.unit = kNoArticle;
  columns_.count = 0;
  for (std::int32_t& widest_q6 : columns_.q6) widest_q6 = 0;
  if (const Status status = cursor_.open(unit); status != Status::kOk) return status;
  const Box box = box_for(flow, cursor_.unit(), true);
  std::int32_t width_q6 = 0;
  int column = 0, symbols = 0;
  for (bool ended = false; !ended && column < kMaxColumns && symbols < kMostSymbols; ++symbols) {
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    ended = status != Status::kOk;
    const SymbolClass symbol_class = ended ? SymbolClass::kLineBreak : item.group->symbol_class;
    if (symbol_class == SymbolClass::kTab || symbol_class == SymbolClass::kLineBreak) {
      if (width_q6 > columns_.q6[column]) columns_.q6[column] = width_q6;
      if (column >= columns_.count) columns_.count = static_cast<std::uint8_t>(column + 1);
      column = symbol_class == SymbolClass::kTab ? column + 1 : 0;
      width_q6 = 0;
    } else if (item.span != kLabelSpan && symbol_class != SymbolClass::kSoftHyphen) {
      std::int32_t advance_q6 = 0;
      if (const Status found = advance_of(box, item, advance_q6); found != Status::kOk) return found;
      width_q6 += advance_q6;
    }
  }
  if (column == kMaxColumns || symbols == kMostSymbols) columns_.count = 0;
  place_columns(box.em_q6);
  columns_.unit = unit;
  return Status::kOk;
}

// The way to the column behind the pen, or to the tab stop.
std::int32_t Layout::tab_q6(const Box& box, std::int32_t pen_q6, std::uint8_t& column) const {
  if (!box.columns) return (pen_q6 / box.tab_q6 + 1) * box.tab_q6 - pen_q6;
  if (column < kMaxColumns) ++column;
  const std::int32_t way_q6 = column < columns_.count ? columns_.q6[column] - pen_q6 : 0;
  return way_q6 > 0 ? way_q6 : box.em_q6 / 2;
}

}  // namespace lr
