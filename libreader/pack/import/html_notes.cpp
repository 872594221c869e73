// Finds the notes of a page. A link calls a note when its target comes later in the page and it looks like a mark: it
// says so, is raised, or its text is a number or a sign. Links from there to an earlier place lead back.
#include "html_notes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLongestMark = 8;     // code points
constexpr std::size_t kLongestNote = 6000;  // the same
constexpr std::u32string_view kBrackets = U"[]［］〔〕【】()（）^ \u00A0";
constexpr std::u32string_view kBackSigns = U"^↑↩\uFE0E\uFE0F⏎⇑ \u00A0";

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x2460 && c <= 0x24FF) || (c >= U'０' && c <= U'９');
}

std::u32string without_brackets(std::u32string text) {
  std::erase_if(text, [](char32_t c) { return kBrackets.find(c) != std::u32string_view::npos; });
  return text;
}

bool is_mark(std::u32string_view label) {
  if (label.empty() || label.size() > kLongestMark) return false;
  const auto is_sign = [](char32_t c) { return std::u32string_view(U"*＊†‡§¶※").find(c) != std::u32string_view::npos; };
  if (std::all_of(label.begin(), label.end(), is_sign)) return true;
  const std::size_t first = label.find_first_of(U"0123456789０１２３４５６７８９");
  const std::u32string_view word = label.substr(0, first);
  const bool is_word = word.empty() || word == U"注" || word == U"註" || word == U"脚注" || word == U"주" ||
                       word == U"note" || word == U"n";
  if (first != std::u32string_view::npos) {
    const std::u32string_view number = label.substr(first);
    return is_word && std::all_of(number.begin(), number.end(), is_digit);
  }
  return std::all_of(label.begin(), label.end(), is_digit) || (label.size() == 1 && label[0] >= 'a' && label[0] <= 'z');
}

// What stands beside a heading for people to copy its address.
bool is_anchor_sign(std::u32string_view text) {
  return text == U"#" || text == U"¶" || text == U"§" || text == U"🔗" || text == U"Permalink";
}

bool has_token(std::string_view value, std::string_view wanted) {
  for (std::size_t at = value.find(wanted); at != std::string_view::npos; at = value.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || value[at - 1] == ' ') && (end == value.size() || value[end] == ' ')) return true;
  }
  return false;
}

bool says_it_is_note(const GumboNode* link) {
  return has_token(attribute_of(link, "epub:type"), "noteref") || has_token(attribute_of(link, "role"), "doc-noteref");
}

bool is_block(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_LI,      GUMBO_TAG_P,    GUMBO_TAG_DIV,        GUMBO_TAG_DD,
                                       GUMBO_TAG_DT,      GUMBO_TAG_TD,   GUMBO_TAG_ASIDE,      GUMBO_TAG_SECTION,
                                       GUMBO_TAG_FOOTER,  GUMBO_TAG_BODY, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_TR,
                                       GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN};
  return is_one_of(tag_of(node), kTags) || heading_level(node) > 0;
}

bool is_inside(const GumboNode* node, const GumboNode* outer) {
  while (node != nullptr && node != outer) node = node->parent;
  return node == outer;
}

class NoteFinder {
 public:
  NoteFinder(const GumboNode* page, HtmlGuide& guide) : page_(page), guide_(guide) {}

  std::vector<HtmlNote> run() {
    index();
    for (const GumboNode* link : links_) find_reference(link);
    for (std::size_t i = 0; i < notes_.size(); ++i) bound(i);
    skip_links_back();
    for (const GumboNode* link : links_) {
      if (is_anchor_sign(text_of(link)) && !guide_.references.contains(link)) {
        guide_.skipped.insert(link);
        guide_.reasons[link] = "a sign with the address of a heading";
      }
    }
    for (const HtmlNote& note : notes_) guide_.skipped.insert(note.body);
    return std::move(notes_);
  }

 private:
  void index() {
    int place = 0;
    walk(page_, [&](const GumboNode* node) {
      if (!is_element(node)) return false;
      places_[node] = place++;
      for (const char* key : {"id", "name"}) {
        const std::string_view id = attribute_of(node, key);
        if (!id.empty()) targets_.try_emplace(std::string(id), node);
      }
      if (tag_of(node) == GUMBO_TAG_A && attribute_of(node, "href").starts_with('#')) links_.push_back(node);
      return true;
    });
  }

  const GumboNode* target_of(const GumboNode* link) const {
    const auto target = targets_.find(std::string(attribute_of(link, "href").substr(1)));
    return target == targets_.end() ? nullptr : target->second;
  }

  static const GumboNode* definition_of(const GumboNode* term) {
    for (std::size_t i = term->index_within_parent + 1; i < child_count(term->parent); ++i) {
      if (tag_of(child_at(term->parent, i)) == GUMBO_TAG_DD) return child_at(term->parent, i);
      if (tag_of(child_at(term->parent, i)) == GUMBO_TAG_DT) break;
    }
    return term;
  }

  // A part of the text that a link in a table of contents leads to.
  static bool is_section(const GumboNode* body) {
    bool found = false;
    walk(body, [&](const GumboNode* node) { return found = found || heading_level(node) > 0, !found; });
    return found || text_of(body).size() > kLongestNote;
  }

