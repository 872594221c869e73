// Where pages begin, and what stands at their heads and feet (D4). Evidence for a page: a form feed; or a series of
// page numbers, alone or beside the title, that rise page by page at even distances. Evidence for a head or foot, at
// the edge of a page only: a number that fits its page; a line that is at that edge of other pages but for its digits;
// the title; what a browser prints (date, address). What is in the middle of a page is never looked at.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kDepth = 4;  // lines of a head or foot
constexpr int kShortestPage = 10;  // lines, blank ones included
constexpr std::size_t kLongestFolio = 24, kLongestHead = 80;

bool is_number_sign(char32_t c) { return is_digit(c) || (c >= U'０' && c <= U'９'); }

// Without spaces and digits, in one case: what is the same on every page.
std::u32string key_of(std::u32string_view text) {
  std::u32string key = without_spaces(text);
  std::erase_if(key, is_number_sign);
  for (char32_t& c : key) c += c >= 'A' && c <= 'Z' ? 32 : 0;
  return key;
}

bool has_number(std::u32string_view text) { return std::any_of(text.begin(), text.end(), is_number_sign); }

// ---- page numbers ----

struct Folio {
  int style = 0;  // the same for all numbers of a document
  int number = 0;
};

class FolioReader {
 public:
  explicit FolioReader(std::u32string_view text) : text_(without_spaces(text)) {
    for (char32_t& c : text_) {
      if (c >= U'０' && c <= U'９') c -= U'０' - U'0';
      c += c >= 'A' && c <= 'Z' ? 32 : 0;
    }
  }

  std::optional<Folio> run() {
    constexpr std::u32string_view kOrnaments = U"-–—―─·•・‧|~[]()（）〔〕";
    const std::size_t first = text_.find_first_not_of(kOrnaments);
    if (first == std::u32string::npos) return std::nullopt;
    const std::size_t last = text_.find_last_not_of(kOrnaments);
    const bool ornament = first > 0 && last + 1 < text_.size();
    if (!ornament && (first > 0 || last + 1 < text_.size())) return std::nullopt;
    const char32_t sign = ornament ? text_[0] : 0;
    text_ = text_.substr(first, last + 1 - first);
    const int style = word_style();
    if (style < 0) return std::nullopt;
    return Folio{style * 0x10000 + static_cast<int>(sign), number_};
  }

