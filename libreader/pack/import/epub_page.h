// A book as one page of HTML, so that notes and links go over the borders of its documents: identifiers get the name of
// their document, headings their level, and what is no text (drawings, players) is left out.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "epub.h"
#include "epub_headings.h"

namespace lr::pack {

struct EpubPage {
  std::string html;
  std::unordered_map<const GumboNode*, int> lines;  // of the page, by the texts of the documents
};

// What is left out or put in is written down in `remarks`' account.
EpubPage make_page(const std::vector<EpubDocument>& documents, const EpubHeadings& headings, Remarks& remarks);

// All text of the book goes into the account, found without regard to what was made of it: a line for each paragraph,
// under the page's line numbers. Of documents that are dropped it is also written down that they are.
void account_for_documents(const std::vector<EpubDocument>& documents, const EpubPage& page, Remarks& remarks);

}  // namespace lr::pack
