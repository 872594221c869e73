// Page furniture: running heads, page numbers, watermarks. Evidence is the place, the outermost rows at the top or the
// bottom, together with repetition: the same words, figures aside, at the same height on another page; a number that
// grows with the pages; or a row at a height where furniture stands on other pages. Large words at one place of most
// pages are a watermark.
#include <cmath>
#include <map>

#include "../recover/draft.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kBand = 0.13;  // of the page's height
constexpr int kMostRows = 3;    // at each edge
constexpr double kSameHeight = 4;

std::u32string without_figures(std::u32string_view text) {
  std::u32string out = recover::without_spaces(text);
  std::erase_if(out, [](char32_t c) { return recover::is_digit(c) || recover::is_reference(c); });
  return out;
}

int roman_value(std::u32string_view text) {
  static constexpr std::u32string_view kSigns = U"ivxlcdm";
  static constexpr int kValues[] = {1, 5, 10, 50, 100, 500, 1000};
  int sum = 0, before = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    const std::size_t which = kSigns.find(text[i] < 'a' ? text[i] + 32 : text[i]);
    if (which == std::u32string_view::npos) return -1;
    sum += kValues[which] < before ? -kValues[which] : kValues[which];
    before = std::max(before, kValues[which]);
  }
  return text.empty() || text.size() > 7 ? -1 : sum;
}

// "12", "- 12 -", "·12·", "xii", "Page 3 of 9", "3/9", "第3页": the number, else -1.
int page_number(std::u32string_view text) {
  std::u32string plain = recover::without_spaces(text);
  for (std::u32string_view word : {U"Page", U"page", U"PAGE", U"第", U"页", U"頁", U"共", U"of", U"p.", U"쪽"}) {
    if (const std::size_t at = plain.find(word); at != std::u32string::npos) plain.replace(at, word.size(), 1, U'/');
  }
  const std::size_t first = plain.find_first_not_of(U"/-–—−·•.|[]()（）〔〕~");
  if (first == std::u32string::npos) return -1;
  const std::size_t end = std::min(plain.find_first_of(U"/-–—−·•.|[]()（）〔〕~", first), plain.size());
  const std::u32string number = plain.substr(first, end - first);
  if (plain.substr(end).find_first_not_of(U"/-–—−·•.|[]()（）〔〕~0123456789") != std::u32string::npos) return -1;
  if (number.find_first_not_of(U"0123456789") != std::u32string::npos) return roman_value(number);
  if (number.size() > 4) return -1;
  int value = 0;
  for (const char32_t c : number) value = value * 10 + static_cast<int>(c - '0');
  return value;
}

struct Candidate {
  std::size_t line;
  bool at_top;
  int row;  // from the edge, 0 first
  int number;
  std::u32string key;
};

class Furniture {
 public:
  explicit Furniture(Document& document) : document_(document), lines_(document.lines) {}

  void run() {
    for (std::size_t first = 0, end = 0; first < lines_.size(); first = end) {
      while (end < lines_.size() && lines_[end].page == lines_[first].page) ++end;
      collect(first, end, true);
      collect(first, end, false);
    }
    for (const Candidate& one : candidates_) {
      by_key_[{one.at_top, one.key}].push_back(&one);
      if (one.number >= 0) ++offsets_[{one.at_top, one.number - lines_[one.line].page}];
    }
    for (const Candidate& one : candidates_) found_.push_back(reason(one));
    spread();
    drop();
    drop_watermarks();
  }