 private:
  bool take(std::u32string_view word) {
    if (!std::u32string_view(text_).substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool digits(int& number) {
    const std::size_t first = at_;
    for (number = 0; at_ < text_.size() && is_digit(text_[at_]) && at_ < first + 5; ++at_)
      number = number * 10 + static_cast<int>(text_[at_] - '0');
    return at_ > first && at_ <= first + 4;
  }
  bool at_end() const { return at_ == text_.size(); }
  bool any(std::initializer_list<std::u32string_view> words) {
    return std::any_of(words.begin(), words.end(), [this](std::u32string_view word) { return take(word); });
  }

  int word_style() {
    int total = 0;
    if (digits(number_)) {
      if (at_end()) return 1;
      if (any({U"页", U"頁", U"ページ", U"페이지", U"쪽"})) return at_end() ? 2 : -1;
      return any({U"/", U"／", U"of"}) && digits(total) && at_end() && number_ <= total ? 3 : -1;
    }
    if (take(U"第") && digits(number_) && any({U"页", U"頁"})) {
      any({U",", U"，", U"/", U"／"});
      return at_end() || (take(U"共") && digits(total) && any({U"页", U"頁"}) && at_end()) ? 4 : -1;
    }
    at_ = 0;
    if (any({U"page", U"p."}) && digits(number_))
      return at_end() || (any({U"of", U"/"}) && digits(total) && at_end()) ? 5 : -1;
    at_ = 0;
    return roman() ? 6 : -1;
  }

  bool roman() {
    constexpr std::u32string_view kSigns = U"ivxlc";
    constexpr std::array<int, 5> kValues = {1, 5, 10, 50, 100};
    int before = 1000;
    number_ = 0;
    if (text_.empty() || text_.size() > 7) return false;
    for (char32_t c : text_) {
      const std::size_t which = kSigns.find(c);
      if (which == std::u32string_view::npos) return false;
      number_ += kValues[which] - (kValues[which] > before ? 2 * before : 0);
      before = kValues[which];
    }
    return true;
  }

  std::u32string text_;
  std::size_t at_ = 0;
  int number_ = 0;
};

std::optional<Folio> folio_of(std::u32string_view text) {
  if (text.empty() || text.size() > kLongestFolio) return std::nullopt;
  return FolioReader(text).run();
}

// "12    Title" or "Title    12".
struct NumberedHead {
  int number = 0;
  std::u32string key;
};

std::optional<NumberedHead> numbered_head(std::u32string_view text) {
  if (text.size() > kLongestHead) return std::nullopt;
  const std::size_t first = text.find_first_of(kSpaces), last = text.find_last_of(kSpaces);
  if (first == std::u32string_view::npos) return std::nullopt;
  for (const auto& [number, rest] :
       {std::pair(text.substr(0, first), text.substr(first)), std::pair(text.substr(last + 1), text.substr(0, last))}) {
    const std::optional<Folio> folio = folio_of(number);
    if (folio && has_number(number) && !key_of(rest).empty()) return NumberedHead{folio->number, key_of(rest)};
  }
  return std::nullopt;
}

// ---- what a browser prints ----

bool is_address(std::u32string_view text) {
  return text.starts_with(U"http://") || text.starts_with(U"https://") || text.starts_with(U"file://");
}

bool is_time(std::u32string_view text) {  // "11/21/26, 2:58 PM" and what may follow it on its line
  std::size_t digits = 0, at = 0;
  for (; at < text.size() && has(U"0123456789/-.,: 年月日\u202F上下午", text[at]); ++at) digits += is_digit(text[at]);
  const std::u32string_view head = text.substr(0, at);
  return digits >= 6 && contains(head, U":") && head.find_first_of(U"/-.年") != std::u32string_view::npos;
}

// ---- pages ----

struct Page {
  std::size_t first, end;
  int number;
};

class Margins {
 public:
  Margins(Draft& draft, Remarks& remarks)
      : draft_(draft), lines_(draft.lines), remarks_(remarks), reasons_(draft.lines.size()) {
    for (std::size_t i = 0; i < std::min<std::size_t>(3, lines_.size()); ++i) title_.insert(key_of(lines_[i].text));
  }

  void run() {
    has_form_feeds_ = pages_of_form_feeds();
    if (!has_form_feeds_ && !pages_of_numbers()) return;
    count();
    for (int round = 0; round < 2; ++round) {  // what is alone is told by what the others have
      for (std::size_t p = 0; p < pages_.size(); ++p) {
        peel(p, true, round > 0);
        peel(p, false, round > 0);
      }
    }
    remove();
    if (has_form_feeds_ && !lines_.empty()) remove_left_margin();
  }

 private:
  const std::u32string& text(std::size_t i) const { return lines_[i].text; }
  bool gone(std::size_t i) const { return !reasons_[i].empty(); }

  bool pages_of_form_feeds() {
    int number = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && !lines_[i].after_form_feed) continue;
      if (!pages_.empty()) pages_.back().end = i;
      pages_.push_back({i, lines_.size(), number++});
    }
    if (pages_.size() == 1) pages_.clear();
    return !pages_.empty();
  }

  // ---- without form feeds: a series of numbers ----

  struct Candidate {
    std::size_t line;
    int number;
  };

  // The longest series that rises by one, at even distances; one page may have no number.
  std::vector<Candidate> series(const std::vector<Candidate>& all) const {
    const auto at = [&](const Candidate& one) { return lines_[one.line].number; };
    std::vector<Candidate> best;
    constexpr std::size_t kNear = 40;
    for (std::size_t a = 0; a < all.size(); ++a) {
      for (std::size_t b = a + 1; b < all.size() && b < a + kNear; ++b) {
        const int length = at(all[b]) - at(all[a]);
        if (all[b].number != all[a].number + 1 || length < kShortestPage) continue;
        std::vector<Candidate> chain = {all[a], all[b]};
        for (std::size_t c = b + 1; c < all.size(); ++c) {
          const int step = all[c].number - chain.back().number, gap = at(all[c]) - at(chain.back());
          if ((step == 1 || step == 2) && gap * 5 >= length * step * 3 && gap * 5 <= length * step * 8)
            chain.push_back(all[c]);
        }
        if (chain.size() > best.size()) best = std::move(chain);
        break;
      }
    }
    return best;
  }

