// Parts wrapped text into blocks, then tells headings by their numbers and their shape.
#include "wrapped.h"

#include <algorithm>
#include <set>

#include "../characters.h"
#include "grid.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

class Parts {
 public:
  Parts(const Draft& draft, const Column& column, Remarks& remarks)
      : lines_(draft.lines),
        column_(column),
        remarks_(remarks),
        spaced_(has_spaced_numbers(draft)),
        chapters_(find_chapters(draft.lines)) {}

  std::vector<LineRange> run() {
    std::set<std::u32string_view> seen;
    for (const Line& line : lines_) {
      if (!seen.insert(line.text).second) repeated_.insert(line.text);
    }
    for (std::size_t first = 0, end = 0; first < lines_.size(); first = end) {
      const LineRange part = grid(first);
      end = part.end;
      if (end == first) {
        for (end = first + 1; end < lines_.size() && grid(end).end == end && !starts(first, end);) ++end;
      }
      parts_.push_back({first, end, 0, part.end > first ? part.kind : BlockKind::kParagraph});
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (!is_grid(parts_[i])) parts_[i].level = level(i);
    }
    return std::move(parts_);
  }

 private:
  // ---- blocks ----

  // A table or code from line `first` on; without lines if there is none.
  LineRange grid(std::size_t first) const {
    if (const std::size_t rows = table_rows(column_, lines_, first)) return {first, first + rows, 0, BlockKind::kTable};
    return {first, first + code_lines(column_, lines_, first), 0, BlockKind::kCode};
  }
  static bool is_grid(const LineRange& part) { return part.kind != BlockKind::kParagraph; }

  bool starts(std::size_t first, std::size_t i) {
    const Line &before = lines_[i - 1], &next = lines_[i];
    const bool ended = ends_by_choice(column_, lines_, i - 1), complete = is_complete(before.text);
    if (i - 1 == first && is_heading_line(before) && room(column_, lines_, i - 1) >= 0) return true;
    if (before.underlined > 0 || next.underlined > 0) return true;
    if (is_rule(before.text) || is_rule(next.text)) return true;
    if (next.after_gap && !complete) return false;
    const bool at_cut = next.after_cut || next.begins_page;
    if (next.blanks_before > 0 && column_.blanks_part && !at_cut) return true;
    if (item_label(next.text) > 0 && (ended || complete || next.blanks_before > 0 || next.indent > 0)) return true;
    if ((ended || complete) && is_short(next) && is_told_heading(next)) return true;
    if (const std::size_t label = item_label(lines_[first].text); label > 0 && next.indent > 0) {
      const int hanging = lines_[first].indent + width_of(std::u32string_view(lines_[first].text).substr(0, label));
      if (next.indent == hanging || next.indent == hanging + 1) return ended;  // signs like "●" have one column or two
    }
    if (next.indent > before.indent) return !at_cut || column_.indents || complete;
    if (next.indent < before.indent && i - first > 1) return true;
    if (next.indent < before.indent && !column_.indents && !ended && !at_cut) return true;
    if (at_cut) return starts_after_cut(before, next, ended, complete);
    if (ended || (complete && is_open_line(i))) return true;
    if (complete && !column_.blanks_part && !column_.indents && column_.ragged > 0) ask(next);
    return false;
  }

  // Its words say so: a number of headings, or "结语".
  bool is_told_heading(const Line& line) const { return level_by_number(line) > 0 || is_heading_word(line.text); }

  int level_by_number(const Line& line) const {
    return chapters_.contains(&line) ? 1 : numbered_level(without_marks(line.text), spaced_, false);
  }

  // "2. Title", "2 Title" between the sections 1.x and 2.1: the number of a chapter, not of an item.
  static std::set<const Line*> find_chapters(const std::vector<Line>& lines) {
    std::set<const Line*> chapters;
    const Line* open = nullptr;  // that may be one
    unsigned number = 0, section = 0;
    for (const Line& line : lines) {
      const std::u32string_view text = line.text;
      unsigned first = 0;
      std::size_t at = 0;
      for (; at < text.size() && at < 3 && is_digit(text[at]); ++at) first = first * 10 + (text[at] - '0');
      if (at == 0 || at == text.size()) continue;
      if (numbered_level(text, false, false) > 1 && text[at] == '.') {
        if (open != nullptr && first == number) chapters.insert(open);
        open = nullptr;
        section = first;
        continue;
      }
      at += text[at] == '.';
      const bool is_title = at + 1 < text.size() && text[at] == ' ' && !is_stop(text.back()) && !is_complete(text);
      if (is_title && first == section + 1) {
        open = &line;
        number = first;
      }
    }
    return chapters;
  }

  // And nothing of a sentence is behind them.
  bool is_heading_line(const Line& line) const {
    return is_told_heading(line) && is_short(line) && !is_stop(line.text.back()) &&
           line.text.find_first_of(U"。，；") == std::u32string::npos;
  }

  // Ended on purpose, and not with a sentence: a heading or an item, never the last line of a paragraph.
  bool is_open_line(std::size_t i) const {
    return i + 1 < lines_.size() && ends_by_choice(column_, lines_, i) && is_open(lines_[i].text);
  }

  // A page ends here: blank lines and the rest of the line prove less.
  bool starts_after_cut(const Line& before, const Line& next, bool ended, bool complete) {
    if (!complete) return (before.indent + before.width) * 2 < column_.measure && ended;
    if (ended) return true;
    if (column_.indents || next.blanks_before <= 1) return false;
    ask(next);
    return false;
  }