 private:
  void collect(std::size_t first, std::size_t end, bool at_top) {
    std::vector<std::size_t> order;
    for (std::size_t i = first; i < end; ++i) {
      const TextLine& line = lines_[i];
      const double y = line.box.middle() / std::max(1.0, line.page_height);
      if (line.dropped.empty() && (at_top ? y < kBand : y > 1 - kBand)) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return at_top ? lines_[a].box.y0 < lines_[b].box.y0 : lines_[a].box.y1 > lines_[b].box.y1;
    });
    int row = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const TextLine& line = lines_[order[k]];
      const double before = k > 0 ? lines_[order[k - 1]].box.middle() : 0;
      row += k > 0 && std::abs(line.box.middle() - before) > kSameHeight;
      if (row >= kMostRows) break;
      const std::u32string text = text_of(line.words);
      candidates_.push_back({order[k], at_top, row, page_number(text), without_figures(text)});
    }
  }

  bool is_same_place(const TextLine& a, const TextLine& b) const {
    return std::abs(a.box.middle() - b.box.middle()) <= kSameHeight && std::abs(a.size - b.size) < 0.6;
  }

  Reason reason(const Candidate& one) const {
    const TextLine& line = lines_[one.line];
    if (one.number >= 0) {
      const auto same = offsets_.find({one.at_top, one.number - line.page});
      if (same->second >= 2 || (one.row == 0 && document_.pages < 3)) return "a page number";
    }
    std::size_t pages = 0, apart = 0;
    for (const Candidate* other : by_key_.at({one.at_top, one.key})) {
      const bool same = lines_[other->line].page != line.page && is_same_place(lines_[other->line], line);
      pages += same;
      apart += same && std::abs(lines_[other->line].page - line.page) <= 2;
    }
    const bool enough = pages >= 2 || (pages == 1 && apart == 1 && line.size <= document_.body_size * 1.1);
    if (one.key.empty() || !enough) return {};
    return one.at_top ? "a running head" : "a running foot";
  }

  // A head that changes with the chapters stands where the others stand.
  void spread() {
    const std::vector<Reason> sure = found_;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      if (!found_[k].empty() || candidates_[k].row > 0) continue;
      std::size_t same = 0;
      for (std::size_t j = 0; j < candidates_.size(); ++j) {
        same += !sure[j].empty() && candidates_[j].at_top == candidates_[k].at_top &&
                is_same_place(lines_[candidates_[j].line], lines_[candidates_[k].line]);
        if (same >= 3) break;
      }
      const bool small = lines_[candidates_[k].line].size <= document_.body_size * 1.02;
      if (same >= 3 && small) found_[k] = candidates_[k].at_top ? "a running head" : "a running foot";
    }
  }

  // From the edge inwards: what stands inside of text that stays is text.
  void drop() {
    int page = 0, stays = kMostRows;
    bool at_top = false;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      const Candidate& one = candidates_[k];
      if (lines_[one.line].page != page || one.at_top != at_top) stays = kMostRows;
      page = lines_[one.line].page;
      at_top = one.at_top;
      if (found_[k].empty()) stays = std::min(stays, one.row);
      if (!found_[k].empty() && one.row <= stays) lines_[one.line].dropped = found_[k];
    }
  }

  void drop_watermarks() {
    std::map<std::u32string, std::vector<TextLine*>> large;
    for (TextLine& line : lines_) {
      if (line.dropped.empty() && line.size >= document_.body_size * 1.5) large[line.text].push_back(&line);
    }
    for (auto& [text, lines] : large) {
      std::size_t same = 0;
      for (const TextLine* line : lines) {
        same += std::abs(line->box.x0 - lines.front()->box.x0) < 2 && std::abs(line->box.y0 - lines.front()->box.y0) < 2;
      }
      if (same < 3 || same < lines.size() || static_cast<int>(same) * 2 < document_.pages) continue;
      for (TextLine* line : lines) line->dropped = "a watermark";
    }
  }

  Document& document_;
  std::vector<TextLine>& lines_;
  std::vector<Candidate> candidates_;
  std::vector<Reason> found_;
  std::map<std::pair<bool, std::u32string>, std::vector<const Candidate*>> by_key_;
  std::map<std::pair<bool, int>, std::size_t> offsets_;
};

}  // namespace

void drop_furniture(Document& document) { Furniture(document).run(); }

}  // namespace lr::pack::pdf
