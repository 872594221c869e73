// What lies between two articles that are known is cut where front matter begins.
#include "article_records.h"

#include <libreader/text/control.h>

#include <algorithm>

namespace lr::pack {
namespace {

class Rebuilder {
 public:
  explicit Rebuilder(Bundle& bundle) : bundle_(bundle), cursor_(bundle), records_(bundle.articles()) {
    for (std::uint32_t i = 0; i < records_.size(); ++i) {
      ArticleRecord record;
      if (bundle_.article(i, record.article) == Status::kOk) records_[i] = record;
    }
  }

  std::vector<std::optional<ArticleRecord>> run() {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (records_[i]) continue;
      std::size_t end = i;
      while (end < records_.size() && !records_[end]) ++end;
      rebuild(i, end);
      i = end;
    }
    return std::move(records_);
  }

 private:
  // Where units, notes and marks of an article begin.
  struct Place {
    std::uint32_t unit = 0, note = 0, mark = 0;
  };

  bool note_at(std::uint32_t index, lr::Note& note) {
    lr::Article only{};
    only.first_note = index;
    only.notes = 1;
    return bundle_.note(only, 0, note) == Status::kOk;
  }

  bool is_front(std::uint32_t index) {
    lr::Unit unit;
    return bundle_.unit(index, unit) == Status::kOk && is_front_matter(unit.kind);
  }

  Place behind(const lr::Article& article) {
    Place place{article.end_unit(), article.first_note + article.notes, article.first_mark + article.marks};
    lr::Note last;
    if (article.notes > 0 && note_at(place.note - 1, last)) place.unit = last.first_unit + last.units;
    return place;
  }

  std::uint32_t end_of_units(std::size_t next) {
    if (next < records_.size()) return records_[next]->article.first_unit;
    std::uint32_t count = 0;
    for (lr::Unit unit; bundle_.unit(count, unit) != Status::kNotFound;) ++count;
    return count;
  }

  void rebuild(std::size_t first, std::size_t end) {
    Place place = first > 0 && records_[first - 1] ? behind(records_[first - 1]->article) : Place{};
    place.unit = std::max(place.unit, scanned_);
    const std::uint32_t unit_end = end_of_units(end);
    scanned_ = std::max(scanned_, unit_end);
    std::vector<std::uint32_t> begins;
    for (std::uint32_t i = place.unit; i < unit_end; ++i) {
      if (is_front(i) && (i == place.unit || !is_front(i - 1))) begins.push_back(i);
    }
    if (begins.size() != end - first) return;
    begins.push_back(unit_end);
    for (std::size_t i = first; i < end; ++i) {
      place.unit = begins[i - first];
      records_[i] = {record_of(place, begins[i - first + 1]), true};
      place = {0, records_[i]->article.first_note + records_[i]->article.notes,
               records_[i]->article.first_mark + records_[i]->article.marks};
    }
  }

  lr::Article record_of(const Place& place, std::uint32_t end) {
    lr::Article article{};
    article.first_unit = place.unit;
    article.first_note = place.note;
    article.first_mark = place.mark;
    while (place.unit + article.front_units < end && is_front(place.unit + article.front_units)) ++article.front_units;
    std::uint32_t body_end = end;
    for (lr::Note note; note_at(place.note + article.notes, note) && note.first_unit < end; ++article.notes)
      body_end = std::min(body_end, std::max(note.first_unit, article.first_body_unit()));
    article.body_units = body_end - article.first_body_unit();
    for (std::uint32_t i = place.unit; i < end; ++i) article.marks = std::max(article.marks, marks_up_to(i));
    return article;
  }

  // Note marks of the article up to the end of a unit.
  std::uint32_t marks_up_to(std::uint32_t index) {
    std::uint32_t marks = 0;
    if (cursor_.open(index) != Status::kOk) return 0;
    for (TextItem item; cursor_.next(item) == Status::kOk;) {
      if (item.span == kNoteMarkSpan) marks = std::max<std::uint32_t>(marks, item.mark + 1u);
    }
    return marks;
  }

  Bundle& bundle_;
  TextCursor cursor_;
  std::vector<std::optional<ArticleRecord>> records_;
  std::uint32_t scanned_ = 0;  // units up to here are not gone over again, whatever the records say
};

}  // namespace

std::vector<std::optional<ArticleRecord>> article_records(Bundle& bundle) { return Rebuilder(bundle).run(); }

}  // namespace lr::pack