  void ask(const Line& next) {
    remarks_.add(
        Remark::Kind::kQuestion, next.number,
        "A full line ends with a sentence; whether a paragraph ends there cannot be told. It was taken to go on.");
  }

  // ---- headings ----

  std::u32string text_of(const LineRange& part) const {
    std::u32string text;
    for (std::size_t i = part.first; i < part.end; ++i) text += (i > part.first ? U" " : U"") + lines_[i].text;
    return without_marks(text);
  }

  int width_of_part(const LineRange& part) const {
    int width = 0;
    for (std::size_t i = part.first; i < part.end; ++i) width += lines_[i].width;
    return width;
  }

  bool is_short(const Line& line) const { return line.width * 10 <= column_.measure * 9; }
  bool is_line(const LineRange& part) const { return part.end == part.first + 1; }
  bool is_open_line(const LineRange& part) const {
    return !is_grid(part) && is_line(part) && is_short(lines_[part.first]) && is_open(lines_[part.first].text);
  }
  static bool is_open(std::u32string_view line) {
    const std::u32string text = without_marks(line);
    return !text.empty() && !is_stop(text.back()) && item_label(text) == 0;
  }
  static bool is_stop(char32_t c) { return has(U"。！!.;；:：,，、…", c); }

  bool is_prose(const LineRange& part) const {
    return !is_line(part) || lines_[part.first].width * 10 > column_.measure * 6 ||
           is_complete(lines_[part.end - 1].text);
  }

  int level(std::size_t k) {
    const LineRange& part = parts_[k];
    const std::u32string text = text_of(part);
    const Line& first = lines_[part.first];
    if (first.underlined > 0) return last_numbered_ = first.underlined;
    const bool is_question = !text.empty() && has(U"?？", text.back());
    if (text.empty() || is_stop(text.back()) || has(U"”’", text.back())) return 0;
    if (is_complete(text) && !is_question) return 0;
    const int numbered = level_by_number(first);
    const bool one = is_line(part) || (numbered > 1 && is_question && part.end <= part.first + 3) ||
                     (part.end == part.first + 2 && (numbered > 0 || width_of_part(part) * 10 <= column_.measure * 13));
    if (!one || (first.indent > 0 && numbered == 0)) return 0;
    const bool follows = k == 0 || ends_by_choice(column_, lines_, part.first - 1) || parts_[k - 1].level > 0 ||
                         is_complete(lines_[part.first - 1].text) || (column_.blanks_part && first.blanks_before > 0);
    if (numbered > 0 && follows) return last_numbered_ = numbered;
    if (is_heading_word(text)) return last_numbered_ = 1;
    if (item_label(text) > 0 || !is_bare_heading(k, text)) return 0;
    if (k > 0 && parts_[k - 1].level > 0) return std::min(parts_[k - 1].level + 1, 6);
    return last_numbered_ > 0 ? std::min(last_numbered_ + 1, 6) : 1;
  }

  // Without a number: a short flush line before prose, apart from it as the text parts blocks.
  bool is_bare_heading(std::size_t k, std::u32string_view text) const {
    if (k + 1 == parts_.size() || width_of_part(parts_[k]) * 10 > column_.measure * 9) return false;
    if (text.find_first_of(U"=<>{}|$#_\\@") != std::u32string_view::npos || !begins_word(text.front())) return false;
    if (is_small(text.front()) && latin_share(text) == 1) return false;
    if (repeated_.contains(lines_[parts_[k].first].text)) return false;
    const LineRange& next = parts_[k + 1];
    const Line& line = lines_[parts_[k].first];
    if (is_small(lines_[next.first].text.front()) && latin_share(text) == 1) return false;  // it goes on there
    const bool must_stand_apart = column_.blanks_part && column_.blanks_mark;
    if (k > 0) {
      const std::u32string before = text_of(parts_[k - 1]);
      const bool ended = is_complete(before) || parts_[k - 1].level > 0 || must_stand_apart || is_grid(parts_[k - 1]);
      if (before.empty() || !ended || has(U":：", before.back())) return false;
    }
    if (must_stand_apart && (line.blanks_before == 0 || lines_[next.first].blanks_before == 0)) return false;
    if (is_run(k)) return false;
    const Line& below = lines_[next.first];
    if (column_.indents) return below.indent > 0 || below.begins_page || (is_line(next) && !is_prose(next));
    return below.indent == 0 || item_label(below.text) > 0;
  }

  static bool is_small(char32_t c) { return c >= 'a' && c <= 'z'; }
  static bool begins_word(char32_t c) {
    return is_latin_letter(c) || is_digit(c) || is_east_asian(c) || is_hangul(c) || has(U"“‘「『《〈\"'", c);
  }

  // Three or more short open lines on end are rows of a table or lines of verse.
  bool is_run(std::size_t k) const {
    std::size_t run = 1;
    for (std::size_t i = k; i-- > 0 && parts_[i].level == 0 && is_open_line(parts_[i]);) ++run;
    for (std::size_t i = k + 1;
         i < parts_.size() && is_open_line(parts_[i]) && numbered_level(text_of(parts_[i]), spaced_, false) == 0; ++i) {
      ++run;
    }
    return run >= 3;
  }

  const std::vector<Line>& lines_;
  const Column& column_;
  Remarks& remarks_;
  bool spaced_;
  std::set<std::u32string_view> repeated_;  // lines that occur more than once
  std::set<const Line*> chapters_;
  int last_numbered_ = 0;
  std::vector<LineRange> parts_;
};

}  // namespace

std::vector<LineRange> part_wrapped(const Draft& draft, const Column& column, Remarks& remarks) {
  return Parts(draft, column, remarks).run();
}

}  // namespace lr::pack::recover
