// The table of contents of an EPUB: the navigation document of EPUB 3, the NCX of EPUB 2.
#include <algorithm>

#include "../import.h"
#include "encoding.h"
#include "epub.h"
#include "utf.h"
#include "xml.h"

namespace lr::pack {
namespace {

const GumboNode* find_nav(const HtmlTree& tree, std::string_view type) {
  const GumboNode *found = nullptr, *first = nullptr;
  walk(tree.root(), [&](const GumboNode* node) {
    if (tag_of(node) != GUMBO_TAG_NAV) return true;
    if (first == nullptr) first = node;
    if (found == nullptr && has_type(node, type)) found = node;
    return true;
  });
  return found != nullptr || type != "toc" ? found : first;
}

// The links of a <nav>; how many lists a link stands in is its depth.
std::vector<EpubContentsEntry> links_of(const GumboNode* nav, const std::string& path) {
  std::vector<EpubContentsEntry> entries;
  int depth = 0;
  walk(
      nav,
      [&](const GumboNode* node) {
        depth += tag_of(node) == GUMBO_TAG_OL;
        if (tag_of(node) != GUMBO_TAG_A) return true;
        EpubContentsEntry entry{.depth = std::max(depth, 1), .label = nfc(text_of(node)), .path = {}, .fragment = {}};
        entry.path = resolve_href(path, attribute_of(node, "href"), entry.fragment);
        if (!entry.path.empty()) entries.push_back(std::move(entry));
        return false;
      },
      [&](const GumboNode* node) { depth -= tag_of(node) == GUMBO_TAG_OL; });
  return entries;
}

void read_landmarks(const GumboNode* nav, EpubPackage& package) {
  walk(nav, [&](const GumboNode* node) {
    if (tag_of(node) != GUMBO_TAG_A) return true;
    std::string fragment;
    const std::string path = resolve_href(package.nav, attribute_of(node, "href"), fragment);
    if (!fragment.empty()) return false;
    if (has_type(node, "cover")) package.roles.try_emplace(path, EpubRole::kCover);
    if (has_type(node, "titlepage")) package.roles.try_emplace(path, EpubRole::kTitlePage);
    return false;
  });
}

std::vector<EpubContentsEntry> read_ncx(const Container& container, const EpubPackage& package, Remarks& remarks) {
  std::vector<EpubContentsEntry> entries;
  pugi::xml_document document;
  parse_xml(container.bytes_of(package.ncx), container.where(package.ncx), remarks, document);
  int depth = 0;
  walk_xml(
      document,
      [&](const pugi::xml_node& node) {
        if (is_named(node, "pageList") || is_named(node, "navList")) return false;
        if (!is_named(node, "navPoint")) return true;
        EpubContentsEntry entry{.depth = ++depth, .label = {}, .path = {}, .fragment = {}};
        entry.label = nfc(decode_utf8(text_of(child_of(node, "navLabel"))));
        entry.path = resolve_href(package.ncx, attribute_of(child_of(node, "content"), "src"), entry.fragment);
        if (!entry.path.empty()) entries.push_back(std::move(entry));
        return true;
      },
      [&](const pugi::xml_node& node) { depth -= is_named(node, "navPoint"); });
  return entries;
}

std::vector<EpubContentsEntry> read_nav(const Container& container, EpubPackage& package, Remarks& remarks) {
  const HtmlTree tree(to_utf8(container.bytes_of(package.nav), container.where(package.nav), {}, remarks));
  if (const GumboNode* landmarks = find_nav(tree, "landmarks")) read_landmarks(landmarks, package);
  const GumboNode* toc = find_nav(tree, "toc");
  return toc == nullptr ? std::vector<EpubContentsEntry>() : links_of(toc, package.nav);
}

}  // namespace

bool has_word(std::string_view words, std::string_view wanted) {
  return (" " + std::string(words) + " ").find(" " + std::string(wanted) + " ") != std::string::npos;
}

bool has_type(const GumboNode* node, std::string_view type) {
  return has_word(attribute_of(node, "epub:type"), type) || has_word(attribute_of(node, "role"), "doc-" + std::string(type));
}

std::vector<EpubContentsEntry> read_contents(const Container& container, EpubPackage& package, Remarks& remarks) {
  std::vector<EpubContentsEntry> entries;
  for (const bool is_nav : {true, false}) {
    const std::string& path = is_nav ? package.nav : package.ncx;
    if (!entries.empty() || path.empty()) continue;
    if (!container.has(path)) {
      remarks.add(Remark::Kind::kMissing, 0, "The book names a table of contents that is not in it: \"" + path + "\".");
      continue;
    }
    try {
      entries = is_nav ? read_nav(container, package, remarks) : read_ncx(container, package, remarks);
    } catch (const InputError& error) {
      remarks.add(Remark::Kind::kMissing, 0, std::string("The table of contents cannot be read: ") + error.what());
    }
  }
  if (entries.empty()) {
    remarks.add(Remark::Kind::kMissing, 0, "The book has no table of contents; its headings keep the levels they have.");
  }
  return entries;
}

}  // namespace lr::pack
