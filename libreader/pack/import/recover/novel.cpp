// A novel as web sites hand it out (D17, D29). Evidence for one: three headings "第…章" or "第…回". Evidence against a
// line: it has an address and a call to read on there, or is the sign that a chapter ends. Where volumes (卷, 部) hold
// the chapters, what follows a volume stands one level below it.
#include <algorithm>

#include "../characters.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr int kLongestCall = 80;  // columns
constexpr std::size_t kLongestHeading = 30, kFewestChapters = 3;
constexpr std::u32string_view kVolumes = U"卷部篇編编", kChapters = U"章回";

// "第十二章 …"
bool is_numbered(std::u32string_view text, std::u32string_view units) {
  if (!text.starts_with(U'第') || text.size() > kLongestHeading) return false;
  const std::size_t unit = text.find_first_not_of(kNumerals, 1);
  return unit != text.npos && unit > 1 && has(units, text[unit]) && !is_complete(text);
}

bool says_any(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) { return contains(text, word); });
}

bool is_call_of_site(const Line& line) {
  return line.width <= kLongestCall && !line.text.ends_with(U'。') &&
         says_any(line.text, {U"www.", U"http", U".com", U".net", U".org", U".cc"}) &&
         says_any(line.text, {U"小说", U"小說", U"访问", U"訪問", U"阅读", U"閱讀", U"首发", U"首發", U"收藏", U"书友",
                              U"下载", U"下載", U"最新", U"更新", U"手机", U"手機"});
}

bool is_end_of_chapter(std::u32string_view text) {
  std::u32string plain = without_spaces(text);
  std::erase_if(plain, [](char32_t c) { return has(U"（）()【】[]。.…~～", c); });
  return plain == U"本章完" || plain == U"本章未完" || plain == U"未完待续" || plain == U"未完待續";
}

}  // namespace

void remove_novel_site(Draft& draft, Remarks& remarks) {
  std::vector<Line>& lines = draft.lines;
  const auto is_chapter = [](const Line& line) { return is_numbered(line.text, kChapters); };
  if (static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is_chapter)) < kFewestChapters) return;
  std::erase_if(lines, [&](const Line& line) {
    const char* reason = line.is_kept                   ? nullptr
                         : is_call_of_site(line)        ? "a call of the web site that had the novel"
                         : is_end_of_chapter(line.text) ? "the sign that a chapter ends"
                                                        : nullptr;
    if (reason != nullptr) drop(remarks, line, reason);
    return reason != nullptr;
  });
}

void nest_chapters(std::vector<Block>& blocks) {
  const auto is = [](const Block& block, std::u32string_view units) {
    return block.kind == BlockKind::kHeading && !block.spans.empty() && is_numbered(block.spans[0].text, units);
  };
  const auto first = std::find_if(blocks.begin(), blocks.end(), [&](const Block& one) { return is(one, kVolumes); });
  if (std::none_of(first, blocks.end(), [&](const Block& one) { return is(one, kChapters); })) return;
  for (auto block = first; block != blocks.end(); ++block) {
    if (block->kind == BlockKind::kHeading && !is(*block, kVolumes) && block->level < 6) ++block->level;
  }
}

}  // namespace lr::pack::recover
