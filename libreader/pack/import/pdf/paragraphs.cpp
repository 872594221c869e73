// Where paragraphs begin. Evidence: more white space above than between lines, another size, an indent, a hanging
// indent that ends, a list marker, or a line before that left room for the first word of this one. At the top of a
// column or a page there is no white space to go by: the indent and the last line before it decide.
#include <cmath>
#include <map>

#include "../characters.h"
#include "../recover/draft.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kIndent = 0.6;   // ems
constexpr double kGap = 1.3;      // of the usual distance of two lines
constexpr std::u32string_view kBullets = U"•●▪◦‣○■–";

// A list marker at the beginning of a line: its length, its number.
struct Marker {
  std::size_t size = 0;
  int number = 0;  // 0: a bullet
};

Marker marker_of(const TextLine& line) {
  const std::u32string_view text = line.text;
  if (text.size() > 2 && recover::has(kBullets, text.front()) && line.words.size() > 1 && line.words[0].text.size() == 1)
    return {text[1] == ' ' ? 2u : 1u, 0};
  std::size_t at = 0;
  int number = 0;
  for (; at < text.size() && at < 3 && recover::is_digit(text[at]); ++at)
    number = number * 10 + static_cast<int>(text[at] - '0');
  if (at == 0 || at + 1 >= text.size() || !recover::has(U".．)）、", text[at]) || recover::is_digit(text[at + 1])) return {};
  return {text[at + 1] == ' ' ? at + 2 : at + 1, number};
}

class Paragraphs {
 public:
  explicit Paragraphs(Document& document) : document_(document) {
    for (TextLine& line : document.lines) {
      if (line.is_body()) lines_.push_back(&line);
    }
    find_edges();
    measure();
  }