  bool interrupts(std::size_t i) const {
    return i > 0 && i + 1 < lines_.size() && draft_.shape.is_full(lines_[i - 1]) && !is_complete(text(i - 1));
  }

  bool pages_of_numbers() {
    std::map<int, std::vector<Candidate>> folios;
    std::vector<Candidate> heads;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (const auto folio = folio_of(text(i)))
        folios[folio->style].push_back({i, folio->number});
      else if (const auto head = numbered_head(text(i)))
        heads.push_back({i, head->number});
    }
    std::vector<Candidate> best;
    for (const auto& [style, all] : folios) {
      std::vector<Candidate> chain = series(all);
      const bool plain = style == 0x10000 || style >= 0x60000;
      const bool two = chain.size() == 2 && (!plain || interrupts(chain[0].line)) &&
                       (chain[1].line + 1 == lines_.size() || interrupts(chain[1].line));
      if ((chain.size() >= 3 || two) && chain.size() > best.size()) best = std::move(chain);
    }
    bool in_head = false;
    std::vector<Candidate> chain = sure_heads(heads);
    if (chain.size() > best.size()) {
      best = std::move(chain);
      in_head = true;
    }
    if (best.empty()) return false;
    std::size_t first = 0;
    for (const Candidate& one : best) {
      if (!lines_[one.line].is_kept) reasons_[one.line] = in_head ? "a running head" : "a page number";
      const std::size_t end = one.line + !in_head;
      if (end > first) pages_.push_back({first, end, one.number - in_head});
      first = end;
    }
    if (first < lines_.size()) pages_.push_back({first, lines_.size(), best.back().number + !in_head});
    return pages_.size() > 1;
  }

  // Of heads with numbers, the text has to come again, or to be the title.
  std::vector<Candidate> sure_heads(const std::vector<Candidate>& all) const {
    std::vector<Candidate> some = series(all);
    if (some.empty()) {  // one head with the title
      for (const Candidate& one : all) {
        const std::u32string key = numbered_head(text(one.line))->key;
        if (one.line > 3 && key.size() >= 4 && key == key_of(text(0))) return {one};
      }
      return {};
    }
    std::map<std::u32string, int> counts;
    for (const Candidate& one : some) ++counts[numbered_head(text(one.line))->key];
    std::size_t sure = 0;
    for (const Candidate& one : some) {
      const std::u32string key = numbered_head(text(one.line))->key;
      sure += counts[key] > 1 || title_.contains(key);
    }
    return sure * 2 >= some.size() ? some : std::vector<Candidate>{};
  }

  // ---- heads and feet ----

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

  void peel(std::size_t p, bool top, bool alone) {
    const Page& page = pages_[p];
    for (std::size_t k = 0; k < kDepth + 1 && k < page.end - page.first; ++k) {
      const std::size_t i = top ? page.first + k : page.end - 1 - k;
      if (gone(i)) continue;
      if (lines_[i].is_kept) return;
      reasons_[i] = reason(p, i, top);
      if (reasons_[i].empty() && alone && top && is_lonely_head(p, i)) reasons_[i] = "a running head";
      if (!gone(i)) return;
    }
  }

  std::string reason(std::size_t p, std::size_t i, bool top) {
    const std::u32string& line = text(i);
    const Page& page = pages_[p];
    if (const auto folio = folio_of(line)) {
      const int fits = offsets_[{folio->style, folio->number - page.number}];
      return fits >= 3 || (fits == 2 && pages_.size() <= 4) ? "a page number" : "";
    }
    const std::u32string key = key_of(line);
    if (key.size() < 2) return "";
    const int times = keys_[top][key];
    if (times >= 2 && (is_address(line) || is_time(line))) return "what a browser prints around a page";
    const auto head = numbered_head(line);
    const bool fits = head && (heads_[head->number - page.number] >= 3 ||
                               (heads_[head->number - page.number] == 2 && pages_.size() <= 4));
    if (p > 0 && key.size() >= 4 && key.size() <= kLongestHead &&
        (key == key_of(text(0)) || (fits && title_.contains(head->key))))
      return "a running head that repeats the title";
    const bool repeated = times >= 3 || (times == 2 && pages_.size() <= 4 && !is_complete(line));
    if (!repeated || (times * 2 < static_cast<int>(pages_.size()) && is_complete(line))) return "";
    if (p == 0 && top && !comes_again(page, i, key) && (!has_number(line) || is_same_elsewhere(i)))
      return "";  // the title
    if (p > 0 && top && !has_number(line) && opens_chapter(p, i, key)) return "";
    return top ? "a running head" : "a running foot";
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
      each_edge(pages_[p], true, [&](std::size_t k) { same |= without_spaces(text(k)) == without_spaces(text(i)); });
      if (same) return true;
    }
    return false;
  }

  // The first of its kind, after a page that is not full: the heading from which the running heads are made.
  bool opens_chapter(std::size_t p, std::size_t i, const std::u32string& key) const {
    for (std::size_t k = 0; k < i; ++k) {
      if (key_of(text(k)) == key) return false;
    }
    std::vector<std::size_t> lengths;
    for (const Page& page : pages_) lengths.push_back(page.end - page.first);
    std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2), lengths.end());
    return (pages_[p - 1].end - pages_[p - 1].first) * 4 < lengths[lengths.size() / 2] * 3;
  }

  // A head that no other page has, where the other pages have heads: it stands apart, and interrupts a sentence or has
  // the number of a volume.
  bool is_lonely_head(std::size_t p, std::size_t i) const {
    if (p == 0 || i != pages_[p].first || i + 1 >= pages_[p].end || draft_.shape.blank_after_all) return false;
    const std::u32string& line = text(i);
    if (lines_[i + 1].blanks_before == 0 || is_complete(line) || is_numbered_heading(line)) return false;
    if (lines_[i].width * 10 > draft_.shape.full_width * 8 || has(U"，、；,;", line.back())) return false;
    std::size_t others = 0;
    for (std::size_t q = 1; q < pages_.size(); ++q) others += q != p && gone(pages_[q].first);
    if (others == 0 || others * 2 < pages_.size() - 2) return false;
    std::size_t last = i;
    while (last > 0 && gone(last - 1)) --last;
    const bool cuts = last > 0 && !is_complete(text(last - 1)) && draft_.shape.is_full(lines_[last - 1]);
    return cuts || (has_number(line) && !is_digit(line.front()));
  }

  // ---- away with them ----

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
  bool has_form_feeds_ = false;
  std::array<std::map<std::u32string, int>, 2> keys_;  // on how many pages, at the foot and at the head
  std::map<std::pair<int, int>, int> offsets_;         // style and number - page
  std::map<int, int> heads_;
};

}  // namespace

