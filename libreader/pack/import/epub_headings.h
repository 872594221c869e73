// Which level each heading of a book has: the depth at which its table of contents names it; what that does not name
// hangs below what it does.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "epub.h"

namespace lr::pack {

struct EpubHeading {
  int level;
  std::u32string text;
};

struct EpubHeadings {
  std::unordered_map<const GumboNode*, int> levels;  // of headings, and of paragraphs that are headings
  // That the table of contents has and the documents do not, by what they stand before; a <body>: at its beginning.
  std::unordered_map<const GumboNode*, std::vector<EpubHeading>> inserted;
};

// `documents` in the order of the book.
EpubHeadings find_headings(const std::vector<EpubDocument>& documents, const std::vector<EpubContentsEntry>& contents,
                           Remarks& remarks);

}  // namespace lr::pack
