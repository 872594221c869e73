// Notes that stand at the foot of each page, or at the end, and begin with [1], ① or * (D3, D9-D15). Evidence: a line
// begins with a label, and the text before it has a reference of the same number that no note answers yet. References
// are answered in order, so numbers that begin anew on every page become one series. What goes on after a group of
// notes follows a cut.
#include <algorithm>
#include <map>
#include <utility>

#include "column.h"
#include "note_label.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr int kCircle = 2;  // columns that a circled number may have been wider than is counted

// Printed references become kReference + number. "[1]" only counts where notes of that form exist.
void find_references(Line& line, bool brackets, bool circles, Remarks& remarks) {
  std::u32string out;
  const std::u32string_view text = line.text;
  for (std::size_t at = 0; at < text.size();) {
    const NoteSign sign = at > 0 ? note_sign(text.substr(at)) : NoteSign();
    if (sign.size > 0 && !sign.is_star && (sign.is_circled ? circles : brackets)) {
      remarks.dropped(line.number, text.substr(at, sign.size), "the number of a note mark");
      out += static_cast<char32_t>(kReference + sign.number);
      at += sign.size;
      if (sign.is_circled) line.width += kCircle;
    } else {
      out += text[at++];
    }
  }
  line.text = std::move(out);
}

class PageNotes {
 public:
  PageNotes(Draft& draft, Remarks& remarks) : draft_(draft), remarks_(remarks) {
    const Column column = column_of(draft.lines);
    is_wrapped_ = !draft.shape.has_long_lines && (draft.shape.is_wrapped || column.measure > 0);
    usual_blanks_ = draft.shape.blank_after_all || (column.measure > 0 && !column.blanks_part) ? 1 : 0;
  }

  void run() {
    bool brackets = false, circles = false, printed = false;
    for (const Line& line : draft_.lines) {
      const NoteSign label = note_label(line.text);
      circles |= label.is_circled && label.number == 1;
      brackets |= !label.is_circled && label.number == 1;
      for (char32_t c : line.text) printed |= is_reference(c);
    }
    if (!brackets && !circles && !printed) return;
    for (Line& line : draft_.lines) find_references(line, brackets && !printed, circles, remarks_);
    for (std::size_t i = 0; i < draft_.lines.size(); ++i) take(i);
    if (Line end; in_group_) end_group(end);
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
    const NoteSign label = note_label(line.text);
    if (label.size > 0 && line.hashes == 0 && answer(label)) {
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
    if (in_group_) end_group(line);
    for (std::size_t at = 0; at < line.text.size(); ++at) {
      if (!is_reference(line.text[at])) continue;
      const Place place{kept_.size(), at, static_cast<unsigned>(line.text[at] - kReference)};
      if (!answer_late(line.text[at], place.number)) open_.push_back(place);
    }
    kept_.push_back(std::move(line));
  }

  void add_note(const NoteSign& label, const Line& line) {
    draft_.notes.push_back({label.is_star ? U"*" : U"", line.text.substr(label.size), line.number});
    remarks_.dropped(line.number, std::u32string_view(line.text).substr(0, label.size), "the label of a note");
    last_width_ = line.width;
    hanging_ = line.indent + width_of(std::u32string_view(line.text).substr(0, label.size));
  }

  // What is left of the numbers that were answered refers to the same notes again.
  void end_group(Line& line) {
    line.after_cut = true;
    line.blanks_before += std::exchange(blanks_, 0);
    in_group_ = false;
    std::erase_if(open_, [this](const Place& place) {
      const auto note = group_.find(place.number);
      if (note != group_.end()) reference(place) = static_cast<char32_t>(kMark + note->second);
      return note != group_.end();
    });
    group_.clear();
  }

  char32_t& reference(const Place& place) { return kept_[place.line].text[place.at]; }

  bool answer_late(char32_t& c, unsigned number) {
    for (std::size_t k = 0; k < waiting_.size(); ++k) {
      if (waiting_[k].number != number) continue;
      c = static_cast<char32_t>(kMark + waiting_[k].at);
      waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(k));
      return true;
    }
    return false;
  }

  // A wrapped note goes on in the next line, until one that is not full ends a sentence.
  bool goes_on(const Line& line) const {
    const Shape& shape = draft_.shape;
    if (!is_wrapped_ || line.begins_page || line.after_cut || line.blanks_before > usual_blanks_) return false;
    if (line.indented && line.indent != hanging_) return false;
    return !is_complete(draft_.notes.back().text) || last_width_ * 10 >= shape.full_width * 9;
  }

  bool answer(const NoteSign& label) {
    const auto place =
        std::find_if(open_.begin(), open_.end(), [&](const Place& one) { return one.number == label.number; });
    if (place == open_.end()) return false;
    reference(*place) = static_cast<char32_t>(kMark + draft_.notes.size());
    group_[label.number] = draft_.notes.size();
    open_.erase(place);
    return true;
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
      Line& line = draft_.lines[place.line];
      line.text[place.at] = kReference;
      remarks_.add(Remark::Kind::kMissing, line.number,
                   place.number == 0 ? "The note of a star is missing; the star was dropped."
                                     : "The note of a reference is missing; the reference was dropped.");
    }
    for (Line& line : draft_.lines) std::erase_if(line.text, is_reference);
  }

  Draft& draft_;
  Remarks& remarks_;
  std::vector<Line> kept_;
  std::vector<Place> open_;     // references without a note yet
  std::vector<Place> waiting_;  // notes without a reference yet: `at` is the note, `line` the text before it
  bool in_group_ = false;
  std::map<unsigned, std::size_t> group_;  // number: note, of those that stand together
  int blanks_ = 0, last_width_ = 0, hanging_ = 0;
  bool is_wrapped_ = false;
  int usual_blanks_ = 0;
};

}  // namespace

void take_labelled_notes(Draft& draft, Remarks& remarks) { PageNotes(draft, remarks).run(); }

}  // namespace lr::pack::recover
