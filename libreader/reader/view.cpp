// What is shown: its pixels, symbols, notes, place and progress.
#include <libreader/base/scaled.h>
#include <libreader/reader.h>
#include <libreader/text/control.h>

namespace lr {

Status Reader::paint(const Surface& surface, std::span<std::uint8_t> spare) {
  if (!opened_ || !styled_) return Status::kBadCall;
  const std::span<std::uint8_t> own = glyph_memory_.last(paint_bytes_);
  return lr::paint(layout_, flow_, page_, glyphs_, surface, spare.size() > own.size() ? spare : own);
}

Status Reader::line_items(std::uint32_t line, std::span<const LineItem>& items) {
  if (!opened_ || !styled_) return Status::kBadCall;
  if (line >= static_cast<std::uint32_t>(page_.count) + page_.notes) return Status::kNotFound;
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

// Code points of the body before a place; 0 where that is not known, as in front matter.
std::uint32_t Reader::code_points_before(Place place) {
  Unit unit;
  if (place.unit < article_.first_body_unit()) return 0;
  if (place.unit >= article_.end_unit()) return article_.code_points;
  if (bundle_.unit(place.unit, unit) != Status::kOk) return 0;
  const std::uint64_t before = static_cast<std::uint64_t>(unit.code_points_before) + place.code_point;
  return before < article_.code_points ? static_cast<std::uint32_t>(before) : article_.code_points;
}

std::uint32_t Reader::per_mille() {
  if (!opened_ || article_.code_points == 0) return 0;
  if (!in_note_ && page_.last) return 1000;
  return scaled(code_points_before(in_note_ ? return_place_ : start_), 1000, article_.code_points);
}

PageCount Reader::page_count() {
  if (!opened_ || !styled_ || page_.count == 0) return {};
  if (in_note_) return {page_number_ + (page_.last ? 1 : 2), page_.last};
  PageStart found;
  if (known_pages_ == 0 && find_stored({}, found) == Status::kOk) known_pages_ = table_.pages();
  if (known_pages_ != 0) return {known_pages_, true};
  PageStart far{page_number_ + 1, page_.next};  // the last start that is known
  if (starts_.find({}, found) && found.number > far.number) far = found;
  const std::uint32_t before = code_points_before(far.place), left = article_.code_points - before;
  const std::int32_t capacity = layout_.measure_q6() / layout_.em_q6(BlockKind::kParagraph) * layout_.rows();
  const std::uint32_t rest =
      before > 0 ? scaled(left, far.number, before) : left / static_cast<std::uint32_t>(capacity);
  const std::uint32_t most = 0xFFFFFFFF - far.number - 1;
  return {far.number + 1 + (rest < most ? rest : most), false};
}

Status Reader::place_at(std::uint32_t per_mille, Place& place) {
  if (!opened_) return Status::kBadCall;
  std::uint32_t low = article_.first_body_unit(), high = article_.end_unit();
  place = {per_mille == 0 ? article_.first_unit : high, 0};
  if (per_mille == 0 || per_mille >= 1000) return Status::kOk;
  const std::uint32_t thousands = article_.code_points / 1000, rest = article_.code_points % 1000;
  const std::uint32_t target = thousands * per_mille + (rest * per_mille + 999) / 1000;
  std::uint32_t before = 0;
  while (low + 1 < high) {  // the last block that begins at or before it
    const std::uint32_t middle = low + (high - low) / 2;
    Unit unit;
    const Status status = bundle_.unit(middle, unit);
    if (status == Status::kIo) return status;
    if (status == Status::kOk && unit.code_points_before <= target) {
      low = middle;
      before = unit.code_points_before;
    } else {
      high = middle;
    }
  }
  place = {low, target - before};
  return Status::kOk;
}

}  // namespace lr
