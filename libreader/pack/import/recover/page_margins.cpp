// What stands at the heads and feet of pages (D4). Evidence, at the edge of a page only: a number that fits its page; a
// line that is at that edge of other pages but for its digits; a place beside the number, where other pages have such
// a line; the title; what a browser prints (date, address). What
// is in the middle of a page is never looked at, but for an address that is exactly that of the feet.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "page_signs.h"
#include "pages.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kDepth = 4;  // lines of a head or foot
constexpr std::size_t kTitleLines = 3;
constexpr int kFewestHeads = 5;
constexpr const char* kBrowser = "what a browser prints around a page";

class Margins {
 public:
  Margins(Draft& draft, Pages pages, Remarks& remarks)
      : draft_(draft),
        lines_(draft.lines),
        remarks_(remarks),
        reasons_(draft.lines.size()),
        pages_(std::move(pages.list)),
        by_(pages.by) {
    for (std::size_t i = 0; i < std::min(kTitleLines, lines_.size()); ++i) title_.insert(key_of(text(i)));
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      first_.try_emplace(key_of(text(i)), i);
      ++all_[key_of(text(i))];
    }
    for (std::size_t i : pages.signs) {
      if (!lines_[i].is_kept) reasons_[i] = by_ == Pages::By::kHeads ? "a running head" : "a page number";
    }
    std::vector<std::size_t> lengths;
    for (const Page& page : pages_) lengths.push_back(page.end - page.first);
    std::sort(lengths.begin(), lengths.end());
    usual_length_ = lengths[lengths.size() / 2];
  }

  void run() {
    count();
    count_outermost();
    for (bool alone : {false, true}) {  // what is alone is told by what the others have
      for (std::size_t p = 0; p < pages_.size(); ++p) {
        peel(p, true, alone);
        peel(p, false, alone);
      }
      for (std::size_t p = 1; p < pages_.size(); ++p) headed_ += !alone && gone(pages_[p].first);
    }
    take_addresses();
    remove();
    if (by_ == Pages::By::kFormFeeds && !lines_.empty()) remove_left_margin();
  }

 private:
  const std::u32string& text(std::size_t i) const { return lines_[i].text; }
  bool gone(std::size_t i) const { return !reasons_[i].empty(); }
  bool is_printed() const { return by_ == Pages::By::kBrowser; }

  template <typename Visit>
  void each_edge(const Page& page, bool top, Visit&& visit) const {
    for (std::size_t k = 0; k < kDepth && k < page.end - page.first; ++k)
      visit(top ? page.first + k : page.end - 1 - k);
  }

  void count() {
    for (const Page& page : pages_) {
      for (bool top : {true, false}) {
        std::set<std::u32string> keys;
        std::set<std::pair<int, int>> offsets;
        std::set<int> heads;
        each_edge(page, top, [&](std::size_t i) {
          if (const auto folio = folio_of(text(i))) offsets.insert({folio->style, folio->number - page.number});
          if (const auto head = numbered_head(text(i))) heads.insert(head->number - page.number);
          keys.insert(key_of(text(i)));
        });
        for (const auto& key : keys) ++keys_[top][key];
        for (const auto& offset : offsets) ++offsets_[offset];
        for (int head : heads) ++heads_[head];
      }
    }
  }

  // Pages whose outermost line is a text with a number that fits, or stands beyond such a number.
  void count_outermost() {
    for (const Page& page : pages_) {
      for (const bool top : {true, false}) ++outermost_[top][place_of_number(page, top)];
    }
  }

  enum Place { kNowhere, kBefore, kBehind, kBeside };  // the number of a page, seen from the text of its head or foot

  Place place_of_number(const Page& page, bool top) const {
    if (page.end - page.first < 3) return kNowhere;
    const std::u32string& line = text(top ? page.first : page.end - 1);
    if (without_spaces(line).size() > kLongestHead || folio_of(line)) return kNowhere;
    const auto folio = folio_of(text(top ? page.first + 1 : page.end - 2));
    if (folio && is_usual(offsets_, {folio->style, folio->number - page.number})) return kBeside;
    const auto head = numbered_head(line);
    if (!head || !is_usual(heads_, head->number - page.number)) return kNowhere;
    return head->at_end ? kBehind : kBefore;
  }

  template <typename Key>
  static bool is_usual(const std::map<Key, int>& counts, const Key& key) {
    const auto found = counts.find(key);
    return found != counts.end() && found->second >= kFewestHeads;
  }

  // Where so many pages have a head of that kind, so has one whose words stand on no other page.
  bool is_usual_head(const Page& page, std::size_t i, bool top) const {
    if (i != (top ? page.first : page.end - 1)) return false;
    const Place place = place_of_number(page, top);
    const int times = place == kNowhere ? 0 : outermost_[top].at(place);
    return times >= kFewestHeads && times * 4 >= static_cast<int>(pages_.size());
  }

  void peel(std::size_t p, bool top, bool alone) {
    const Page& page = pages_[p];
    for (std::size_t k = 0; k < kDepth + 1 && k < page.end - page.first; ++k) {
      const std::size_t i = top ? page.first + k : page.end - 1 - k;
      if (gone(i)) continue;
      if (lines_[i].is_kept) return;
      reasons_[i] = reason(p, i, top);
      if (reasons_[i].empty() && alone && top && is_lonely_head(p, i)) reasons_[i] = "a running head";
      if (gone(i)) continue;
      const bool is_title = p == 0 && is_usual_head(page, i, top) && place_of_number(page, top) == kBeside;
      if (is_title) reasons_[top ? i + 1 : i - 1] = "a page number";
      return;
    }
  }

  std::string reason(std::size_t p, std::size_t i, bool top) {
    const std::u32string& line = text(i);
    const Page& page = pages_[p];
    if (const auto folio = folio_of(line)) {
      const int fits = offsets_[{folio->style, folio->number - page.number}];
      const bool sure = fits >= 3 || (fits == 2 && pages_.size() <= 4) || is_printed();
      return sure ? "a page number" : "";
    }
    const std::u32string key = key_of(line);
    const int times = keys_[top][key];
    if (key.empty() || (key.size() < 2 && times * 3 < static_cast<int>(pages_.size()) * 2)) return "";
    if ((times >= 2 || is_printed()) && (is_address(line) || is_time(line))) return kBrowser;
    const auto head = numbered_head(line);
    const bool fits = head && (heads_[head->number - page.number] >= 3 ||
                               (heads_[head->number - page.number] == 2 && pages_.size() <= 4));
    if (p > 0 && key.size() >= 4 && key.size() <= kLongestHead &&
        (key == key_of(text(0)) || (fits && title_.contains(head->key))))
      return "a running head that repeats the title";
    if (is_prose(i)) return "";
    if (p > 0 && is_usual_head(page, i, top)) return top ? "a running head" : "a running foot";
    const bool repeated = times >= 3 || (times == 2 && pages_.size() <= 4 && !is_complete(line));
    if (is_printed() && top && comes_again(page, i, key)) return kBrowser;
    if (!has_number(line) && all_[key] > keys_[true][key] + keys_[false][key] + 1) return "";  // in the middle too
    if (!repeated || (times * 2 < static_cast<int>(pages_.size()) && is_complete(line))) return "";
    if (p == 0 && top && !comes_again(page, i, key) && (!has_number(line) || is_same_elsewhere(i)))
      return "";  // the title
    if (p > 0 && top && !has_number(line) && opens_chapter(p, i, key)) return "";
    return top ? "a running head" : "a running foot";
  }

  bool is_prose(std::size_t i) const {
    return text(i).find_first_of(U"。；！？") != std::u32string::npos ||
           (draft_.shape.is_full(lines_[i]) && text(i).find(U'，') != std::u32string::npos);
  }

  bool comes_again(const Page& page, std::size_t i, const std::u32string& key) const {
    for (std::size_t k = i + 1; k < page.end && k < i + 8; ++k) {
      if (key_of(text(k)) == key) return true;
    }
    return false;
  }

  // With its digits: these do not count pages.
  bool is_same_elsewhere(std::size_t i) const {
    for (std::size_t p = 1; p < pages_.size(); ++p) {
      bool same = false;
      each_edge(pages_[p], true,
                [&](std::size_t k) { same |= contains(without_spaces(text(k)), without_spaces(text(i))); });
      if (same) return true;
    }
    return false;
  }

  // The first of its kind, after a page that is not full: the heading from which the running heads are made.
  bool opens_chapter(std::size_t p, std::size_t i, const std::u32string& key) {
    return first_[key] == i && (pages_[p - 1].end - pages_[p - 1].first) * 4 < usual_length_ * 3;
  }

  // A head that no other page has, where the other pages have heads: it stands apart, and interrupts a sentence or has
  // the number of a volume.
  bool is_lonely_head(std::size_t p, std::size_t i) const {
    if (p == 0 || i != pages_[p].first || i + 1 >= pages_[p].end || draft_.shape.blank_after_all) return false;
    const std::u32string& line = text(i);
    if (lines_[i + 1].blanks_before == 0 || is_complete(line) || is_numbered_heading(line)) return false;
    if (lines_[i].width * 10 > draft_.shape.full_width * 8 || has(U"，、；,;", line.back())) return false;
    if (headed_ == 0 || headed_ * 2 < pages_.size() - 2) return false;
    std::size_t last = i;
    while (last > 0 && gone(last - 1)) --last;
    const bool cuts = last > 0 && !is_complete(text(last - 1)) && draft_.shape.is_full(lines_[last - 1]);
    return cuts || (has_number(line) && !is_digit(line.front()));
  }

  // The address of a page's foot, where what should be above it comes after it.
  void take_addresses() {
    std::map<std::u32string, int> addresses;
    for (std::size_t i = 0; i < lines_.size(); ++i) addresses[text(i)] += gone(i) && is_address(text(i));
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].is_kept && addresses[text(i)] >= 2) reasons_[i] = kBrowser;
    }
  }

  void remove() {
    // Blank lines around heads and feet are more where a paragraph ends there.
    constexpr int kMany = 1000;
    int least_head = kMany, least_foot = kMany;
    for (const Page& page : pages_) {
      const auto [first, last] = body(page);
      if (first > page.first && first < page.end) least_head = std::min(least_head, lines_[first].blanks_before);
      if (last < page.end && last > page.first) least_foot = std::min(least_foot, lines_[last].blanks_before);
    }
    std::vector<Line> kept;
    int blanks = 0;
    bool pending = false;
    for (const Page& page : pages_) {
      const auto [first, last] = body(page);
      for (std::size_t i = page.first; i < page.end; ++i) {
        if (gone(i)) {
          drop(remarks_, lines_[i], reasons_[i]);
          if (i == last) blanks += std::max(0, lines_[i].blanks_before - least_foot);
          pending = true;
          continue;
        }
        Line line = lines_[i];
        if (i == first) {
          const bool headed = first > page.first;
          const int own = line.blanks_before - (headed ? least_head : 0);
          if (pending && !kept.empty()) {
            line.after_cut = true;
            line.blanks_before = blanks + (headed || blanks == 0 ? own : 0);
            if (line.blanks_before > 0) ++line.blanks_before;
          }
          line.begins_page = line.begins_page || !kept.empty();
          line.after_form_feed = lines_[page.first].after_form_feed;
          pending = false;
          blanks = 0;
        }
        kept.push_back(std::move(line));
      }
    }
    lines_ = std::move(kept);
  }

  // What all lines of all pages stand in from the left is no indent.
  void remove_left_margin() {
    std::vector<int> margins;
    for (const Line& line : lines_) {
      if (line.after_form_feed || margins.empty()) margins.push_back(line.indent);
      margins.back() = std::min(margins.back(), line.indent);
    }
    const int least = *std::min_element(margins.begin(), margins.end());
    if (least < 2) return;
    std::size_t page = 0;
    for (Line& line : lines_) {
      page += line.after_form_feed;
      line.indent -= std::min(margins[page], least * 3 / 2);
      line.indented = line.indent >= 2;
    }
  }

  // The first line that is not of the head, the first that is of the foot.
  std::pair<std::size_t, std::size_t> body(const Page& page) const {
    std::size_t first = page.first, last = page.end;
    while (first < page.end && gone(first)) ++first;
    while (last > first && gone(last - 1)) --last;
    return {first, last};
  }

  Draft& draft_;
  std::vector<Line>& lines_;
  Remarks& remarks_;
  std::vector<std::string> reasons_;  // why a line goes
  std::set<std::u32string> title_;    // may be one of the first lines
  std::vector<Page> pages_;
  Pages::By by_;
  std::map<std::u32string, std::size_t> first_;        // the first line of a key
  std::size_t usual_length_ = 0, headed_ = 0;          // lines of a page; pages that have a head
  std::array<std::map<std::u32string, int>, 2> keys_;  // on how many pages, at the foot and at the head
  std::map<std::u32string, int> all_;                  // lines of a key
  std::map<std::pair<int, int>, int> offsets_;         // style and number - page
  std::map<int, int> heads_;
  std::array<std::array<int, 4>, 2> outermost_{};  // pages by Place, at the foot and at the head
};

}  // namespace

void remove_margins(Draft& draft, Remarks& remarks) {
  if (draft.lines.size() < 2 || draft.shape.has_markup) return;
  Pages pages = find_pages(draft);
  if (!pages.list.empty()) Margins(draft, std::move(pages), remarks).run();
}

}  // namespace lr::pack::recover
