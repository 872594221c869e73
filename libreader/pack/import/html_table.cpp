// Which tables are tables.
#include "html_table.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace lr::pack {
namespace {

constexpr std::size_t kLongestCell = 600;  // code points
constexpr int kWidestSpan = 50;

bool holds_blocks(const GumboNode* table) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_TABLE, GUMBO_TAG_UL,         GUMBO_TAG_OL,      GUMBO_TAG_DL,
                                       GUMBO_TAG_PRE,   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_ARTICLE, GUMBO_TAG_FIGURE};
  bool found = false;
  walk(table, [&](const GumboNode* node) {
    found = found || (node != table && (is_one_of(tag_of(node), kTags) || heading_level(node) > 0));
    return !found;
  });
  return found;
}

}  // namespace

bool is_data_table(const GumboNode* table) {
  const std::string_view role = attribute_of(table, "role");
  if (role == "presentation" || role == "none" || holds_blocks(table)) return false;
  std::size_t rows = 0, columns = 0, columns_here = 0, longest = 0;
  bool has_header = false;
  walk(table, [&](const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_TR) {
      ++rows;
      columns_here = 0;
    }
    has_header = has_header || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
    if (tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) return true;
    columns = std::max(columns, ++columns_here);
    longest = std::max(longest, text_of(node).size());
    return false;
  });
  return rows > 0 && columns > 1 && (has_header || longest <= kLongestCell);
}

int column_span(const GumboNode* cell) {
  return std::clamp(std::atoi(std::string(attribute_of(cell, "colspan")).c_str()), 1, kWidestSpan);
}

}  // namespace lr::pack
