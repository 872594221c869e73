// Readings beside their base (R1): the packer marked both, and holds them to kMaxRubySymbols. What stands in one box is
// not parted; a box that is wider than the measure is not made, nor one for letters beside a column (R2), and the
// reading stays on the line in its brackets.
#include "ruby.h"

#include <libreader/text/control.h>

namespace lr {

void Layout::Ruby::spread() {
  const int reading = length - base - 2;
  const std::int32_t slack = width_q6() - base_q6, reading_slack = width_q6() - reading_q6;
  base_gap_q6 = slack / base;
  base_pen_q6 = base_gap_q6 / 2;
  reading_gap_q6 = is_latin ? 0 : reading_slack / reading;
  reading_pen_q6 = is_latin ? reading_slack / 2 : reading_gap_q6 / 2;
}

// The group that `first` begins, which the cursor has just passed. Reads on as far as it must, and comes back.
Status Layout::ruby_group(const Box& box, const TextItem& first, Ruby& ruby) {
  if (first.span != 0 || (first.styles & kRubyBase) == 0) return Status::kOk;
  ruby = {};
  const TextPoint behind = cursor_.point();
  std::int32_t bracket_q6 = 0;
  std::uint32_t count = 0;
  for (TextItem item = first; item.span == 0 && count <= kMaxRubySymbols; ++count) {
    const bool base = (item.styles & kRubyBase) != 0, first_of_reading = !base && count == ruby.base;
    if (!base && (item.styles & kRubyText) == 0) break;
    if (base && count > ruby.base) break;  // the next group
    std::int32_t advance_q6 = 0;
    if (const Status status = advance_of(box, item, advance_q6); status != Status::kOk) return status;
    if (base) {
      ++ruby.base;
      ruby.base_q6 += advance_q6;
    } else if (!first_of_reading) {
      bracket_q6 = advance_q6 / 2;  // if it is the last
      ruby.reading_q6 += bracket_q6;
      ruby.is_latin = ruby.is_latin || item.group->symbol_class == SymbolClass::kLatin;
    }
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) {
      ++count;
      break;
    }
  }
  ruby.reading_q6 -= bracket_q6;
  if (ruby.is_latin) ruby.reading_q6 += box.em_q6 / 8;
  const bool whole = count >= ruby.base + 3u && count <= kMaxRubySymbols && ruby.base_q6 > 0 && ruby.reading_q6 > 0;
  const bool fits = ruby.width_q6() <= box.measure_q6 - box.indent_q6 && ruby.width_q6() < 0x10000;
  if (whole && fits && !(ruby.is_latin && box.vertical)) {
    ruby.length = static_cast<std::uint8_t>(count);
    ruby.spread();
  }
  return cursor_.resume(behind, first.group->break_class);
}

}  // namespace lr
