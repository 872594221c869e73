// Readings beside their base (R1): the packer marked both, and holds them to kMaxRubySymbols. What stands in one box is
// not parted; a box that is wider than the measure is not made, nor one for letters beside a column (R2), and the
// reading stays on the line in its brackets.
#include "ruby.h"

#include <libreader/text/control.h>

#include "filling.h"

namespace lr {

// before_q6 and behind_q6 are other than 0 where the box may lie over its neighbours, and become how far it does (R2):
// half of what the reading is longer, an em of its own at most. Letters are kept a quarter of an em apart instead.
bool Layout::Ruby::spread(const Box& box, std::int32_t base_q6, std::int32_t reading_q6, std::int32_t most_q6) {
  const std::int32_t quarter = box.em_q6 >> 2;
  const int symbols = length - base - 2;
  const bool follows = strip && !box.vertical;  // the reading its base
  if (strip) reading_q6 = follows ? (narrow > 0 ? 3 : 2) * quarter : ((symbols - narrow) * 2 + tone_first) * quarter;
  std::int32_t width = follows ? base_q6 + reading_q6 : base_q6 > reading_q6 ? base_q6 : reading_q6;
  if (strip && !follows && reading_q6 > base_q6) width += (quarter >> 1);  // from the next
  if (width > most_q6 || width >= 0x8000) return false;
  const std::int32_t blank = follows ? base_q6 : (width - reading_q6) / 2;
  std::int32_t over = strip || narrow > 0 ? 0 : (width - base_q6) / 2;
  if (over > 2 * quarter) over = 2 * quarter;
  before_q6 = static_cast<std::int16_t>(before_q6 != 0 ? over : 0);
  behind_q6 = static_cast<std::int16_t>(behind_q6 != 0 ? over : 0);
  const std::int32_t gap = follows ? 0 : (width - base_q6 - before_q6 - behind_q6) / base;
  base_gap_q6 = static_cast<std::uint16_t>(gap);
  base_pen_q6 = static_cast<std::uint16_t>(before_q6 + gap / 2);
  reading_gap_q6 = static_cast<std::uint16_t>(strip || narrow > 0 ? 0 : 2 * blank / symbols);
  reading_pen_q6 = static_cast<std::uint16_t>(strip || narrow > 0 ? blank : reading_gap_q6 / 2);
  if (narrow > 0 && !strip && 2 * blank < quarter)
    before_q6 = behind_q6 = static_cast<std::int16_t>(blank - (quarter >> 1));
  width_q6 = static_cast<std::uint16_t>(width);
  return true;
}

// The group that `first` begins, which the cursor has just passed. Reads on as far as it must, and comes back.
Status Layout::ruby_group(Filling& filling, const TextItem& first) {
  if (first.span != 0 || !is_ruby_base(first.styles)) return Status::kOk;
  const Box& box = filling.box;
  Ruby& ruby = filling.ruby;
  const TextPoint behind = cursor_.point();
  std::int32_t base_q6 = 0, reading_q6 = 0;
  std::uint32_t count = 0;
  for (TextItem item = first; item.span == 0 && count <= kMaxRubySymbols; ++count) {
    const bool base = is_ruby_base(item.styles);
    if (base ? count > ruby.base : (item.styles & kRubyText) == 0) break;  // the next group; no more of this
    std::int32_t advance_q6 = 0;
    if (const Status status = advance_of(box, item, advance_q6); status != Status::kOk) return status;
    const bool both = (item.styles & kRubyBase) != 0;
    const auto number = static_cast<int>(count) - ruby.base;  // of the reading
    if (base) {
      ++ruby.base;
      base_q6 += advance_q6;
    } else if (number == 0) {
      ruby.before_q6 = both && filling.began;
    } else {
      const bool narrow = item.group->advance == AdvanceKind::kProportional;
      ruby.narrow = static_cast<std::uint8_t>(ruby.narrow + narrow);
      if (number == 1) {
        ruby.strip = both;
        ruby.tone_first = narrow;
      }
      reading_q6 += advance_q6 >> 1;
    }
    ruby.behind_q6 = both;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) {
      ++count;
      break;
    }
  }
  reading_q6 -= box.em_q6 >> 1;  // the bracket behind it
  const bool whole = count >= ruby.base + 3u && count <= kMaxRubySymbols && base_q6 > 0 && reading_q6 > 0;
  const bool lies = ruby.narrow > 0 && !ruby.strip && box.vertical;
  ruby.length = static_cast<std::uint8_t>(count);
  if (!whole || lies || !ruby.spread(box, base_q6, reading_q6, box.measure_q6 - box.indent_q6)) ruby = {};
  return cursor_.resume(behind, first.group->break_class);
}

}  // namespace lr
