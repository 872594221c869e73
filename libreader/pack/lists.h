// The orders that a bundle lists its articles in. What they are in the file is bundle_writer's business.
#pragma once
#include <libreader/pack.h>

#include <cstdint>
#include <vector>

namespace lr::pack {

// Numbers of articles. Equal ones keep the order that the articles have.
struct Lists {
  std::vector<std::uint32_t>
      by_title;  // Chinese by pinyin, Japanese by reading where it is known, others as ICU has them
  std::vector<std::uint32_t> by_author;  // by the first author, then the others; without one last
  std::vector<std::uint32_t> by_id;      // by the number that an article has for its id
  std::vector<std::uint32_t> by_date;    // the latest first; without one last
};

// `language` is the bundle's: one order holds for the titles of all languages in it.
Lists make_lists(const std::vector<ArticleSummary>& articles, Language language);

}  // namespace lr::pack