std::vector<int> take_form_feeds(std::u32string& text) {
  std::vector<int> pages;
  int number = 1;
  bool any = false;  // text in this line
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c != '\f') {
      out += c;
      if (c == '\n') ++number;
      any = c != '\n' && (any || !has(kSpaces, c));
      continue;
    }
    const std::size_t next = text.find_first_not_of(U" \t\u3000\u00A0\f", i);
    const bool at_end = next == std::u32string::npos || text[next] == '\n';
    if (any && !at_end)
      out += U' ';  // in the middle of a line
    else
      pages.push_back(number + any);
  }
  text = std::move(out);
  return pages;
}

void mark_pages(Draft& draft, const std::vector<int>& first_lines) {
  std::size_t k = 0;
  for (std::size_t i = 0; i < draft.lines.size(); ++i) {
    Line& line = draft.lines[i];
    const bool begins = k < first_lines.size() && first_lines[k] <= line.number;
    while (k < first_lines.size() && first_lines[k] <= line.number) ++k;
    if (begins && i > 0) line.begins_page = line.after_form_feed = true;
  }
}

void remove_margins(Draft& draft, Remarks& remarks) {
  if (draft.lines.size() > 1 && !draft.shape.has_markup) Margins(draft, remarks).run();
}

}  // namespace lr::pack::recover
