// Where the article of a page is. First what is furniture by its tag, its role or its name goes; then what the page
// calls its article counts, and if it does not say, the innermost element that holds nearly all the prose.
#include "html_content.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "characters.h"
#include "html_furniture.h"
#include "html_links.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kShortestProse = 25;  // code points of a paragraph; less may be a label or a headline
constexpr double kMostProse = 0.95;         // of the page, that the article has
constexpr double kArticleShare = 0.5;       // of the prose, that one of several <article> needs
constexpr double kFurnitureShare = 0.3;     // of the text: what has more is no furniture, whatever it is called
constexpr double kLinkDensity = 0.8;        // of a list of links
constexpr int kFewestLinks = 4;

bool is_paragraph_like(GumboTag tag) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_P,       GUMBO_TAG_DIV,    GUMBO_TAG_LI,         GUMBO_TAG_TD,
                                       GUMBO_TAG_DD,      GUMBO_TAG_PRE,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION,
                                       GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,   GUMBO_TAG_BODY,       GUMBO_TAG_CENTER,
                                       GUMBO_TAG_TH,      GUMBO_TAG_H1,     GUMBO_TAG_H2,         GUMBO_TAG_H3,
                                       GUMBO_TAG_H4,      GUMBO_TAG_HEADER, GUMBO_TAG_FIGCAPTION};
  return is_one_of(tag, kTags);
}

struct Measure {
  std::size_t text = 0, linked = 0, prose = 0;  // code points; prose: in paragraphs of some length
  std::size_t own_text = 0, own_linked = 0;     // of the paragraph itself, not of those in it
  int links = 0;
};

class ContentFinder {
 public:
  ContentFinder(const GumboNode* body, HtmlGuide& guide, std::span<const Patch> patches, Remarks& remarks)
      : body_(body), guide_(guide), remarks_(remarks) {
    for (const Patch& patch : patches) {
      if (patch.action == Patch::Action::kKeep) kept_.push_back(patch);
    }
  }

  const GumboNode* run() {
    measure();
    drop_furniture();
    measure();
    const GumboNode* content = choose();
    while (content != body_ && keeps(body_) && !keeps(content)) content = content->parent;
    drop_link_lists(content);
    const std::size_t left_out = measures_[body_].text - measures_[content].text;
    if (left_out > 0) {
      remarks_.add(Remark::Kind::kRecognised, line_of(content),
                   "The article begins here; " + std::to_string(left_out) + " characters around it were dropped.");
    }
    return content;
  }

