// Notes that stand as an ordered list at the end of the text, as web pages have them: "1. … ↩" (D9). Evidence, all of
// it: the text has references [1] to [n], numbered as they occur, and none without a note; behind the last of them,
// lines begin with 1. to n. in order, and none with the next number; and what they begin is the end of the text, or
// each has the sign that leads back.
#include <algorithm>
#include <optional>

#include "column.h"
#include "note_label.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::u32string_view kLeadsBack = U"↩↵⏎\uFE0E\uFE0F";

struct Reference {
  std::size_t line, at, size;
  unsigned number;
};

std::vector<Reference> references_in(const std::vector<Line>& lines) {
  std::vector<Reference> found;
  unsigned highest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::u32string_view text = lines[i].text;
    for (std::size_t at = text.find_first_of(kOpenLabel); at < text.size();
         at = text.find_first_of(kOpenLabel, at + 1)) {
      const NoteSign sign = note_sign(text.substr(at));
      const bool begins_line = at == 0 && (i == 0 || sign.number != highest + 1);  // a label
      if (sign.size == 0 || begins_line) continue;
      found.push_back({i, at, sign.size, sign.number});
      highest = std::max(highest, sign.number);
    }
  }
  return found;
}

class EndNotes {
 public:
  EndNotes(Draft& draft, Remarks& remarks) : draft_(draft), lines_(draft.lines), remarks_(remarks) {}

  void run() {
    references_ = references_in(lines_);
    if (references_.empty()) return;
    for (std::size_t i = lines_.size(); i-- > references_.front().line + 1;) {
      if (item_number(lines_[i].text).number == 1 && find(i)) return take();
    }
  }

 private:
  // The notes that begin with line `first`; false if something is missing.
  bool find(std::size_t first) {
    const unsigned count = numbers_before(first);
    if (count == 0) return false;
    starts_.assign(1, first);
    for (std::size_t i = first + 1; i < lines_.size() && starts_.size() < count; ++i) {
      if (item_number(lines_[i].text).number == starts_.size() + 1) starts_.push_back(i);
    }
    return starts_.size() == count && find_end();
  }

  // How many numbers the references have, when these begin with 1 and none is left out.
  unsigned numbers_before(std::size_t line) const {
    unsigned count = 0;
    for (const Reference& one : references_) {
      if (one.line >= line) break;
      if (one.number > count + 1 || one.number == 0) return 0;
      count = std::max(count, one.number);
    }
    return count;
  }

  bool leads_back(std::size_t i) const { return has(kLeadsBack, lines_[i].text.back()); }

  bool find_end() {
    for (end_ = starts_.back(); end_ < lines_.size() && !leads_back(end_);) ++end_;
    if (end_++ < lines_.size()) return true;
    end_ = lines_.size();
    const Column column = column_of(lines_);
    const int usual = draft_.shape.blank_after_all || (column.measure > 0 && !column.blanks_part) ? 1 : 0;
    for (std::size_t i = starts_.back() + 1; i < end_; ++i) {
      const bool goes_on = item_number(lines_[i].text).number == starts_.size() + 1;
      if (goes_on || lines_[i].blanks_before > usual || lines_[i].begins_page) return false;
    }
    return true;
  }

  void take() {
    const std::size_t known = draft_.notes.size();
    for (std::size_t k = 0; k < starts_.size(); ++k) add(starts_[k], k + 1 < starts_.size() ? starts_[k + 1] : end_);
    for (std::size_t r = references_.size(); r-- > 0;) {  // from the end, so that places stay right
      const Reference& one = references_[r];
      if (one.line >= starts_.front()) continue;
      std::u32string& text = lines_[one.line].text;
      remarks_.dropped(lines_[one.line].number, std::u32string_view(text).substr(one.at, one.size),
                       "the number of a note mark");
      text.replace(one.at, one.size, 1, static_cast<char32_t>(kMark + known + one.number - 1));
      if (one.at == 0) move_up(one.line);
    }
    if (end_ < lines_.size()) lines_[end_].after_cut = true;
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(starts_.front()),
                 lines_.begin() + static_cast<std::ptrdiff_t>(end_));
    std::erase_if(lines_, [](const Line& line) { return line.text.empty(); });
  }

  // A mark stays with what stands before it.
  void move_up(std::size_t i) {
    Line &line = lines_[i], &before = lines_[i - 1];
    const std::size_t rest = line.text.find_first_not_of(kSpaces, 1);
    before.text += line.text.front();
    line.text.erase(0, std::min(rest, line.text.size()));
  }

  void add(std::size_t first, std::size_t end) {
    const std::size_t label = item_number(lines_[first].text).size;
    remarks_.dropped(lines_[first].number, std::u32string_view(lines_[first].text).substr(0, label),
                     "the label of a note");
    DraftNote note{{}, {}, lines_[first].number};
    for (std::size_t i = first; i < end; ++i) {
      std::u32string_view text = lines_[i].text;
      if (i == first) text.remove_prefix(label);
      if (const std::size_t last = text.find_last_not_of(kLeadsBack); last + 1 < text.size()) {
        remarks_.dropped(lines_[i].number, text.substr(last + 1), "a sign that leads back from a note");
        text = strip(text.substr(0, last + 1));
      }
      if (text.empty()) continue;
      if (!note.text.empty()) note.text += U'\u2028';
      note.text += text;
    }
    draft_.notes.push_back(std::move(note));
  }

  Draft& draft_;
  std::vector<Line>& lines_;
  Remarks& remarks_;
  std::vector<Reference> references_;
  std::vector<std::size_t> starts_;  // the first line of each note
  std::size_t end_ = 0;              // behind the last note
};

}  // namespace

void take_end_notes(Draft& draft, Remarks& remarks) { EndNotes(draft, remarks).run(); }

}  // namespace lr::pack::recover
