// Notes: lines of smaller type at the foot of a page or of a column that begin with a label, the lines that go on in
// them, also on the next page; and a series of labelled lines at the end of the document that answers the references
// of the text.
#include <cmath>
#include <set>

#include "../recover/draft.h"
#include "note_label.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kSmall = 0.94;  // of the body's size

bool is_circled(char32_t c) { return c >= 0x2460 && c <= 0x2473; }

class PageFoot {
 public:
  PageFoot(Document& document, Remarks& remarks) : document_(document), lines_(document.lines), remarks_(remarks) {}

  void run() {
    std::size_t end = 0;
    for (std::size_t first = 0; first < lines_.size(); first = end) {
      while (end < lines_.size() && lines_[end].page == lines_[first].page) ++end;
      for (std::size_t from = first, to = first; from < end; from = to) {
        while (to < end && lines_[to].region == lines_[from].region) ++to;
        if (is_lowest(from, to, first, end)) take_foot(from, to);
      }
    }
    take_endnotes();
  }

 private:
  bool is_text(const TextLine& line) const { return line.is_body() && line.kind == BlockKind::kParagraph; }
  bool is_small(const TextLine& line) const { return line.size <= document_.body_size * kSmall; }

  // Nothing of the page stands below this region.
  bool is_lowest(std::size_t from, std::size_t to, std::size_t first, std::size_t end) const {
    Box box;
    bool any = false;
    for (std::size_t i = from; i < to; ++i) {
      if (!lines_[i].is_body()) continue;
      any ? box.add(lines_[i].box) : void(box = lines_[i].box);
      any = true;
    }
    for (std::size_t i = first; any && i < end; ++i) {
      const Box& other = lines_[i].box;
      if ((i >= from && i < to) || !lines_[i].is_body()) continue;
      if (other.y0 >= box.y1 - 1 && other.x0 < box.x1 && other.x1 > box.x0) return false;
    }
    return any;
  }

  void take_foot(std::size_t from, std::size_t to) {
    while (to > from && !is_text(lines_[to - 1])) --to;
    std::size_t small = to;
    while (small > from && is_text(lines_[small - 1]) && is_small(lines_[small - 1])) --small;
    std::size_t start = to;
    for (std::size_t i = to; i-- > small;) {
      if (note_label(lines_[i].text, true).number >= 0) start = i;
    }
    if (small < to && open_ && lines_[small].page == open_page_ + 1) start = small;
    if (start == to) start = labelled_foot(from, to);
    if (start == to) return;
    for (std::size_t i = start; i < to; ++i) add(i);
    open_ = !recover::is_complete(document_.notes.back().text);
    open_page_ = lines_[to - 1].page;
  }

  // Notes as large as the text: each begins with a raised figure, and nothing but notes follows the first.
  std::size_t labelled_foot(std::size_t from, std::size_t to) const {
    std::set<int> before;  // references of the text above
    std::size_t start = to;
    int next = 1000;
    for (std::size_t i = to; i-- > from && is_text(lines_[i]);) {
      const NoteLabel label = note_label(lines_[i].text, false);
      if (label.number <= 0 || !label.is_raised) continue;
      if (label.number >= next || i == from) break;
      next = label.number;
      start = i;
    }
    if (start == to) return to;
    for (std::size_t i = from; i < start; ++i) {
      for (const char32_t c : lines_[i].text) {
        if (recover::is_reference(c)) before.insert(static_cast<int>(c - recover::kReference));
      }
    }
    const bool apart = start > from && lines_[start].box.y1 - lines_[start - 1].box.y1 > lines_[start].size * 1.6;
    return apart && before.contains(next) ? start : to;
  }

  // Whether the line begins a note, given the one before it.
  bool begins(const TextLine& line, const NoteLabel& label) const {
    if (label.number < 0) return false;
    if (document_.notes.empty() || label.is_raised || label.number == 0) return true;
    const PageNote& before = document_.notes.back();
    const bool marked = recover::has(U"[［〔", line.text.front()) || is_circled(line.text.front());
    if (marked || before.number < 0) return true;
    return label.number == before.number + 1 || (label.number == 1 && before.page < line.page);
  }