  void run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      lines_[i]->starts = i == 0 || begins(i);
      if (lines_[i]->starts) first_ = i;
    }
    std::vector<std::size_t> firsts;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i]->starts) firsts.push_back(i);
    }
    firsts.push_back(lines_.size());
    std::vector<Marker> markers;
    for (std::size_t k = 0; k + 1 < firsts.size(); ++k) markers.push_back(marker_of(*lines_[firsts[k]]));
    std::vector<std::size_t> prose;  // code and tables may stand inside an item
    for (std::size_t k = 0; k < markers.size(); ++k) {
      const BlockKind kind = lines_[firsts[k]]->kind;
      if (kind != BlockKind::kCode && kind != BlockKind::kTable) prose.push_back(k);
    }
    for (std::size_t p = 0; p < prose.size(); ++p) {
      const std::size_t k = prose[p];
      const auto follows = [&](std::size_t one, std::size_t next) {
        return markers[prose[one]].size > 0 && markers[prose[next]].number == markers[prose[one]].number + 1;
      };
      const bool after = p > 0 && follows(p - 1, p), before = p + 1 < prose.size() && follows(p, p + 1);
      find_item(firsts[k], firsts[k + 1], markers[k], after || before);
    }
  }

 private:
  static int key(double size) { return static_cast<int>(size * 2 + 0.5); }

  // Of each region, without what was dropped and without notes: where lines begin, but for single ones that hang out,
  // and where they end, or where the longest does in ragged text.
  void find_edges() {
    for (std::size_t i = 0, end = 0; i < lines_.size(); i = end) {
      std::vector<double> begins, ends;
      for (end = i; end < lines_.size() && lines_[end]->region == lines_[i]->region; ++end) {
        begins.push_back(lines_[end]->box.x0);
        ends.push_back(-lines_[end]->box.x1);
      }
      const double left = common_least(begins, 6), right = -common_least(ends, 2);
      for (std::size_t k = i; k < end; ++k) {
        lines_[k]->left = left;
        lines_[k]->right = right;
      }
    }
  }

  // The least number that one in so many of them share, or else the least.
  static double common_least(std::vector<double>& numbers, std::size_t share) {
    std::sort(numbers.begin(), numbers.end());
    for (const double one : numbers) {
      const auto first = std::lower_bound(numbers.begin(), numbers.end(), one - 2);
      const auto last = std::upper_bound(numbers.begin(), numbers.end(), one + 2);
      if (static_cast<std::size_t>(last - first) * share >= numbers.size()) return one;
    }
    return numbers.front();
  }

  // Usual distances of lines, by size; edges of blocks.
  void measure() {
    std::map<int, std::vector<double>> steps;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const TextLine &line = *lines_[i], &above = *lines_[i - 1];
      const double step = line.box.y1 - above.box.y1;
      const bool pair = line.region == above.region && std::abs(line.size - above.size) < 0.6 && line.block.empty();
      if (pair && step > line.size * 0.8 && step < line.size * 2.5) steps[key(line.size)].push_back(step);
    }
    for (auto& [size, list] : steps) {
      const auto quarter = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 4);
      std::nth_element(list.begin(), quarter, list.end());
      leading_[size] = *quarter;
    }
    const auto body = leading_.find(key(document_.body_size));
    for (auto& [size, step] : leading_) {  // a few headings say little of their own leading
      if (body != leading_.end() && steps[size].size() < 3)
        step = std::min(step, body->second * std::max(1.0, size / 2.0 / document_.body_size));
    }
    for (std::size_t i = 0, end = 0; i < lines_.size(); i = end) {
      for (end = i + 1; end < lines_.size() && !is_apart(*lines_[end - 1], *lines_[end]);) ++end;
      if (!set_in(i, end) && end - i >= 3) narrow(i, end);
    }
  }

  // A block whose lines all begin further in, the first perhaps with an indent, and reach as far in from the right: a
  // quotation.
  bool set_in(std::size_t first, std::size_t end) {
    if (end - first < 2) return false;
    const TextLine& head = *lines_[first];
    const double em = head.size, left = lines_[first + 1]->box.x0, right = head.right - (left - head.left);
    const double indent = head.box.x0 - left;
    if (left - head.left < em * 1.2 || indent < -em * 0.3 || indent > em * 2.5 || right - head.box.x1 > em * 1.5) return false;
    for (std::size_t k = first; k < end; ++k) {
      const Box& box = lines_[k]->box;
      if ((k > first && std::abs(box.x0 - left) > em * 0.3) || box.x1 > right + em * 0.3) return false;
    }
    for (std::size_t k = first; k < end; ++k) lines_[k]->right = right;
    return true;
  }

  // A block whose lines end where none of the column does, a quotation, has an edge of its own.
  void narrow(std::size_t first, std::size_t end) {
    double right = 0;
    for (std::size_t k = first; k < end; ++k) right = std::max(right, lines_[k]->box.x1);
    std::size_t full = 0;
    for (std::size_t k = first; k + 1 < end; ++k) full += right - lines_[k]->box.x1 < lines_[k]->size * 2.5;
    if (full * 10 < (end - first - 1) * 7) return;
    for (std::size_t k = first; k < end; ++k) lines_[k]->right = std::min(lines_[k]->right, right);
  }

  double leading(const TextLine& line) const {
    const auto known = leading_.find(key(line.size));
    return known != leading_.end() ? known->second : line.size * 1.5;
  }

  bool is_apart(const TextLine& above, const TextLine& line) const {
    if (line.region != above.region || std::abs(line.size - above.size) > line.size * 0.07) return true;
    const double step = line.box.y1 - above.box.y1;
    return step > leading(line) * kGap || step < -line.size;
  }

  static bool may_break(char32_t before, char32_t next) {
    const bool sticks = recover::has(U"（「『《〈“‘([{〔【", before) || recover::has(U"，。、；：！？）」』”’》〉)]}〕】,.;:!?", next);
    return !sticks && (is_east_asian(before) || is_east_asian(next));
  }

  // How much room the first word of a line needs, with the marks that stick to it.
  static double first_word(const TextLine& line) {
    double width = 0;
    char32_t before = 0;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const Word& word = line.words[i];
      if (i > 0 && word.box.x0 - line.words[i - 1].box.x1 > line.size * 0.1) break;
      const double advance = word.box.width() / static_cast<double>(word.text.size());
      for (const char32_t c : word.text) {
        if (before != 0 && may_break(before, c)) return width + line.size * 0.2;
        width += is_east_asian(c) ? std::min(advance, line.size) : advance;
        before = c;
      }
    }
    return width + line.size * 0.3;
  }

  static bool is_short(const TextLine& above, const TextLine& line) {
    return above.right - above.box.x1 > first_word(line) + line.size * 0.2;
  }

  // In Chinese and Japanese, and after a semicolon, much less room than elsewhere is proof.
  static bool is_ended(const TextLine& above, const TextLine& line) {
    if (!is_short(above, line)) return false;
    if (recover::is_complete(above.text) || is_very_short(above)) return true;
    const char32_t last = above.text.empty() ? U' ' : above.text.back();
    const double room = above.right - above.box.x1 - first_word(line);
    return is_east_asian(last) && room > line.size * (recover::has(U"；;", last) ? 0.2 : 3);
  }

  static bool is_very_short(const TextLine& above) {
    return above.right - above.box.x1 > (above.right - above.left) * 0.3;
  }

  bool begins(std::size_t i) {
    TextLine& line = *lines_[i];
    const TextLine& above = *lines_[i - 1];
    if (line.kind != BlockKind::kParagraph || above.kind != BlockKind::kParagraph) return true;
    if (std::abs(line.size - above.size) > line.size * 0.07) {
      line.after_gap = true;
      return !(recover::is_complete(above.text) == false && line.region == above.region && shares_line(above, line));
    }
    if (line.region == above.region) return begins_below(line, above);
    const double indent = line.box.x0 - line.left;
    const bool was_large = line.size > document_.body_size * 1.08;
    const Marker marker = marker_of(line);
    const bool ended = recover::is_complete(above.text) && is_short(above, line);
    const bool same = std::abs(indent - (above.box.x0 - above.left)) < line.size * kIndent && !above.starts;
    if (indent > line.size * kIndent && !was_large && !same) return ended || is_first_line(i) || !is_hanging(line, above);
    if (marker.size > 0 && marker.number != 1 && continues_list(marker)) return true;
    if (was_large || line.is_bold != above.is_bold) return is_short(above, line) || recover::is_complete(above.text);
    return is_ended(above, line);
  }

  // The next line goes back to the left.
  bool is_first_line(std::size_t i) const {
    if (i + 1 == lines_.size()) return false;
    const TextLine &line = *lines_[i], &next = *lines_[i + 1];
    return !is_apart(line, next) && next.box.x0 < line.box.x0 - line.size * kIndent;
  }

  static bool shares_line(const TextLine& above, const TextLine& line) {
    return std::abs(above.box.middle() - line.box.middle()) < line.size * 0.5;
  }

  bool begins_below(TextLine& line, const TextLine& above) {
    const double step = line.box.y1 - above.box.y1, em = line.size;
    line.after_gap = step > leading(line) * kGap;
    if (line.after_gap) return true;
    if (line.size > document_.body_size * 1.08) return false;  // a heading of several lines
    if (line.is_bold != above.is_bold && is_short(above, line)) return true;
    const Marker marker = marker_of(line);
    if (marker.size > 0 && (marker.number == 0 || continues_list(marker))) return true;
    const double indent = line.box.x0 - above.box.x0;
    if (indent > em * kIndent) return !(above.starts && is_hanging(line, above));
    return (indent < -em * kIndent && !above.starts) || is_ended(above, line);
  }

  // The text of a list item goes on under its first word, not under its marker.
  bool is_hanging(const TextLine& line, const TextLine& above) const {
    const TextLine& head = *lines_[first_];
    if (marker_of(head).size == 0 || head.words.size() < 2) return false;
    return std::abs(line.box.x0 - line.left - (head.words[1].box.x0 - head.left)) < line.size * 0.6 &&
           (&head == &above || !above.starts);
  }

  // The paragraph before was item 1 of a list whose item 2 this is.
  bool continues_list(const Marker& marker) const {
    const Marker before = marker_of(*lines_[first_]);
    return marker.number == 0 ? before.size > 0 : before.size > 0 && before.number == marker.number - 1;
  }

  // Items are told by a bullet; numbers make an item where its text hangs, or where it is indented and one of a series.
  void find_item(std::size_t i, std::size_t end, const Marker& marker, bool in_series) {
    TextLine& line = *lines_[i];
    if (marker.size == 0 || line.kind != BlockKind::kParagraph) return;
    const double hang = end > i + 1 ? lines_[i + 1]->box.x0 - line.box.x0 : 0;
    const bool hangs = hang > line.size * kIndent && hang < line.size * 4;
    const bool indented = end == i + 1 && in_series && line.box.x0 > line.left + line.size * 0.8;
    if (marker.number > 0 && !hangs && !indented) return;
    line.kind = BlockKind::kListItem;
    line.label = recover::strip(line.text.substr(0, marker.size));
    line.text = recover::strip(line.text.substr(marker.size));
  }

  Document& document_;
  std::vector<TextLine*> lines_;
  std::map<int, double> leading_;
  std::size_t first_ = 0;  // of the paragraph
};

}  // namespace

void find_paragraphs(Document& document) { Paragraphs(document).run(); }

}  // namespace lr::pack::pdf
