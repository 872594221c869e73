// The styles of a DOCX.
#include "docx_styles.h"

#include <libreader/bundle/block.h>

#include <charconv>
#include <set>
#include <vector>

namespace lr::pack {
namespace {

struct NamedRole {
  std::string_view name;
  DocxRole role;
};

// As Word spells them, lower case, in the languages of its that the packer knows; "source code" and the like are pandoc's.
constexpr NamedRole kRoles[] = {
    {"title", DocxRole::kTitle},           {"标题", DocxRole::kTitle},          {"標題", DocxRole::kTitle},
    {"表題", DocxRole::kTitle},            {"제목", DocxRole::kTitle},          {"subtitle", DocxRole::kSubtitle},
    {"副标题", DocxRole::kSubtitle},       {"副標題", DocxRole::kSubtitle},     {"副題", DocxRole::kSubtitle},
    {"부제", DocxRole::kSubtitle},         {"author", DocxRole::kAuthor},       {"作者", DocxRole::kAuthor},
    {"date", DocxRole::kDate},             {"日期", DocxRole::kDate},           {"abstract", DocxRole::kAbstract},
    {"摘要", DocxRole::kAbstract},         {"quote", DocxRole::kQuote},         {"intense quote", DocxRole::kQuote},
    {"block text", DocxRole::kQuote},      {"引用", DocxRole::kQuote},          {"明显引用", DocxRole::kQuote},
    {"引文", DocxRole::kQuote},            {"引用文", DocxRole::kQuote},        {"인용", DocxRole::kQuote},
    {"caption", DocxRole::kCaption},       {"image caption", DocxRole::kCaption}, {"table caption", DocxRole::kCaption},
    {"题注", DocxRole::kCaption},          {"圖表標號", DocxRole::kCaption},    {"図表番号", DocxRole::kCaption},
    {"캡션", DocxRole::kCaption},          {"source code", DocxRole::kCode},    {"html preformatted", DocxRole::kCode},
    {"plain text", DocxRole::kCode},       {"macro text", DocxRole::kCode},     {"toc heading", DocxRole::kContents},
    {"table of figures", DocxRole::kContents}};

std::string lower(std::string_view text) {
  std::string low;
  for (const char c : text) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return low;
}

// "heading 2", "标题 2": 2; else 0.
int level_in_name(std::string_view name) {
  for (const std::string_view word : {"heading", "标题", "標題", "見出し", "제목"}) {
    if (!name.starts_with(word)) continue;
    std::string_view rest = name.substr(word.size());
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') return rest[0] - '0';
  }
  return 0;
}

bool is_code_style(std::string_view name) {
  return name == "verbatim char" || name == "html code" || name == "source code";
}

// What the style itself says, over what its base does.
DocxStyle read_style(const pugi::xml_node& node, DocxStyle style) {
  const std::string name = lower(value_of(node, "name"));
  const bool is_paragraph = attribute_of(node, "type") != "character";
  for (const NamedRole& one : kRoles) {
    if (is_paragraph && one.name == name) style.role = one.role;
  }
  if (is_paragraph && name.starts_with("toc ")) style.role = DocxRole::kContents;
  const pugi::xml_node paragraph = child_of(node, "pPr");
  if (const int outline = number_of(value_of(paragraph, "outlineLvl"), -1); outline >= 0) {
    style.level = outline < 9 ? outline + 1 : 0;
  }
  if (const int level = is_paragraph ? level_in_name(name) : 0; level > 0) style.level = level;
  if (const pugi::xml_node number = child_of(paragraph, "numPr")) {
    if (const std::string_view id = value_of(number, "numId"); !id.empty()) style.number = id;
    style.depth = number_of(value_of(number, "ilvl"), style.depth);
  }
  if (!is_paragraph) style.styles = styles_of(child_of(node, "rPr"), style.styles);
  if (!is_paragraph && is_code_style(name)) style.styles |= kCodeRun;
  return style;
}

}  // namespace

std::string_view value_of(const pugi::xml_node& node, std::string_view child) {
  return attribute_of(child_of(node, child), "val");
}

int number_of(std::string_view digits, int otherwise) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : otherwise;
}

bool is_on(const pugi::xml_node& properties, std::string_view name, bool otherwise) {
  const pugi::xml_node node = child_of(properties, name);
  if (!node) return otherwise;
  const std::string_view value = attribute_of(node, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

Styles styles_of(const pugi::xml_node& properties, Styles otherwise) {
  const bool bold = is_on(properties, "b", (otherwise & kStrong) != 0);
  const bool italic = is_on(properties, "i", (otherwise & kEmphasis) != 0);
  unsigned styles = otherwise & ~static_cast<unsigned>(kStrong | kEmphasis);
  if (bold) styles |= kStrong;
  if (italic) styles |= kEmphasis;
  return static_cast<Styles>(styles);
}

void DocxStyles::read(const pugi::xml_node& root) {
  std::map<std::string, pugi::xml_node> nodes;
  for (const pugi::xml_node& node : root.children()) {
    if (is_named(node, "style")) nodes.try_emplace(std::string(attribute_of(node, "styleId")), node);
  }
  for (const auto& [id, node] : nodes) {
    std::vector<std::string> chain;  // from the style to the one that it is based on in the end
    std::set<std::string> seen;
    for (std::string one = id; nodes.contains(one) && !styles_.contains(one) && seen.insert(one).second;) {
      chain.push_back(one);
      one = value_of(nodes.at(one), "basedOn");
    }
    while (!chain.empty()) {
      const pugi::xml_node& one = nodes.at(chain.back());
      styles_[chain.back()] = read_style(one, style_of(value_of(one, "basedOn")));
      chain.pop_back();
    }
  }
}

const DocxStyle& DocxStyles::style_of(std::string_view id) const {
  static const DocxStyle kNone;
  const auto found = styles_.find(id);
  return found == styles_.end() ? kNone : found->second;
}

}  // namespace lr::pack
