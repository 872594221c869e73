// A page as gumbo parses it, and what one asks of its nodes.
#include "html_tree.h"

#include <algorithm>
#include <map>

#include "html.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kDeepest = 1000;  // open tags; people nest a few dozen

bool is_void(std::string_view name) {
  constexpr std::string_view kVoid[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                        "input", "link", "meta", "param", "source", "track", "wbr"};
  return is_one_of(name, kVoid);
}

// Elements that end where the next of them begins: left open, they do not nest.
bool ends_by_itself(std::string_view name) {
  constexpr std::string_view kNames[] = {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option"};
  return is_one_of(name, kNames);
}

bool is_xml(std::string_view html) {
  const std::string_view head = html.substr(0, 1024);
  return head.find("<?xml") != std::string_view::npos || head.find("xmlns=") != std::string_view::npos;
}

std::string prepare(std::string_view html) {
  const bool xml = is_xml(html);
  if (!xml && static_cast<std::size_t>(std::count(html.begin(), html.end(), '<')) < kDeepest) return std::string(html);
  std::string prepared;
  std::map<std::string, std::size_t> open;
  std::size_t depth = 0;
  for (const HtmlPiece& piece : split_html(html)) {
    const HtmlTag tag = piece.kind == HtmlPiece::Kind::kTag ? parse_tag(piece.raw) : HtmlTag{};
    if (tag.name.empty() || is_void(tag.name) || ends_by_itself(tag.name)) {
      prepared += piece.raw;
      continue;
    }
    if (xml && tag.self_closing) {
      prepared += piece.raw.substr(0, piece.raw.size() - 2);
      prepared += "></" + tag.name + ">";
      continue;
    }
    if (tag.closing) {
      std::size_t& count = open[tag.name];
      depth -= count > 0;
      count -= count > 0;
    } else if (depth < kDeepest) {
      ++depth;
      ++open[tag.name];
    } else {
      continue;
    }
    prepared += piece.raw;
  }
  return prepared;
}

const GumboVector* children_of(const GumboNode* node) {
  if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
  return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : nullptr;
}

const GumboAttribute* find_attribute(const GumboNode* node, const char* name) {
  return is_element(node) ? gumbo_get_attribute(&node->v.element.attributes, name) : nullptr;
}

}  // namespace

HtmlTree::HtmlTree(std::string_view html) : html_(prepare(html)) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  output_ = gumbo_parse_with_options(&options, html_.data(), html_.size());
}

HtmlTree::~HtmlTree() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

const GumboNode* HtmlTree::child_of_root(GumboTag tag) const {
  for (std::size_t i = 0; i < child_count(root()); ++i) {
    if (tag_of(child_at(root(), i)) == tag) return child_at(root(), i);
  }
  return nullptr;
}

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT; }

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

GumboTag tag_of(const GumboNode* node) { return is_element(node) ? node->v.element.tag : GUMBO_TAG_LAST; }

bool is_tag(const GumboNode* node, std::string_view name) {
  if (!is_element(node)) return false;
  const GumboStringPiece original = node->v.element.original_tag;
  if (node->v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node->v.element.tag) == name;
  return original.data != nullptr && parse_tag({original.data, original.length}).name == name;
}

std::string_view attribute_of(const GumboNode* node, const char* name) {
  const GumboAttribute* attribute = find_attribute(node, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool has_attribute(const GumboNode* node, const char* name) { return find_attribute(node, name) != nullptr; }

int line_of(const GumboNode* node) {
  if (is_element(node)) return static_cast<int>(node->v.element.start_pos.line);
  return node->type == GUMBO_NODE_DOCUMENT ? 0 : static_cast<int>(node->v.text.start_pos.line);
}

int heading_level(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

std::size_t child_count(const GumboNode* node) {
  const GumboVector* children = children_of(node);
  return children == nullptr ? 0 : children->length;
}

const GumboNode* child_at(const GumboNode* node, std::size_t i) {
  return static_cast<const GumboNode*>(children_of(node)->data[i]);
}

std::u32string text_of(const GumboNode* root) {
  std::string raw;
  walk(root, [&](const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if (is_text(node)) raw += node->v.text.text;
    if (tag == GUMBO_TAG_BR) raw += ' ';
    return tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_STYLE;
  });
  std::u32string text;
  for (char32_t c : decode_utf8(raw)) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x3000;
    if (is_space && (text.empty() || text.back() == ' ')) continue;
    text += is_space ? U' ' : c;
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace lr::pack