 private:
  // Sums over each element, without what is skipped.
  void measure() {
    measures_.clear();
    std::vector<const GumboNode*> units = {body_};
    int links = 0;
    walk(
        body_,
        [&](const GumboNode* node) {
          if (guide_.skipped.contains(node)) return false;
          if (is_text(node)) {
            count_text(node, units.back(), links > 0);
            return false;
          }
          const GumboTag tag = tag_of(node);
          if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || !is_element(node)) return false;
          measures_[node];
          links += tag == GUMBO_TAG_A;
          if (is_paragraph_like(tag)) units.push_back(node);
          return true;
        },
        [&](const GumboNode* node) {
          const GumboTag tag = tag_of(node);
          links -= tag == GUMBO_TAG_A;
          Measure& own = measures_[node];
          own.links += tag == GUMBO_TAG_A;
          if (is_paragraph_like(tag)) {
            if (own.own_text >= kShortestProse && own.own_linked * 2 < own.own_text) own.prose += own.own_text;
            if (units.size() > 1) units.pop_back();
          }
          if (node == body_) return;
          const Measure sum = own;  // the map may grow
          Measure& parent = measures_[node->parent];
          parent.text += sum.text;
          parent.linked += sum.linked;
          parent.prose += sum.prose;
          parent.links += sum.links;
        });
  }

  void count_text(const GumboNode* node, const GumboNode* unit, bool is_linked) {
    std::size_t size = 0;
    for (char32_t c : decode_utf8(node->v.text.text)) size += c > ' ' && c != 0xA0 && c != 0x3000;
    Measure& parent = measures_[node->parent];
    parent.text += size;
    if (is_linked) parent.linked += size;
    Measure& paragraph = measures_[unit];
    paragraph.own_text += size;
    if (is_linked) paragraph.own_linked += size;
  }

  bool keeps(const GumboNode* node) const { return !kept_.empty() && lr::pack::is_kept(text_of(node), kept_); }

  void drop(const GumboNode* node, const std::string& why) {
    guide_.skipped.insert(node);
    guide_.reasons[node] = why;
    if (measures_[node].text > 0) remarks_.add(Remark::Kind::kDropped, line_of(node), "Dropped, " + why + ".");
  }

  void drop_furniture() {
    const auto limit = static_cast<std::size_t>(kFurnitureShare * static_cast<double>(measures_[body_].text));
    const bool has_prose = measures_[body_].prose > 0;
    walk(body_, [&](const GumboNode* node) {
      if (!is_element(node) || guide_.skipped.contains(node)) return false;
      if (node == body_ || keeps(node)) return true;
      const std::string name = gumbo_normalized_tagname(tag_of(node));
      const bool is_part = tag_of(node) == GUMBO_TAG_FORM || tag_of(node) == GUMBO_TAG_ASIDE;
      // Old pages are one form from head to foot; pages without long paragraphs are measured by all of their text.
      const bool is_large = (has_prose ? measures_[node].prose : measures_[node].text) > limit;
      if (is_hidden(node)) {
        drop(node, "what is hidden on the page");
      } else if (is_furniture_tag(tag_of(node)) && !(is_part && is_large)) {
        drop(node, "the element <" + name + ">");
      } else if (is_furniture_role(attribute_of(node, "role")) && !is_large) {
        drop(node, "an element with the role " + std::string(attribute_of(node, "role")));
      } else if (!is_large && heading_level(node) == 0 && tag_of(node) != GUMBO_TAG_P && has_furniture_name(node) &&
                 !holds_title(node) && !(is_mostly_prose(measures_[node]) && is_named_after_heading(node))) {
        drop(node, "what the page's own names call navigation, advertisement or the like");
      } else {
        return true;
      }
      return false;
    });
  }

  static bool is_mostly_prose(const Measure& sum) { return sum.prose * 2 >= sum.text && sum.linked * 5 <= sum.text; }

  // "banner" may be what stands over an article.
  static bool holds_title(const GumboNode* node) {
    return contains(node, [](const GumboNode* inner) { return tag_of(inner) == GUMBO_TAG_H1; });
  }

  const GumboNode* choose() {
    const GumboNode* best = nullptr;
    int best_rank = 0;
    walk(body_, [&](const GumboNode* node) {
      if (!is_element(node) || guide_.skipped.contains(node)) return false;
      const GumboTag tag = tag_of(node);
      int rank = tag == GUMBO_TAG_MAIN || attribute_of(node, "role") == "main" ? 1 : 0;
      if (attribute_of(node, "itemprop") == "articleBody") rank = 2;
      if (tag == GUMBO_TAG_ARTICLE || attribute_of(node, "role") == "article") rank = 3;
      const auto all = static_cast<double>(measures_[body_].prose);
      const auto prose = static_cast<double>(measures_[node].prose);
      const bool is_larger = best == nullptr || rank > best_rank || measures_[node].prose > measures_[best].prose;
      if (rank >= std::max(best_rank, 1) && is_larger && prose > kArticleShare * all) {
        best = node;
        best_rank = rank;
      }
      return true;
    });
    return best != nullptr ? best : innermost();
  }

  const GumboNode* innermost() {
    const double enough = kMostProse * static_cast<double>(measures_[body_].prose);
    const GumboNode* node = body_;
    while (measures_[body_].prose > 0) {
      const GumboNode* heaviest = nullptr;
      for (std::size_t i = 0; i < child_count(node); ++i) {
        const GumboNode* child = child_at(node, i);
        if (!is_element(child) || guide_.skipped.contains(child)) continue;
        if (heaviest == nullptr || measures_[child].prose > measures_[heaviest].prose) heaviest = child;
      }
      if (heaviest == nullptr || !is_container(tag_of(heaviest)) || holds_text_itself(node)) break;
      if (static_cast<double>(measures_[heaviest].prose) < enough) break;
      node = heaviest;
    }
    return node;
  }

  // Paragraphs, however short, stand next to the element that has most of the prose.
  bool holds_text_itself(const GumboNode* node) {
    for (std::size_t i = 0; i < child_count(node); ++i) {
      const GumboNode* child = child_at(node, i);
      if (child->type == GUMBO_NODE_TEXT) return true;
      const GumboTag tag = tag_of(child);
      const bool is_text_tag = tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE ||
                               tag == GUMBO_TAG_FIGURE || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_UL ||
                               tag == GUMBO_TAG_OL;
      if (!is_text_tag || guide_.skipped.contains(child)) continue;
      const Measure& sum = measures_[child];
      if (sum.text > 0 && sum.linked * 2 < sum.text && !is_legal_line(text_of(child))) return true;
    }
    return false;
  }

  static bool is_legal_line(std::u32string_view text) {
    for (std::u32string_view sign : {U"©", U"版权所有", U"版權所有", U"Copyright", U"All rights reserved", U"备案"}) {
      if (text.find(sign) != std::u32string_view::npos) return true;
    }
    return false;
  }

  static bool is_container(GumboTag tag) {
    static constexpr GumboTag kTags[] = {GUMBO_TAG_DIV,   GUMBO_TAG_SECTION, GUMBO_TAG_CENTER, GUMBO_TAG_TABLE,
                                         GUMBO_TAG_TBODY, GUMBO_TAG_TR,      GUMBO_TAG_TD,     GUMBO_TAG_FORM,
                                         GUMBO_TAG_MAIN,  GUMBO_TAG_ARTICLE};
    return is_one_of(tag, kTags);
  }

  void drop_link_lists(const GumboNode* content) {
    walk(content, [&](const GumboNode* node) {
      if (!is_element(node) || guide_.skipped.contains(node)) return false;
      const GumboTag tag = tag_of(node);
      const bool may_be = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_DL ||
                          tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_TABLE;
      const Measure& sum = measures_[node];
      const bool is_list = may_be && node != content && !keeps(node) && sum.links >= kFewestLinks && sum.prose == 0 &&
                           static_cast<double>(sum.linked) >= kLinkDensity * static_cast<double>(sum.text);
      if (!is_list || belongs_to_text(node, content)) return !is_list;
      drop(node, "a list that is all links");
      return false;
    });
  }

  // A list that a sentence leads to, one under "References", one that says of each link what it is, amid the text.
  bool belongs_to_text(const GumboNode* list, const GumboNode* content) {
    const GumboNode* before = neighbour(list, content, -1);
    if (before == nullptr) return false;
    const std::u32string lead = text_of(before);
    if (heading_level(before) > 0) return is_heading_of_references(lead);
    const bool amid_prose = measures_[before].prose > 0 && has_prose_after(list, content);
    if (amid_prose && has_annotated_links(list)) return true;
    return leads_to_list(lead) && measures_[before].linked * 2 < measures_[before].text;
  }

  // The element with text that stands before (-1) or after (1) the node, in it or in what holds it inside `content`.
  const GumboNode* neighbour(const GumboNode* node, const GumboNode* content, int step) {
    for (; node != content && node->parent != nullptr; node = node->parent) {
      const auto count = static_cast<std::ptrdiff_t>(child_count(node->parent));
      for (auto i = static_cast<std::ptrdiff_t>(node->index_within_parent) + step; i >= 0 && i < count; i += step) {
        const GumboNode* beside = child_at(node->parent, static_cast<std::size_t>(i));
        if (is_element(beside) && !guide_.skipped.contains(beside) && measures_[beside].text > 0) return beside;
      }
    }
    return nullptr;
  }

  bool has_prose_after(const GumboNode* node, const GumboNode* content) {
    const GumboNode* after = neighbour(node, content, 1);
    while (after != nullptr && measures_[after].prose == 0) after = neighbour(after, content, 1);
    return after != nullptr;
  }

  const GumboNode* body_;
  HtmlGuide& guide_;
  Remarks& remarks_;
  std::vector<Patch> kept_;
  std::unordered_map<const GumboNode*, Measure> measures_;
};

}  // namespace

const GumboNode* find_content(const GumboNode* body, HtmlGuide& guide, std::span<const Patch> patches,
                              Remarks& remarks) {
  return ContentFinder(body, guide, patches, remarks).run();
}

}  // namespace lr::pack
