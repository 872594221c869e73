// Keeps the hits of an article: pages show where they are and how many.
#include "text_search.h"

#include <algorithm>

namespace lrread {

void TextSearch::start(const std::string& sought, std::uint32_t index) {
  stop();
  lr::Bundle& bundle = book_.reader().bundle();
  lr::Article article;
  if (bundle.article(index, article) != lr::Status::kOk || search_.open(bundle, sought) != lr::Status::kOk ||
      search_.in_article(index) != lr::Status::kOk)
    return;
  sought_ = sought;
  article_ = index;
  length_ = search_.code_points();
  lr::Hit hit;
  while (search_.next(hit) == lr::Status::kOk) {
    if (lr::is_hidden(hit.kind) || hit.unit >= article.end_unit()) continue;
    const bool overlaps = !hits_.empty() && hits_.back().unit == hit.unit && hit.code_point - hits_.back().code_point < length_;
    if (!overlaps) hits_.push_back({hit.unit, hit.code_point});
  }
}

void TextSearch::stop() {
  sought_.clear();
  hits_.clear();
  article_ = lr::kNoArticle;
}

std::size_t TextSearch::at_or_after(lr::Place place) const {
  return static_cast<std::size_t>(std::lower_bound(hits_.begin(), hits_.end(), place) - hits_.begin());
}

std::size_t TextSearch::hit_at(lr::Place place) const {
  const auto after = std::upper_bound(hits_.begin(), hits_.end(), place);
  if (after == hits_.begin()) return hits_.size();
  const auto hit = after - 1;
  const bool inside = hit->unit == place.unit && place.code_point - hit->code_point < length_;
  return inside ? static_cast<std::size_t>(hit - hits_.begin()) : hits_.size();
}

}  // namespace lrread
