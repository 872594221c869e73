// A page as gumbo parses it, and what one asks of its nodes. Nothing here is recursive: nesting costs no stack.
#pragma once
#include <gumbo.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

class HtmlTree {
 public:
  // Of XML, "<a/>" is an empty element, which HTML does not know. Tags that are nested absurdly deep are left out.
  explicit HtmlTree(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  const GumboNode* root() const { return output_->root; }  // <html>
  const GumboNode* child_of_root(GumboTag tag) const;      // <head>, <body>; nullptr if there is none

 private:
  std::string html_;  // the nodes point into it
  GumboOutput* output_ = nullptr;
};

template <typename T, typename Value, std::size_t n>
bool is_one_of(const Value& value, const T (&values)[n]) {
  return std::find(std::begin(values), std::end(values), value) != std::end(values);
}

bool is_element(const GumboNode* node);
bool is_text(const GumboNode* node);                                     // white space too
GumboTag tag_of(const GumboNode* node);                                  // GUMBO_TAG_LAST for what is no element
bool is_tag(const GumboNode* node, std::string_view name);               // those without a number of their own, by name
std::string_view attribute_of(const GumboNode* node, const char* name);  // empty if there is none
bool has_attribute(const GumboNode* node, const char* name);
int line_of(const GumboNode* node);
int heading_level(const GumboNode* node);  // 1..6, or 0

// Nodes in a <template> are not part of the page.
std::size_t child_count(const GumboNode* node);
const GumboNode* child_at(const GumboNode* node, std::size_t i);

// Calls enter(node) for `root` and what it contains, in the order of the page; when that returns true, goes on with the
// children and calls leave(node) after them.
template <typename Enter, typename Leave>
void walk(const GumboNode* root, Enter&& enter, Leave&& leave) {
  struct Place {
    const GumboNode* node;
    std::size_t next;
  };
  if (!enter(root)) return;
  std::vector<Place> open = {{root, 0}};
  while (!open.empty()) {
    Place& place = open.back();
    if (place.next == child_count(place.node)) {
      leave(place.node);
      open.pop_back();
      continue;
    }
    const GumboNode* child = child_at(place.node, place.next++);
    if (enter(child)) open.push_back({child, 0});
  }
}

template <typename Enter>
void walk(const GumboNode* root, Enter&& enter) {
  walk(root, enter, [](const GumboNode*) {});
}

// Whether `root` or anything in it is so.
template <typename Is>
bool contains(const GumboNode* root, Is&& is) {
  bool found = false;
  walk(root, [&](const GumboNode* node) { return found = found || is(node), !found; });
  return found;
}

std::u32string text_of(const GumboNode* node);  // spaces collapsed and cut at the ends; scripts and styles left out

}  // namespace lr::pack
