// What of a page does not come through the block reader as it stands: marks of notes, links back, brackets of readings,
// addresses of links. Found from the nodes alone; the block reader is not asked.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "html_blocks.h"
#include "html_notes.h"
#include "remarks.h"

namespace lr::pack {

class EpubResidue {
 public:
  EpubResidue(const HtmlGuide& guide, const std::vector<HtmlNote>& notes, Remarks& remarks);

  // The page, then each note: was it read? After the block reader, which decides that.
  void page(const GumboNode* root) { read(root, nullptr, nullptr); }
  void note(const HtmlNote& note, bool is_read);

 private:
  struct Link {
    const GumboNode* node;
    std::u32string shown;
  };

  void read(const GumboNode* root, const GumboNode* from, const GumboNode* until);
  bool enter(const GumboNode* node);
  void leave(const GumboNode* node);
  void text(const GumboNode* node);
  void border(const GumboNode* node);
  void close_link(const Link& link);
  void drop(const GumboNode* root, std::string_view why);
  void drop_in_code(const GumboNode* code);
  bool calls_note(const GumboNode* raised) const;

  const HtmlGuide& guide_;
  Remarks& remarks_;
  std::set<const GumboNode*> bodies_, opened_;  // of notes; those whose text before the first note is written down
  std::vector<Link> links_;                     // that are open
  const GumboNode* table_ = nullptr;            // of data
  int raised_ = 0, fallback_ = 0, captioned_ = 0;
};

}  // namespace lr::pack
