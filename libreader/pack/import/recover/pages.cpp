// Tells where pages begin (D2, D4). Evidence: form feeds; else what a browser prints around a text that fills one page;
// else a series of page numbers, alone or beside the title, that rise page by page at even distances.
#include "pages.h"

#include <algorithm>
#include <map>
#include <set>

#include "page_signs.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr int kShortestPage = 10;  // lines, blank ones included
constexpr std::size_t kTitleLines = 3;

class Finder {
 public:
  explicit Finder(const Draft& draft) : draft_(draft), lines_(draft.lines) {
    for (std::size_t i = 0; i < std::min(kTitleLines, lines_.size()); ++i) title_.insert(key_of(text(i)));
  }

  Pages run() {
    if (pages_of_form_feeds()) {
      pages_.by = Pages::By::kFormFeeds;
    } else if (is_one_printed_page()) {
      pages_ = {Pages::By::kBrowser, {{0, lines_.size(), 0}}, {}};
    } else if (!pages_of_numbers()) {
      return {};
    }
    return std::move(pages_);
  }

 private:
  const std::u32string& text(std::size_t i) const { return lines_[i].text; }

  bool pages_of_form_feeds() {
    int number = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && !lines_[i].after_form_feed) continue;
      if (!pages_.list.empty()) pages_.list.back().end = i;
      pages_.list.push_back({i, lines_.size(), number++});
    }
    if (pages_.list.size() == 1) pages_.list.clear();
    return !pages_.list.empty();
  }

  // A date above everything, an address below, and "1/1".
  bool is_one_printed_page() const {
    const std::size_t count = lines_.size();
    if (count < 4 || !is_time(text(0))) return false;
    const bool numbered = without_spaces(text(count - 1)).ends_with(U"1/1");
    return numbered && (is_address(text(count - 1)) || is_address(text(count - 2)));
  }

  struct Candidate {
    std::size_t line;
    int number;
  };

  // The longest series that rises by one, at even distances; one page may have no number.
  std::vector<Candidate> series(const std::vector<Candidate>& all) const {
    const auto at = [&](const Candidate& one) { return lines_[one.line].number; };
    std::vector<Candidate> best;
    constexpr std::size_t kNear = 40;
    std::vector<bool> is_used(all.size(), false);
    for (std::size_t a = 0; a < all.size(); ++a) {
      if (is_used[a]) continue;
      std::size_t b = a + 1;
      const auto length = [&] { return at(all[b]) - at(all[a]); };
      while (b < all.size() && b < a + kNear && (all[b].number != all[a].number + 1 || length() < kShortestPage)) ++b;
      if (b >= all.size() || b >= a + kNear) continue;
      std::vector<Candidate> chain = {all[a], all[b]};
      for (std::size_t c = b + 1; c < all.size(); ++c) {
        const int step = all[c].number - chain.back().number, gap = at(all[c]) - at(chain.back());
        if (gap * 5 > length() * 2 * 8) break;
        if ((step != 1 && step != 2) || gap * 5 < length() * step * 3 || gap * 5 > length() * step * 8) continue;
        chain.push_back(all[c]);
        is_used[c] = true;
      }
      if (chain.size() > best.size()) best = std::move(chain);
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
      const bool plain = Folio{style, 0}.is_plain();
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
      pages_.signs.push_back(one.line);
      const std::size_t end = one.line + !in_head;
      if (end > first) pages_.list.push_back({first, end, one.number - in_head});
      first = end;
    }
    if (first < lines_.size()) pages_.list.push_back({first, lines_.size(), best.back().number + !in_head});
    pages_.by = in_head ? Pages::By::kHeads : Pages::By::kNumbers;
    return pages_.list.size() > 1;
  }

  // Of heads with numbers, the text has to come again, or to be the title, mostly; the others stand apart.
  std::vector<Candidate> sure_heads(std::vector<Candidate> all) const {
    std::map<std::u32string, int> counts;
    const auto key = [this](const Candidate& one) { return numbered_head(text(one.line))->key; };
    for (const Candidate& one : all) ++counts[key(one)];
    const auto is_sure = [&](const Candidate& one) { return counts[key(one)] > 1 || title_.contains(key(one)); };
    std::erase_if(all, [&](const Candidate& one) {
      const bool apart = one.line + 1 < lines_.size() && lines_[one.line + 1].blanks_before > 0;
      return !apart && !is_sure(one);
    });
    std::vector<Candidate> some = series(all);
    if (!some.empty()) {
      const auto sure = std::count_if(some.begin(), some.end(), is_sure);
      return static_cast<std::size_t>(sure) * 2 >= some.size() ? some : std::vector<Candidate>{};
    }
    for (const Candidate& one : all) {  // one head with the title
      const std::u32string title = key(one);
      if (one.line > kTitleLines && title.size() >= 4 && title == key_of(text(0))) return {one};
    }
    return {};
  }

  const Draft& draft_;
  const std::vector<Line>& lines_;
  std::set<std::u32string> title_;  // may be one of the first lines
  Pages pages_;
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

Pages find_pages(const Draft& draft) { return Finder(draft).run(); }

}  // namespace lr::pack::recover
