// Page furniture where nothing tells the pages: running heads, page numbers and rules (D3, D4, D8). Evidence for a
// running head: a page number between centred dots, or the same short line three times, mostly inside sentences; for a
// page number: a number alone after a full line that is cut, where all such numbers rise; for a rule: scanned Markdown,
// or a long rule in wrapped text. A line after one of these follows a cut.
#include <map>

#include "../utf.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::u32string_view kDots = U"·•・‧";
constexpr std::size_t kLongestHead = 60, kLongestPublication = 16, kLongRule = 10;

// What stands beside "·11·"; empty when there is no such number.
std::u32string beside_dotted_number(std::u32string_view text) {
  if (text.size() > kLongestHead) return {};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!has(kDots, text[at])) continue;
    std::size_t end = at + 1;
    while (end < text.size() && (is_digit(text[end]) || text[end] == ' ')) ++end;
    const bool is_number = end > at + 1 && end - at <= 8 && end < text.size() && has(kDots, text[end]);
    if (!is_number || (at > 0 && end + 1 < text.size())) continue;
    const std::u32string_view rest = strip(at > 0 ? text.substr(0, at) : text.substr(end + 1));
    return rest.empty() ? U" " : std::u32string(rest);
  }
  return {};
}

bool is_page_number(std::u32string_view text) {
  std::size_t digits = 0;
  for (char32_t c : text) {
    digits += is_digit(c);
    if (!is_digit(c) && !has(U" -–—·•[]第页頁/", c)) return false;
  }
  return digits >= 1 && digits <= 4 && text.size() <= 10;
}

// Letters of a line in one case, without the page number that changes.
std::u32string without_digits(std::u32string_view text) {
  std::u32string out = without_spaces(text);
  std::erase_if(out, is_digit);
  for (char32_t& c : out) c += c >= 'A' && c <= 'Z' ? 32 : 0;
  return out;
}

class Furniture {
 public:
  Furniture(Draft& draft, Remarks& remarks) : draft_(draft), remarks_(remarks) {
    if (!draft.shape.is_wrapped && !draft.shape.blank_after_all) return;
    std::map<std::u32string, std::size_t> counts, cuts;
    for (std::size_t i = 1; i < draft.lines.size(); ++i) {
      const Line& line = draft.lines[i];
      if (line.width * 10 > draft.shape.full_width * 7 || is_complete(line.text)) continue;
      const std::u32string key = without_digits(line.text);
      if (key.size() < 2) continue;
      ++counts[key];
      const Line& before = draft.lines[i - 1];
      cuts[key] += draft.shape.is_full(before) && !is_complete(before.text);
    }
    for (const auto& [key, count] : counts) cuts_[key] = count >= 3 && cuts[key] >= 2 && cuts[key] * 2 >= count;
    numbers_rise_ = numbers_rise();
  }

  void run() {
    std::vector<Line> kept;
    for (std::size_t i = 0; i < draft_.lines.size(); ++i) {
      Line line = draft_.lines[i];  // not moved: what follows looks back
      if (goes(i)) {
        pending_blanks_ += line.blanks_before;
        pending_ = true;
        continue;
      }
      if (pending_ && !kept.empty()) {
        line.after_cut = true;
        line.blanks_before += pending_blanks_;
      }
      pending_ = false;
      pending_blanks_ = 0;
      kept.push_back(std::move(line));
    }
    draft_.lines = std::move(kept);
  }

 private:
  bool goes(std::size_t i) {
    const Line& line = draft_.lines[i];
    const Shape& shape = draft_.shape;
    if (line.is_kept) return false;
    if (line.is_rule) return say(line, "a rule between text and notes");
    const bool paged = shape.is_wrapped || shape.blank_after_all;
    if (paged && line.text.size() >= kLongRule && starts_with_any(line.text, U"—─_―-") &&
        line.text.find_first_not_of(line.text.front()) == std::u32string::npos) {
      return say(line, "the rule above notes");
    }
    const std::u32string head = beside_dotted_number(line.text);
    if (!head.empty()) {
      take_publication(head);
      return say(line, "a running head");
    }
    if (!paged || i == 0) return false;
    const auto repeated = cuts_.find(without_digits(line.text));
    if (repeated != cuts_.end() && repeated->second) return say(line, "a running head");
    if (repeats_title(i)) return say(line, "a running head that repeats the title");
    const bool inside = numbers_rise_ && i + 1 < draft_.lines.size() && shape.is_full(draft_.lines[i - 1]) &&
                        !is_complete(draft_.lines[i - 1].text);
    const bool beside = repeats_title(i + 1) || repeats_title(i - 1);
    return (inside || beside) && is_page_number(line.text) && say(line, "a page number");
  }

  // Cells of a table do not.
  bool numbers_rise() const {
    std::u32string before;
    for (const Line& line : draft_.lines) {
      if (!is_page_number(line.text)) continue;
      std::u32string number = line.text;
      std::erase_if(number, [](char32_t c) { return !is_digit(c); });
      if (number.size() < before.size() || (number.size() == before.size() && number <= before)) return false;
      before = std::move(number);
    }
    return true;
  }

  bool repeats_title(std::size_t i) const {
    if (i < 4 || i >= draft_.lines.size() || draft_.lines[i].width * 10 > draft_.shape.full_width * 7) return false;
    const std::u32string title = without_digits(draft_.lines.front().text);
    return title.size() >= 4 && title.size() <= kLongestHead && without_digits(draft_.lines[i].text) == title;
  }

  bool say(const Line& line, std::string_view reason) {
    drop(remarks_, line, reason);
    return true;
  }

  // A running head is the title of the article or the name of what it appeared in.
  void take_publication(const std::u32string& head) {
    const std::u32string name = without_spaces(head);
    if (name.empty() || name.size() > kLongestPublication || !draft_.fields.publication.empty()) return;
    if (without_spaces(draft_.lines.front().text).starts_with(name)) return;
    draft_.fields.publication = encode_utf8(strip(head));
  }

  Draft& draft_;
  Remarks& remarks_;
  std::map<std::u32string, bool> cuts_;
  bool numbers_rise_ = false;
  bool pending_ = false;
  int pending_blanks_ = 0;
};

}  // namespace

void remove_furniture(Draft& draft, Remarks& remarks) { Furniture(draft, remarks).run(); }

}  // namespace lr::pack::recover
