// The records of all articles of a bundle, those that are lost made anew: articles lie one after the other, and each
// begins with its front matter.
#pragma once
#include <libreader/bundle.h>

#include <optional>
#include <vector>

namespace lr::pack {

struct ArticleRecord {
  lr::Article article{};
  bool is_rebuilt = false;  // language and name are not known
};

// Empty where a record is lost and cannot be made anew.
std::vector<std::optional<ArticleRecord>> article_records(Bundle& bundle);

}  // namespace lr::pack
