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
  return contains(table, [&](const GumboNode* node) {
    return node != table && (is_one_of(tag_of(node), kTags) || heading_level(node) > 0);
  });
}

}  // namespace

bool is_data_table(const GumboNode* table) {
  const std::string_view role = attribute_of(table, "role");
  if (role == "presentation" || role == "none" || holds_blocks(table)) return false;
  std::size_t rows = 0, columns = 0, columns_here = 0, longest = 0, headers = 0, filled = 0;
  bool has_caption = false;
  walk(table, [&](const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_TR) {
      ++rows;
      columns_here = 0;
    }
    has_caption = has_caption || tag == GUMBO_TAG_CAPTION;
    headers += tag == GUMBO_TAG_TH;
    if (tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) return true;
    columns = std::max(columns, ++columns_here);
    const std::size_t size = text_of(node).size();
    longest = std::max(longest, size);
    filled += tag == GUMBO_TAG_TD && size > 0;
    return false;
  });
  // A box: one cell of text under at most one heading; the others hold pictures, or keep a distance.
  const bool is_box = filled <= 1 && headers <= 1 && !has_caption;
  return rows > 0 && columns > 1 && !is_box && (has_caption || headers > 0 || longest <= kLongestCell);
}

int column_span(const GumboNode* cell) {
  return std::clamp(std::atoi(std::string(attribute_of(cell, "colspan")).c_str()), 1, kWidestSpan);
}

}  // namespace lr::pack
