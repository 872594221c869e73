// Headings of plain text that are underlined by a row of one sign, as in reStructuredText and many a README. Evidence:
// the row is as long as the line right above it, which stands apart and is no sentence. Signs are levels in the order
// in which they come first; a row above the line as well makes another level.
#include <algorithm>
#include <utility>

#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kShortestRow = 3;
constexpr int kShorter = 1, kLonger = 3;  // columns by which a row may differ from its line

char32_t sign_of_row(std::u32string_view text) {
  const bool is_row = text.size() >= kShortestRow && starts_with_any(text, U"=-~^*#+\"'`:._") &&
                      text.find_first_not_of(text.front()) == std::u32string_view::npos;
  return is_row ? text.front() : 0;
}

// Columns of a table are underlined too.
bool is_heading_text(std::u32string_view text) {
  return sign_of_row(text) == 0 && !contains(text, U"   ") && !contains(text, U"|") && !has(U"。，、；,;", text.back());
}

class Underlines {
 public:
  Underlines(Draft& draft, Remarks& remarks) : lines_(draft.lines), remarks_(remarks) {}

  void run() {
    std::vector<bool> goes(lines_.size());
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      if (!is_underlined(i)) continue;
      const bool framed = has_overline(i);
      lines_[i].underlined = level_of({sign_of_row(lines_[i + 1].text), framed});
      goes[i + 1] = true;
      if (framed) {
        goes[i - 1] = true;
        lines_[i].blanks_before += lines_[i - 1].blanks_before;
        lines_[i].begins_page |= lines_[i - 1].begins_page;
      }
      lines_[i].indent = 0;  // it may be centred under its row
      lines_[i].indented = false;
    }
    std::vector<Line> kept;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      goes[i] && !lines_[i].is_kept ? remarks_.dropped(lines_[i].number, lines_[i].text, "the line under a heading")
                                    : kept.push_back(std::move(lines_[i]));
    }
    lines_ = std::move(kept);
  }

 private:
  using Kind = std::pair<char32_t, bool>;

  bool fits(std::size_t row, std::size_t line) const {
    const int columns = lines_[line].width;
    return sign_of_row(lines_[row].text) != 0 && lines_[row].width >= columns - kShorter &&
           lines_[row].width <= columns + kLonger;
  }

  bool has_overline(std::size_t i) const {
    return i > 0 && lines_[i].blanks_before == 0 && lines_[i - 1].text == lines_[i + 1].text;
  }

  bool is_underlined(std::size_t i) const {
    const bool apart = i == 0 || lines_[i].blanks_before > 0 || has_overline(i);
    return apart && lines_[i + 1].blanks_before == 0 && fits(i + 1, i) && is_heading_text(lines_[i].text);
  }

  int level_of(Kind kind) {
    const auto known = std::find(kinds_.begin(), kinds_.end(), kind);
    const auto index = known - kinds_.begin();
    if (known == kinds_.end()) kinds_.push_back(kind);
    return std::min(static_cast<int>(index) + 1, 6);
  }

  std::vector<Line>& lines_;
  Remarks& remarks_;
  std::vector<Kind> kinds_;
};

}  // namespace

void take_underlines(Draft& draft, Remarks& remarks) { Underlines(draft, remarks).run(); }

}  // namespace lr::pack::recover
