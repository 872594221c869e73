// What of a page does not come through the block reader as it stands.
#include "epub_residue.h"

#include <algorithm>

#include "fields.h"
#include "html_table.h"
#include "utf.h"
#include "web_address.h"

namespace lr::pack {
namespace {

bool is_inside_heading(const GumboNode* node) {
  while (node != nullptr && heading_level(node) == 0) node = node->parent;
  return node != nullptr;
}

bool ends_block(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_P,       GUMBO_TAG_DIV,    GUMBO_TAG_LI,         GUMBO_TAG_UL,
                                       GUMBO_TAG_OL,      GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION,
                                       GUMBO_TAG_ARTICLE, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_TABLE,
                                       GUMBO_TAG_PRE,     GUMBO_TAG_DD,     GUMBO_TAG_DT,         GUMBO_TAG_HR};
  return heading_level(node) > 0 || is_one_of(tag_of(node), kTags);
}

}  // namespace

EpubResidue::EpubResidue(const HtmlGuide& guide, const std::vector<HtmlNote>& notes, Remarks& remarks)
    : guide_(guide), remarks_(remarks) {
  for (const HtmlNote& note : notes) bodies_.insert(note.body);
}

void EpubResidue::note(const HtmlNote& note, bool is_read) {
  if (is_read) return read(note.body, note.from, note.until);
  bool inside = note.from == nullptr;
  walk(note.body, [&](const GumboNode* node) {
    inside = (inside || node == note.from) && node != note.until;
    if (node != note.body && bodies_.contains(node)) return false;
    if (is_text(node) && inside) remarks_.dropped(line_of(node), text_of(node), "a note that nothing calls");
    return true;
  });
}

void EpubResidue::read(const GumboNode* root, const GumboNode* from, const GumboNode* until) {
  bool inside = from == nullptr;
  const bool is_first = from != nullptr && opened_.insert(root).second;
  links_.clear();
  raised_ = fallback_ = captioned_ = 0;
  table_ = nullptr;
  bool is_over = false;
  walk(
      root,
      [&](const GumboNode* node) {
        if (node == from) inside = true;
        if (node == until) is_over = true;
        if (is_over) return false;
        if (node != root && guide_.skipped.contains(node)) {
          if (inside && !bodies_.contains(node)) drop(node, "a link back, or what is not in the reading order");
          return false;
        }
        if (inside) return enter(node);
        if (is_text(node) && is_first) remarks_.dropped(line_of(node), text_of(node), "what stands before the notes");
        return is_element(node);
      },
      [&](const GumboNode* node) {
        if (inside) leave(node);
      });
}

void EpubResidue::drop(const GumboNode* root, std::string_view why) {
  walk(root, [&](const GumboNode* node) {
    if (bodies_.contains(node)) return false;
    if (is_text(node)) remarks_.dropped(line_of(node), text_of(node), why);
    return true;
  });
}

void EpubResidue::drop_in_code(const GumboNode* code) {
  walk(code, [&](const GumboNode* node) {
    if (!guide_.skipped.contains(node)) return true;
    if (!bodies_.contains(node)) drop(node, "a link back");
    return false;
  });
}

bool EpubResidue::calls_note(const GumboNode* raised) const {
  bool calls = false;
  walk(raised, [&](const GumboNode* node) { return calls = calls || guide_.references.contains(node), !calls; });
  return calls;
}

void EpubResidue::border(const GumboNode* node) {
  if (table_ == nullptr && ends_block(node)) links_.clear();  // a link ends with its block
}

bool EpubResidue::enter(const GumboNode* node) {
  if (is_text(node)) return text(node), false;
  if (!is_element(node)) return false;
  if (guide_.references.contains(node)) return drop(node, "the mark of a note"), false;
  border(node);
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_PRE) return drop_in_code(node), false;
  if (tag == GUMBO_TAG_SUP) raised_ += calls_note(node);
  if (tag == GUMBO_TAG_RP) ++fallback_;
  if (tag == GUMBO_TAG_RT) remarks_.added(line_of(node), U"（）", "brackets around a reading");
  if (tag == GUMBO_TAG_Q) remarks_.added(line_of(node), U"“”", "the marks of a quotation");
  if (tag == GUMBO_TAG_A && has_attribute(node, "href")) links_.push_back({node, {}});
  if (tag == GUMBO_TAG_TABLE && table_ == nullptr && is_data_table(node)) table_ = node;
  if (tag == GUMBO_TAG_FIGURE) {
    walk(node, [&](const GumboNode* inner) { return captioned_ += tag_of(inner) == GUMBO_TAG_FIGCAPTION, true; });
  }
  if (tag == GUMBO_TAG_IMG && captioned_ == 0) {
    remarks_.added(line_of(node), decode_utf8(attribute_of(node, "alt")), "the description of a picture");
  }
  if (tag == GUMBO_TAG_MATH && has_attribute(node, "alttext")) {
    remarks_.added(line_of(node), decode_utf8(attribute_of(node, "alttext")), "the description of a formula");
    return drop(node, "a formula that has a description"), false;
  }
  if (is_tag(node, "annotation")) return drop(node, "a second spelling of a formula"), false;
  if (tag == GUMBO_TAG_TITLE) return drop(node, "the title of a drawing"), false;
  return true;
}

void EpubResidue::leave(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_SUP && raised_ > 0) --raised_;
  if (tag == GUMBO_TAG_RP) --fallback_;
  if (tag == GUMBO_TAG_FIGURE) captioned_ = 0;
  if (!links_.empty() && links_.back().node == node) {
    const Link link = std::move(links_.back());
    links_.pop_back();
    close_link(link);
  }
  if (node == table_) table_ = nullptr;
  border(node);
}

void EpubResidue::text(const GumboNode* node) {
  const std::u32string raw = decode_utf8(node->v.text.text);
  if (raised_ > 0 && raw.find_first_not_of(U"[]［］【】(),，、; \n\u00A0") == std::u32string::npos) {
    remarks_.dropped(line_of(node), raw, "brackets around the mark of a note");
  } else if (fallback_ > 0) {
    remarks_.dropped(line_of(node), raw, "brackets around a reading");
  } else {
    for (Link& link : links_) link.shown += raw;
  }
}

// The address of a link stands behind its text, unless it is its text.
void EpubResidue::close_link(const Link& link) {
  const std::string_view url = attribute_of(link.node, "href");
  const std::u32string shown = without_spaces(link.shown);
  if (!is_web_address(url) || (!shown.empty() && is_inside_heading(link.node))) return;
  if (is_same_address(encode_utf8(shown), url)) return;
  const std::u32string address = decode_utf8(url);
  remarks_.added(line_of(link.node), shown.empty() ? address : U"（" + address + U"）", "the address of a link");
}

}  // namespace lr::pack
