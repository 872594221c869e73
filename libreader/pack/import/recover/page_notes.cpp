// Notes that stand at the foot of each page, or at the end, and begin with [1], ① or * (D3, D9-D15). Evidence: a line
// begins with a label, and the text before it has a reference of the same number that no note answers yet. References
// are answered in order, so numbers that begin anew on every page become one series. What goes on after a group of
// notes follows a cut.
#include "../utf.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

struct Label {
  unsigned number = 0;
  std::size_t size = 0;  // 0: none; the spaces after it count
  bool is_star = false;
};

Label label_of(std::u32string_view text) {
  Label label;
  std::size_t at = 0;
  if (starts_with_any(text, U"[［〔")) {
    for (at = 1; at < text.size() && is_digit(text[at]) && at <= 3; ++at)
      label.number = label.number * 10 + (text[at] - '0');
    if (at == 1 || at >= text.size() || !has(U"]］〕", text[at])) return {};
    ++at;
  } else if (!text.empty() && text.front() >= 0x2460 && text.front() <= 0x2473) {
    label.number = text.front() - 0x2460 + 1;
    at = 1;
  } else if (starts_with_any(text, U"*＊")) {
    label.is_star = true;
    at = 1;
  } else {
    return {};
  }
  while (at < text.size() && has(kSpaces, text[at])) ++at;
  if (at == text.size()) return {};
  label.size = at;
  return label;
}

// Printed references become kReference + number. "[1]" only counts where notes of that form exist.
void find_references(Line& line, bool brackets, bool circles, Remarks& remarks) {
  std::u32string out;
  const auto account = [&](std::u32string_view sign) { remarks.dropped(line.number, sign, "the number of a note mark"); };
  const std::u32string_view text = line.text;
  for (std::size_t at = 0; at < text.size();) {
    const Label label = at > 0 ? label_of(text.substr(at)) : Label();
    const bool circled = text[at] >= 0x2460 && text[at] <= 0x2473;
    if (at > 0 && circled && circles) {
      account(text.substr(at, 1));
      out += static_cast<char32_t>(kReference + (text[at++] - 0x2460 + 1));
    } else if (brackets && label.size > 0 && !label.is_star && !circled) {
      out += static_cast<char32_t>(kReference + label.number);
      const std::size_t first = at;
      while (!has(U"]］〕", text[at])) ++at;
      ++at;
      account(text.substr(first, at - first));
    } else {
      out += text[at++];
    }
  }
  line.text = std::move(out);
}

class PageNotes {
 public:
  PageNotes(Draft& draft, Remarks& remarks) : draft_(draft), remarks_(remarks) {}

  void run() {
    bool brackets = false, circles = false, printed = false;
    for (const Line& line : draft_.lines) {
      const Label label = label_of(line.text);
      const bool circled = label.size > 0 && line.text.front() >= 0x2460 && line.text.front() <= 0x2473;
      circles |= circled && label.number == 1;
      brackets |= label.number == 1 && !circled;
      for (char32_t c : line.text) printed |= is_reference(c);
    }
    if (!brackets && !circles && !printed) return;
    for (Line& line : draft_.lines) find_references(line, brackets && !printed, circles, remarks_);
    for (std::size_t i = 0; i < draft_.lines.size(); ++i) take(i);
    draft_.lines = std::move(kept_);
    say_unanswered();
  }

 private:
  struct Place {
    std::size_t line, at;
    unsigned number;
  };

  void take(std::size_t i) {
    Line& line = draft_.lines[i];
    const Label label = label_of(line.text);
    if (label.size > 0 && line.hashes == 0 && answer(label, line)) {
      in_group_ = true;
      blanks_ += line.blanks_before;
      add_note(label, line);
      return;
    }
    if (in_group_ && label.size > 0 && line.hashes == 0) {  // its reference may stand on the next page
      waiting_.push_back({kept_.empty() ? 0 : kept_.size() - 1, draft_.notes.size(), label.number});
      add_note(label, line);
      return;
    }
    if (in_group_ && goes_on(line)) {
      draft_.notes.back().text += U'\u2028' + line.text;
      last_width_ = line.width;
      return;
    }
    if (in_group_) {
      line.after_cut = true;
      line.blanks_before += blanks_;
    }
    in_group_ = false;
    blanks_ = 0;
    for (std::size_t at = 0; at < line.text.size(); ++at) {
      if (!is_reference(line.text[at])) continue;
      const Place place{kept_.size(), at, static_cast<unsigned>(line.text[at] - kReference)};
      if (!answer_late(line.text[at], place.number)) open_.push_back(place);
    }
    kept_.push_back(std::move(line));
  }

  void add_note(const Label& label, const Line& line) {
    draft_.notes.push_back({label.is_star ? U"*" : U"", line.text.substr(label.size), line.number});
    remarks_.dropped(line.number, std::u32string_view(line.text).substr(0, label.size), "the label of a note");
    last_width_ = line.width;
  }

  bool answer_late(char32_t& c, unsigned number) {
    for (std::size_t k = 0; k < waiting_.size(); ++k) {
      if (waiting_[k].number != number) continue;
      c = static_cast<char32_t>(kMark + waiting_[k].at);
      waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(k));
      return true;
    }
    return false;
  }

  // A wrapped note goes on in the next line, until a line that is not full.
  bool goes_on(const Line& line) const {
    const Shape& shape = draft_.shape;
    const bool ended = is_complete(draft_.notes.back().text) && last_width_ * 10 < shape.full_width * 9;
    return !ended && !shape.has_long_lines && shape.is_wrapped && line.blanks_before == 0 && !line.begins_page &&
           !line.indented;
  }

  bool answer(const Label& label, const Line&) {
    for (std::size_t k = 0; k < open_.size(); ++k) {
      if (open_[k].number != label.number) continue;
      kept_[open_[k].line].text[open_[k].at] = static_cast<char32_t>(kMark + draft_.notes.size());
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(k));
      return true;
    }
    return false;
  }

  // A sign whose note is missing makes no empty note; a note without a sign is called where the text before it ends.
  void say_unanswered() {
    for (const Place& note : waiting_) {
      if (draft_.lines.empty()) break;
      draft_.lines[note.line].text += static_cast<char32_t>(kMark + note.at);
      remarks_.add(Remark::Kind::kQuestion, draft_.notes[note.at].line,
                   "Nothing refers to this note; its mark was put where the text before it ends.");
    }
    for (const Place& place : open_) {
      Line& line = kept_line(place.line);
      line.text[place.at] = kReference;
      remarks_.add(Remark::Kind::kMissing, line.number,
                   place.number == 0 ? "The note of a star is missing; the star was dropped."
                                     : "The note of a reference is missing; the reference was dropped.");
    }
    for (Line& line : draft_.lines) std::erase_if(line.text, is_reference);
  }
  Line& kept_line(std::size_t i) { return draft_.lines[i]; }

  Draft& draft_;
  Remarks& remarks_;
  std::vector<Line> kept_;
  std::vector<Place> open_;     // references without a note yet
  std::vector<Place> waiting_;  // notes without a reference yet: `at` is the note, `line` the text before it
  bool in_group_ = false;
  int blanks_ = 0, last_width_ = 0;
};

}  // namespace

void take_labelled_notes(Draft& draft, Remarks& remarks) { PageNotes(draft, remarks).run(); }

}  // namespace lr::pack::recover