  void add(std::size_t i) {
    TextLine& line = lines_[i];
    const NoteLabel label = note_label(line.text, true);
    if (begins(line, label) || document_.notes.empty()) {
      PageNote note;
      note.number = label.number;
      note.page = line.page;
      note.line = line.number;
      if (label.number == 0) note.label = std::u32string(1, label.sign);
      drop_label(line, label);
      note.text = line.text.substr(label.size);
      document_.notes.push_back(std::move(note));
    } else {
      document_.notes.back().text += U'\u2028' + line.text;
    }
    line.note = static_cast<int>(document_.notes.size()) - 1;
  }

  void drop_label(TextLine& line, const NoteLabel& label) {
    if (label.number < 0) return;
    std::u32string printed = line.text.substr(0, label.size);
    if (label.is_raised && !line.printed.empty()) {
      printed.replace(printed.find_first_not_of(recover::kSpaces), 1, line.printed.front());
      line.printed.erase(line.printed.begin());
    }
    remarks_.dropped(line.number, printed, "the number of a note");
  }

  // ---- at the end of the document ----

  std::set<int> references() const {
    std::set<int> numbers;
    for (const TextLine& line : lines_) {
      if (!is_text(line)) continue;
      for (const char32_t c : line.text) {
        if (recover::is_reference(c)) numbers.insert(static_cast<int>(c - recover::kReference));
      }
    }
    return numbers;
  }

  // The labels from here on are 1, 2, … : how many; 0 where the text goes on after them.
  int series(std::size_t first) const {
    int expected = 1;
    double left = lines_[first].box.x0;
    for (std::size_t i = first; i < lines_.size(); ++i) {
      const TextLine& line = lines_[i];
      if (!line.is_body()) continue;
      if (line.kind != BlockKind::kParagraph || line.size > lines_[first].size * 1.06) return 0;
      if (note_label(line.text, true).number == expected) {
        ++expected;
        left = line.box.x0;
      } else if (line.box.x0 < left - line.size * 3 && line.region == lines_[first].region) {
        return 0;
      }
    }
    return expected - 1;
  }

  void take_endnotes() {
    if (!document_.notes.empty()) return;
    const std::set<int> numbers = references();
    if (numbers.empty()) return;
    for (std::size_t i = lines_.size(); i-- > 1;) {
      if (!is_text(lines_[i]) || note_label(lines_[i].text, true).number != 1) continue;
      const int count = series(i);
      std::size_t answered = 0;
      for (const int number : numbers) answered += number >= 1 && number <= count;
      if (count == 0 || answered * 10 < numbers.size() * 6 || answered * 2 < static_cast<std::size_t>(count)) continue;
      if (lines_[i].note < 0) drop_heading(i);
      int expected = 1;
      for (std::size_t k = i; k < lines_.size(); ++k) {
        if (!is_text(lines_[k])) continue;
        const bool next = note_label(lines_[k].text, true).number == expected;
        expected += next;
        add_endnote(k, next);
      }
      return;
    }
  }

  void add_endnote(std::size_t i, bool begins) {
    if (begins) {
      add(i);
    } else {
      document_.notes.back().text += U'\u2028' + lines_[i].text;
      lines_[i].note = static_cast<int>(document_.notes.size()) - 1;
    }
  }

  void drop_heading(std::size_t i) {
    while (i-- > 0 && !is_text(lines_[i])) {}
    if (i >= lines_.size()) return;
    const std::u32string text = recover::without_spaces(lines_[i].text);
    for (std::u32string_view word : {U"Notes", U"NOTES", U"Footnotes", U"Endnotes", U"注释", U"註釋", U"注", U"脚注", U"注記"}) {
      if (text == word) lines_[i].dropped = "the heading of the notes";
    }
  }

  Document& document_;
  std::vector<TextLine>& lines_;
  Remarks& remarks_;
  bool open_ = false;  // the last note may go on
  int open_page_ = 0;
};

}  // namespace

void take_notes(Document& document, Remarks& remarks) { PageFoot(document, remarks).run(); }

}  // namespace lr::pack::pdf
