// The table of contents of a book or manual (D29): the bundle makes one of the headings. Evidence: lines in which dots
// lead to a page number, three of them with no more than a few open lines between; and what stands between them and a
// heading that names contents.
#include "../characters.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kFewest = 3, kGap = 3, kFewestDots = 3;

bool is_contents_word(std::u32string_view text) {
  const std::u32string word = without_spaces(text);
  for (std::u32string_view known :
       {U"目录", U"目錄", U"目次", U"차례", U"목차", U"Contents", U"CONTENTS", U"TableofContents"}) {
    if (word == known) return true;
  }
  return false;
}

// "2.1 Title . . . . . . 17", "第一章 ……… 3"
bool has_leader(std::u32string_view text) {
  std::size_t end = text.size();
  while (end > 0 && (is_digit(text[end - 1]) || has(U"ivxlc", text[end - 1]))) --end;
  if (end == text.size() || end == 0 || text.size() - end > 5) return false;
  std::size_t dots = 0;
  for (; end > 0 && has(U".…·．⋯‥・ \t", text[end - 1]); --end) {
    dots += text[end - 1] == U'…' || text[end - 1] == U'⋯' ? 3 : !has(U" \t", text[end - 1]);
  }
  return dots >= kFewestDots && end > 0 && text.find_first_of(U"。！？；") == text.npos;
}

// Rows of a table too, as long as all of them are such lines.
bool leads_to_pages(const Line& line) {
  for (std::size_t at = 0; at < line.text.size();) {
    const std::size_t end = std::min(line.text.find('\n', at), line.text.size());
    if (!has_leader(std::u32string_view(line.text).substr(at, end - at))) return false;
    at = end + 1;
  }
  return !line.text.empty();
}

}  // namespace

void drop_contents(Draft& draft, Remarks& remarks) {
  std::vector<Line>& lines = draft.lines;
  std::vector<bool> goes(lines.size());
  for (std::size_t first = 0; first < lines.size(); ++first) {
    if (!leads_to_pages(lines[first])) continue;
    std::size_t last = first, count = 1;
    for (std::size_t i = first + 1;
         i < lines.size() && i <= last + kGap + 1 && !is_complete(without_marks(lines[i].text)); ++i) {
      if (!leads_to_pages(lines[i])) continue;
      last = i;
      ++count;
    }
    std::size_t begin = first;
    for (std::size_t k = 1; k <= kGap && k <= first; ++k) {
      if (is_contents_word(lines[first - k].text)) begin = first - k;
    }
    if (count >= kFewest)
      std::fill(goes.begin() + static_cast<std::ptrdiff_t>(begin), goes.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                true);
    first = last;
  }
  std::vector<Line> kept;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!goes[i] || lines[i].is_kept) {
      kept.push_back(std::move(lines[i]));
    } else {
      drop(remarks, lines[i], "the table of contents, which the headings make anew");
    }
  }
  lines = std::move(kept);
}

}  // namespace lr::pack::recover
