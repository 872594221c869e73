// XML as pugixml parses it, and what one asks of its nodes. Names are local: "dc:title" is "title". Entities of a DTD are
// never expanded, and nesting costs no stack: what nests absurdly deep is refused.
#pragma once
#include <pugixml.hpp>

#include <string>
#include <string_view>

#include "remarks.h"

namespace lr::pack {

// `where` names the part of the document for InputError, which says what is wrong and at which byte.
void parse_xml(const std::string& bytes, const std::string& where, Remarks& remarks, pugi::xml_document& document);

std::string_view local_name(const pugi::xml_node& node);
bool is_named(const pugi::xml_node& node, std::string_view local);  // an element of that name

// By local names; empty if there is none.
std::string_view attribute_of(const pugi::xml_node& node, std::string_view local);
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local);

std::string text_of(const pugi::xml_node& node);  // all text inside, spaces collapsed and cut at the ends

// Calls enter(node) for what `root` contains, in its order, and for `root` itself; when that returns true, goes on with the
// children and calls leave(node) after them.
template <typename Enter, typename Leave>
void walk_xml(const pugi::xml_node& root, Enter&& enter, Leave&& leave) {
  pugi::xml_node node = root;
  bool inside = enter(node);
  while (true) {
    if (inside && node.first_child()) {
      node = node.first_child();
    } else {
      if (inside) leave(node);
      while (node != root && !node.next_sibling()) {
        node = node.parent();
        leave(node);
      }
      if (node == root) return;
      node = node.next_sibling();
    }
    inside = enter(node);
  }
}

template <typename Enter>
void walk_xml(const pugi::xml_node& root, Enter&& enter) {
  walk_xml(root, enter, [](const pugi::xml_node&) {});
}

}  // namespace lr::pack
