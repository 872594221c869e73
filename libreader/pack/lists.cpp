// Sort keys by ICU's collation, then stable sorting.
#include "lists.h"

#include <unicode/coll.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>

#include "bundle_writer.h"

namespace lr::pack {
namespace {

// Punctuation does not count, numbers sort by their value.
const char* collation_of(Language language) {
  switch (language) {
    case Language::kZhHans:
    case Language::kZhHant: return "zh-u-co-pinyin-ka-shifted-kn";
    case Language::kJa: return "ja-u-ka-shifted-kn";
    case Language::kKo: return "ko-u-ka-shifted-kn";
    case Language::kEn: break;
  }
  return "und-u-ka-shifted-kn";
}

class SortKeys {
 public:
  explicit SortKeys(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    collator_.reset(icu::Collator::createInstance(icu::Locale::forLanguageTag(collation_of(language), status), status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no collation: ") + u_errorName(status));
  }

  std::string of(const std::string& utf8) const {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    std::string key(static_cast<std::size_t>(collator_->getSortKey(text, nullptr, 0)), '\0');
    collator_->getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size()));
    return key;
  }

 private:
  std::unique_ptr<icu::Collator> collator_;
};

// Numbers of articles in the order of their keys; those without one last.
template <typename Key, typename Before>
std::vector<std::uint32_t> in_order_of(const std::vector<Key>& keys, Before before) {
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const bool one = keys[a] != Key{}, other = keys[b] != Key{};
    return one != other ? one : one && before(keys[a], keys[b]);
  });
  return order;
}

}  // namespace

Lists make_lists(const std::vector<ArticleSummary>& articles, Language language) {
  const SortKeys keys(language);
  std::vector<std::string> titles, authors;
  std::vector<CalendarDate> dates;
  std::vector<std::uint64_t> ids;
  for (const ArticleSummary& article : articles) {
    titles.push_back(keys.of(article.reading.empty() ? article.title : article.reading));
    std::string names;
    for (const std::string& author : article.authors) names += keys.of(author);
    authors.push_back(std::move(names));
    dates.push_back(article.date);
    ids.push_back(article_id(article.id));
  }
  Lists lists;
  lists.by_title = in_order_of(titles, std::less<>());
  lists.by_author = in_order_of(authors, std::less<>());
  lists.by_id = in_order_of(ids, std::less<>());
  lists.by_date = in_order_of(dates, std::greater<>());
  return lists;
}

}  // namespace lr::pack
