// What is shown: its pixels, symbols, notes, place and progress.
#include <libreader/reader.h>
#include <libreader/text/control.h>

namespace lr {

Status Reader::paint(const Surface& surface) {
  if (!opened_ || !styled_) return Status::kBadCall;
  return lr::paint(layout_, flow_, page_, glyphs_, surface);
}

Status Reader::line_items(std::uint32_t line, std::span<const LineItem>& items) {
  if (!opened_ || !styled_) return Status::kBadCall;
  if (line >= page_.count) return Status::kNotFound;
  return layout_.items(flow_, page_.lines[line], items);
}

Status Reader::notes_on_page(std::span<std::uint32_t> notes, std::uint32_t& count) {
  count = 0;
  std::uint32_t previous = kNoArticle;
  for (std::uint32_t i = 0; i < page_.count; ++i) {
    std::span<const LineItem> items;
    if (const Status status = line_items(i, items); status != Status::kOk) return status;
    for (const LineItem& item : items) {
      if (item.span != kNoteMarkSpan || item.mark == previous) continue;
      previous = item.mark;
      std::uint32_t note = 0;
      const Status status = bundle_.note_of_mark(article_, item.mark, note);
      if (status == Status::kIo) return status;
      bool known = status != Status::kOk;
      for (std::uint32_t k = 0; k < count; ++k) known = known || notes[k] == note;
      if (!known && count < notes.size()) notes[count++] = note;
    }
  }
  return Status::kOk;
}

Status Reader::place(Locator& locator) {
  if (!opened_ || !styled_) return Status::kBadCall;
  return make_locator(bundle_, article_, in_note_ ? return_place_ : start_, locator);
}

std::uint32_t Reader::per_mille() {
  const Place here = in_note_ ? return_place_ : start_;
  if (!opened_ || here.unit < article_.first_body_unit() || article_.code_points == 0) return 0;
  if (!in_note_ && page_.last) return 1000;
  Unit unit;
  if (bundle_.unit(here.unit, unit) != Status::kOk) return 0;
  const std::uint64_t before = static_cast<std::uint64_t>(unit.code_points_before) + here.code_point;
  const std::uint64_t per_mille = before * 1000 / article_.code_points;
  return per_mille < 1000 ? static_cast<std::uint32_t>(per_mille) : 1000;
}

}  // namespace lr
