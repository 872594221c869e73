// Lists of links: which of them are part of a text.
#include "html_links.h"

#include <algorithm>
#include <string>

#include "characters.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kShortestLead = 32;   // columns: an East Asian character has two
constexpr std::size_t kShortestRemark = 2;  // letters

std::size_t columns(std::u32string_view text) {
  std::size_t sum = 0;
  for (char32_t c : text) sum += is_east_asian(c) || is_hangul(c) ? 2 : 1;
  return sum;
}

bool is_letter(char32_t c) { return is_latin_letter(c) || is_han(c) || is_kana(c) || is_hangul(c); }

// Letters of the item that are in no link. "年月日" are those of dates.
std::size_t letters_beside_links(const GumboNode* item) {
  std::size_t count = 0;
  walk(item, [&](const GumboNode* node) {
    if (tag_of(node) == GUMBO_TAG_A) return false;
    if (!is_text(node)) return true;
    for (char32_t c : decode_utf8(node->v.text.text))
      count += is_letter(c) && std::u32string_view(U"年月日").find(c) == std::u32string_view::npos;
    return false;
  });
  return count;
}

}  // namespace

bool is_heading_of_references(std::u32string_view text) {
  static constexpr std::u32string_view kNames[] = {
      U"references",     U"bibliography", U"sources",    U"works cited", U"further reading",
      U"external links", U"see also",     U"links",      U"resources",   U"参考",
      U"參考",           U"引用",         U"出典",       U"资料来源",    U"資料來源",
      U"外部链接",       U"外部連結",     U"外部リンク", U"関連項目",    U"相关链接",
      U"참고",           U"출처",         U"외부 링크"};
  std::u32string folded = lower_ascii(std::u32string(text));
  const std::size_t first = folded.find_first_not_of(U"0123456789.、 §#一二三四五六七八九十");
  folded.erase(0, std::min(first, folded.size()));
  return columns(folded) <= kShortestLead &&
         std::any_of(std::begin(kNames), std::end(kNames), [&](auto name) { return folded.starts_with(name); });
}

bool leads_to_list(std::u32string_view text) {
  return (text.ends_with(':') || text.ends_with(U'：')) && columns(text) >= kShortestLead;
}

bool has_annotated_links(const GumboNode* list) {
  std::size_t items = 0, annotated = 0;
  walk(list, [&](const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if (tag != GUMBO_TAG_LI && tag != GUMBO_TAG_DD && tag != GUMBO_TAG_TR) return true;
    ++items;
    annotated += letters_beside_links(node) >= kShortestRemark;
    return false;
  });
  return items > 0 && annotated * 2 > items;
}

}  // namespace lr::pack
