// Keeps the hits of an article: pages show where they are and how many.
#include "text_search.h"

#include <algorithm>

namespace lrread {

void TextSearch::start(const std::string& sought, std::uint32_t index) {
  stop();
  if (search_.open(book_.reader().bundle(), sought) != lr::Status::kOk || search_.in_article(index) != lr::Status::kOk)
    return;
  sought_ = sought;
  lr::Hit hit;
  while (search_.next(hit) == lr::Status::kOk) {
    const bool follows = !hits_.empty() && hits_.back().unit == hit.unit;
    const bool overlaps = follows && hit.code_point - hits_.back().code_point < hits_.back().length;
    if (!overlaps && !lr::is_hidden(hit.kind)) hits_.push_back(hit);
  }
}

void TextSearch::stop() {
  sought_.clear();
  hits_.clear();
}

std::size_t TextSearch::at_or_after(lr::Place place) const {
  const auto before = [](const lr::Hit& hit, lr::Place at) { return lr::Place{hit.unit, hit.code_point} < at; };
  return static_cast<std::size_t>(std::lower_bound(hits_.begin(), hits_.end(), place, before) - hits_.begin());
}

std::size_t TextSearch::hit_at(lr::Place place) const {
  const auto before = [](lr::Place at, const lr::Hit& hit) { return at < lr::Place{hit.unit, hit.code_point}; };
  const auto after = std::upper_bound(hits_.begin(), hits_.end(), place, before);
  if (after == hits_.begin()) return hits_.size();
  const auto hit = after - 1;
  const bool inside = hit->unit == place.unit && place.code_point - hit->code_point < hit->length;
  return inside ? static_cast<std::size_t>(hit - hits_.begin()) : hits_.size();
}

}  // namespace lrread
