// Which level each heading of a book has.
#include "epub_headings.h"

#include <algorithm>
#include <set>

#include "fields.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr int kDeepestLevel = 6;
constexpr std::size_t kLongestOverHeading = 60;  // code points: a number, a motto before the heading itself

bool holds_block(const GumboNode* root) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_P,  GUMBO_TAG_DIV, GUMBO_TAG_TABLE,   GUMBO_TAG_UL, GUMBO_TAG_OL,
                                       GUMBO_TAG_DL, GUMBO_TAG_PRE, GUMBO_TAG_SECTION, GUMBO_TAG_BLOCKQUOTE};
  bool found = false;
  walk(root, [&](const GumboNode* node) {
    found = found || (node != root && (is_one_of(tag_of(node), kTags) || heading_level(node) > 0));
    return !found;
  });
  return found;
}

class HeadingFinder {
 public:
  HeadingFinder(const std::vector<EpubDocument>& documents, Remarks& remarks) : remarks_(remarks) {
    for (const EpubDocument& document : documents) {
      if (document.is_dropped()) {
        dropped_.insert(document.path);
      } else if (document.is_linear) {
        index(document);
      }
    }
  }

  EpubHeadings run(const std::vector<EpubContentsEntry>& contents) {
    std::vector<std::pair<const EpubContentsEntry*, const Place*>> found;
    for (const EpubContentsEntry& entry : contents) {
      if (dropped_.contains(entry.path)) continue;
      const auto place = places_.find({entry.path, entry.fragment});
      if (place == places_.end()) {
        remarks_.add(Remark::Kind::kMissing, 0,
                     "The table of contents leads to a place that is not in the book: \"" + encode_utf8(entry.label) + "\".");
        continue;
      }
      found.emplace_back(&entry, &place->second);
      targets_.insert(place->second.node);
    }
    for (const auto& [entry, place] : found) take(*entry, *place);
    if (!headings_.levels.empty() || !headings_.inserted.empty()) set_others();
    return std::move(headings_);
  }

 private:
  struct Place {
    const GumboNode* node;
    const GumboNode* body;
    std::size_t at;  // in order_
  };

  void index(const EpubDocument& document) {
    walk(document.body, [&](const GumboNode* node) {
      const GumboTag tag = tag_of(node);
      if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SVG) return false;
      const Place place{node, document.body, order_.size()};
      order_.push_back(node);
      if (node == document.body) places_.try_emplace({document.path, ""}, place);
      for (const char* key : {"id", "name"}) {
        if (has_attribute(node, key)) places_.try_emplace({document.path, std::string(attribute_of(node, key))}, place);
      }
      return is_element(node);
    });
    order_.push_back(nullptr);  // the end of a document
  }

  void take(const EpubContentsEntry& entry, const Place& place) {
    const int level = std::min(entry.depth, kDeepestLevel);
    if (const GumboNode* heading = heading_at(entry, place); heading != nullptr) {
      headings_.levels.try_emplace(heading, level);
    } else if (!entry.label.empty()) {
      headings_.inserted[insertion_point(place)].push_back({level, entry.label});
    }
  }

  // The heading that the place stands in, or that follows it with next to nothing between; or the paragraph there that
  // is no more than the label.
  const GumboNode* heading_at(const EpubContentsEntry& entry, const Place& place) const {
    for (const GumboNode* node = place.node; node != place.body; node = node->parent) {
      if (heading_level(node) > 0 && !text_of(node).empty()) return node;
    }
    const std::u32string label = without_spaces(entry.label);
    std::u32string over;
    const GumboNode* paragraph = nullptr;
    for (std::size_t i = place.at; i < order_.size() && order_[i] != nullptr; ++i) {
      const GumboNode* node = order_[i];
      if (i > place.at && targets_.contains(node) && heading_level(node) == 0) break;
      if (heading_level(node) > 0) {
        const std::u32string text = without_spaces(text_of(node));
        if (text.empty()) continue;
        const bool agrees = label.find(text) != std::u32string::npos || text.find(label) != std::u32string::npos;
        return over.empty() || agrees ? node : paragraph;
      }
      if (!is_text(node)) continue;
      const std::u32string text = without_spaces(text_of(node));
      if (!text.empty() && over.empty()) paragraph = paragraph_of(node, place.body, label);
      over += text;
      if (over.size() > kLongestOverHeading) break;
    }
    return paragraph;
  }

  static const GumboNode* paragraph_of(const GumboNode* text, const GumboNode* body, const std::u32string& label) {
    const GumboNode* node = text;
    while (node != body && tag_of(node) != GUMBO_TAG_P && tag_of(node) != GUMBO_TAG_DIV) node = node->parent;
    if (node == body || holds_block(node) || without_spaces(text_of(node)) != label) return nullptr;
    return node;
  }

  // A heading does not stand inside a paragraph, a list, a table.
  static const GumboNode* insertion_point(const Place& place) {
    static constexpr GumboTag kTags[] = {GUMBO_TAG_P,   GUMBO_TAG_UL,         GUMBO_TAG_OL,     GUMBO_TAG_DL,   GUMBO_TAG_TABLE,
                                         GUMBO_TAG_PRE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGURE, GUMBO_TAG_ASIDE};
    const GumboNode* point = place.node;
    for (const GumboNode* node = place.node; node != place.body; node = node->parent) {
      if (is_one_of(tag_of(node), kTags) || heading_level(node) > 0) point = node;
    }
    return point;
  }

  // A heading that the table of contents does not have is as far below the one before it that it has as their own
  // levels are apart.
  void set_others() {
    int base = 0, own_base = 0;
    for (const GumboNode* node : order_) {
      if (node == nullptr) continue;
      if (const auto inserted = headings_.inserted.find(node); inserted != headings_.inserted.end()) {
        base = inserted->second.back().level;
        own_base = 0;
      }
      const int own = heading_level(node);
      if (const auto known = headings_.levels.find(node); known != headings_.levels.end()) {
        base = known->second;
        own_base = own;
      } else if (own > 0) {
        if (own_base == 0) own_base = base > 0 ? own - 1 : own;
        if (base == 0) base = own;
        headings_.levels[node] = std::clamp(base + own - own_base, 1, kDeepestLevel);
      }
    }
  }

  Remarks& remarks_;
  std::set<std::string> dropped_;
  std::vector<const GumboNode*> order_;  // nodes of all documents, in the order of the book
  std::map<std::pair<std::string, std::string>, Place> places_;  // by path and fragment
  std::set<const GumboNode*> targets_;
  EpubHeadings headings_;
};

}  // namespace

EpubHeadings find_headings(const std::vector<EpubDocument>& documents, const std::vector<EpubContentsEntry>& contents,
                           Remarks& remarks) {
  return HeadingFinder(documents, remarks).run(contents);
}

}  // namespace lr::pack
