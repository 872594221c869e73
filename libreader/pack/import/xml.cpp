// XML as pugixml parses it, and what one asks of its nodes.
#include "xml.h"

#include "../import.h"
#include "encoding.h"

namespace lr::pack {
namespace {

constexpr int kDeepest = 256;  // elements; documents nest a few dozen

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

void parse_xml(const std::string& bytes, const std::string& where, Remarks& remarks, pugi::xml_document& document) {
  const std::string text = to_utf8(bytes, where, {}, remarks);
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result result = document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (!result) {
    throw InputError(where + ", byte " + std::to_string(result.offset),
                     std::string("is no well-formed XML (") + result.description() +
                         "); the document is damaged: save it anew with the program that made it");
  }
  int depth = 0;
  const auto enter = [&](const pugi::xml_node&) {
    if (++depth > kDeepest) {
      throw InputError(where, "elements nest more than " + std::to_string(kDeepest) + " deep; no document's do");
    }
    return true;
  };
  walk_xml(document, enter, [&](const pugi::xml_node&) { --depth; });
}

std::string_view local_name(const pugi::xml_node& node) { return without_prefix(node.name()); }

bool is_named(const pugi::xml_node& node, std::string_view local) {
  return node.type() == pugi::node_element && local_name(node) == local;
}

std::string_view attribute_of(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    if (without_prefix(one.name()) == local) return one.value();
  }
  return {};
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_node& child : node.children()) {
    if (is_named(child, local)) return child;
  }
  return {};
}

std::string text_of(const pugi::xml_node& root) {
  std::string text;
  if (!root) return text;
  walk_xml(root, [&](const pugi::xml_node& node) {
    for (const char* c = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata ? node.value() : ""; *c != 0;
         ++c) {
      const bool is_space = *c == ' ' || *c == '\n' || *c == '\t' || *c == '\r';
      if (!is_space || (!text.empty() && text.back() != ' ')) text += is_space ? ' ' : *c;
    }
    return true;
  });
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace lr::pack