  void find_reference(const GumboNode* link) {
    const GumboNode* target = target_of(link);
    if (target == nullptr || places_.at(target) <= places_.at(link)) return;
    const std::u32string label = without_brackets(text_of(link));
    if (label.empty() || (!says_it_is_note(link) && !is_mark(label)) || refused_.contains(target)) return;
    const GumboNode* body = target;
    while (body->parent != nullptr && !is_block(body)) body = body->parent;
    if (tag_of(body) == GUMBO_TAG_TD && body->parent != nullptr) body = body->parent;
    if (tag_of(body) == GUMBO_TAG_DT) body = definition_of(body);
    if (is_inside(link, body)) return;
    if (tag_of(body) == GUMBO_TAG_BODY || (!definitions_.contains(target) && is_section(body))) {
      refused_.insert(target);
      return;
    }
    if (const GumboNode* part = body->parent; part != nullptr && tag_of(part) == GUMBO_TAG_DIV && target != body &&
                                              attribute_of(part, "id").find("ftn") != std::string_view::npos &&
                                              !is_inside(link, part)) {
      body = part;  // a note of several paragraphs, as word processors write it
    }
    const auto [entry, is_new] = definitions_.try_emplace(target, static_cast<int>(notes_.size()));
    if (is_new) notes_.push_back({label, body, target, nullptr});
    guide_.references[link] = entry->second;
  }

  // Where the body is shared with other notes, each ends where the next one begins.
  void bound(std::size_t i) {
    HtmlNote& note = notes_[i];
    const GumboNode* next = nullptr;
    bool is_shared = false;
    for (const auto& [target, other] : definitions_) {
      if (target == note.from || !is_inside(target, note.body)) continue;
      is_shared = true;
      if (places_.at(target) < places_.at(note.from)) continue;
      if (next == nullptr || places_.at(target) < places_.at(next)) next = target;
    }
    note.until = next;
    if (!is_shared) note.from = nullptr;
  }

  void skip_links_back() {
    for (const GumboNode* link : links_) {
      const GumboNode* target = target_of(link);
      const bool is_sign = text_of(link).find_first_not_of(kBackSigns) == std::u32string::npos;
      const bool leads_back = target == nullptr ? is_sign : places_.at(target) <= places_.at(link);
      if (guide_.references.contains(link) || !leads_back) continue;
      const auto holds = [&](const HtmlNote& note) { return is_inside(link, note.body); };
      if (std::any_of(notes_.begin(), notes_.end(), holds) && text_of(link).size() <= 2 * kLongestMark) {
        guide_.skipped.insert(link);
        guide_.reasons[link] = "a link from a note back to its mark";
      }
    }
  }

  const GumboNode* page_;
  HtmlGuide& guide_;
  std::map<const GumboNode*, int> places_;  // in the order of the page
  std::map<std::string, const GumboNode*> targets_;
  std::vector<const GumboNode*> links_;  // into the page
  std::map<const GumboNode*, int> definitions_;
  std::set<const GumboNode*> refused_;  // targets that are no notes
  std::vector<HtmlNote> notes_;
};

void strip_label(Note& note) {
  if (note.blocks.empty() || note.blocks[0].spans.empty() || note.blocks[0].spans[0].note != 0) return;
  std::u32string& text = note.blocks[0].spans[0].text;
  std::size_t at = std::min(text.find_first_not_of(kBackSigns), text.size());
  const std::size_t open = std::min(text.find_first_not_of(kBrackets, at), text.size());
  if (!note.label.empty() && text.substr(open).starts_with(note.label)) {
    std::size_t end = open + note.label.size();
    const bool is_number = is_digit(note.label.back());
    if (end >= text.size() || !is_number || !is_digit(text[end])) {
      const std::size_t after = text.find_first_not_of(U"]］〕】)）.．、:： \u00A0", end);
      if (after != end || open > at || note.label[0] >= 0x2460) at = std::min(after, text.size());
    }
  } else if (text.starts_with(U"[] ") || text.starts_with(U"[]")) {
    at = 2;  // its number was a link back
  }
  text.erase(0, std::min(text.find_first_not_of(U" .\u00A0", at), text.size()));
  if (!text.empty()) return;
  std::vector<Span>& spans = note.blocks[0].spans;
  spans.erase(spans.begin());
  if (spans.empty()) return;
  std::u32string& rest = spans[0].text;  // the number was in a style of its own
  rest.erase(0, std::min(rest.find_first_not_of(U".．、:：)） \u00A0"), rest.size()));
}

}  // namespace

std::vector<HtmlNote> find_notes(const GumboNode* page, HtmlGuide& guide) { return NoteFinder(page, guide).run(); }

void strip_label(Note& note, Remarks& remarks) {
  if (note.blocks.empty()) return;
  const std::u32string before = note.blocks[0].text();
  strip_label(note);
  const std::u32string after = note.blocks[0].text();
  remarks.dropped(note.blocks[0].line, std::u32string_view(before).substr(0, before.size() - after.size()),
                  "the label of a note");
}

}  // namespace lr::pack
