// Where pages begin in text that came off them.
#pragma once
#include <cstddef>
#include <vector>

#include "draft.h"

namespace lr::pack::recover {

struct Page {
  std::size_t first, end;  // lines
  int number;              // counts up by one
};

struct Pages {
  enum class By { kNothing, kFormFeeds, kBrowser, kNumbers, kHeads };
  By by = By::kNothing;  // the evidence
  std::vector<Page> list;
  std::vector<std::size_t> signs;  // lines that are that evidence: page numbers, or heads with one
};

Pages find_pages(const Draft& draft);

}  // namespace lr::pack::recover
