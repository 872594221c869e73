// Reads the blocks of an article and looks for a text in each.
#include "text_search.h"

#include <algorithm>

#include "text.h"

namespace lrread {

void TextSearch::start(const std::string& sought, std::uint32_t index) {
  stop();
  const std::wstring folded = fold(sought);
  lr::Bundle& bundle = book_.reader().bundle();
  lr::Article article;
  if (folded.empty() || bundle.article(index, article) != lr::Status::kOk) return;
  sought_ = sought;
  article_ = index;
  length_ = static_cast<std::uint32_t>(folded.size());
  for (std::uint32_t i = article.first_unit; i < article.end_unit(); ++i) {
    lr::Unit unit;
    if (bundle.unit(i, unit) != lr::Status::kOk || lr::is_hidden(unit.kind)) continue;
    const std::wstring text = fold(book_.unit_text(i));
    for (std::size_t at = text.find(folded); at != std::wstring::npos; at = text.find(folded, at + folded.size()))
      hits_.push_back({i, static_cast<std::uint32_t>(at)});
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
