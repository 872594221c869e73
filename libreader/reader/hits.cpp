// From a hit of a search to the page that shows it.
#include <libreader/reader.h>

namespace lr {

Status Reader::go_to(const Hit& hit) {
  if (!opened_ || article_index_ != hit.article || in_note_) {
    if (const Status status = open_article(hit.article); status != Status::kOk) return status;
  }
  if (hit.unit < article_.first_body_unit()) return go_to_page(0);
  if (hit.unit < article_.end_unit()) return go_to(Place{hit.unit, hit.code_point});
  std::uint32_t low = 0, high = article_.notes;  // notes lie in order
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    Note note;
    if (const Status status = bundle_.note(article_, middle, note); status != Status::kOk) return status;
    if (hit.unit >= note.first_unit && hit.unit - note.first_unit < note.units) return open_note(middle);
    if (note.first_unit > hit.unit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return Status::kNotFound;
}

}  // namespace lr
