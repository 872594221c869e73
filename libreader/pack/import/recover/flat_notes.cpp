// Notes whose numbers lost their superscript (D5, D9, D11). Evidence, all of it: a line after a blank one begins with
// the number that comes next in one series over the whole document, and the same number stands in the text right after
// a punctuation mark and before a space or the line end. The note goes on to the page end, the next note, or a long run
// of blank lines. The note may stand pages after its reference (D11).
#include <algorithm>
#include <optional>

#include "../utf.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr int kRunOfBlanks = 5;

struct Place {
  std::size_t line, at, size;
};

std::u32string digits_of(std::size_t number) {
  std::u32string text;
  for (char c : std::to_string(number)) text += static_cast<char32_t>(c);
  return text;
}

bool begins_note(const Line& line, const std::u32string& number) {
  return line.blanks_before > 0 && line.text.size() > number.size() + 2 && line.text.starts_with(number) &&
         has(kSpaces, line.text[number.size()]);
}

class FlatNotes {
 public:
  FlatNotes(Draft& draft, Remarks& remarks) : draft_(draft), remarks_(remarks) {}

  void run() {
    const std::size_t count = draft_.lines.size();
    std::vector<bool> is_note(count, false);
    std::vector<std::pair<std::size_t, std::size_t>> spans;  // lines of each note
    for (std::size_t next = 1;; ++next) {
      const std::u32string number = digits_of(next);
      std::size_t at = spans.empty() ? 1 : spans.back().second;
      while (at < count && !begins_note(draft_.lines[at], number)) ++at;
      if (at >= count) break;
      std::size_t end = at + 1;
      const std::u32string following = digits_of(next + 1);
      while (end < count && !draft_.lines[end].begins_page && draft_.lines[end].blanks_before < kRunOfBlanks &&
             !begins_note(draft_.lines[end], following)) {
        ++end;
      }
      spans.emplace_back(at, end);
    }
    for (const auto& [first, end] : spans)
      std::fill(is_note.begin() + static_cast<std::ptrdiff_t>(first),
                is_note.begin() + static_cast<std::ptrdiff_t>(end), true);
    std::vector<Place> places;
    for (std::size_t k = 0; k < spans.size(); ++k) {
      const auto place = find(digits_of(k + 1), places, is_note);
      if (!place) break;
      places.push_back(*place);
    }
    if (places.empty()) return;
    if (places.size() < spans.size()) {
      remarks_.add(Remark::Kind::kQuestion, draft_.lines[spans[places.size()].first].number,
                   "This looks like a note, but nothing in the text refers to it; it stands as text.");
      for (std::size_t k = places.size(); k < spans.size(); ++k) {
        for (std::size_t i = spans[k].first; i < spans[k].second; ++i) is_note[i] = false;
      }
    }
    for (std::size_t k = places.size(); k-- > 0;) {  // from the end, so that places stay right
      remarks_.dropped(draft_.lines[places[k].line].number, digits_of(k + 1), "the number of a note mark");
      remarks_.dropped(draft_.lines[spans[k].first].number, digits_of(k + 1), "the label of a note");
      draft_.lines[places[k].line].text.replace(places[k].at, places[k].size, 1, static_cast<char32_t>(kMark + k));
    }
    for (std::size_t k = 0; k < places.size(); ++k) add_note(spans[k].first, spans[k].second, digits_of(k + 1).size());
    keep(is_note);
  }

 private:
  std::optional<Place> find(const std::u32string& number, const std::vector<Place>& places,
                            const std::vector<bool>& is_note) const {
    std::size_t from = places.empty() ? 0 : places.back().at + places.back().size;
    for (std::size_t i = places.empty() ? 0 : places.back().line; i < draft_.lines.size(); ++i, from = 0) {
      if (is_note[i]) continue;
      const std::u32string_view text = draft_.lines[i].text;
      for (std::size_t at = text.find(number, from); at < text.size(); at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        if (at > 0 && has(U"。，；：！？”’）》、.,;:!?\")", text[at - 1]) &&
            (end == text.size() || has(kSpaces, text[end]))) {
          const bool decimal = at > 1 && has(U".,:", text[at - 1]) && is_digit(text[at - 2]);
          if (!decimal) return Place{i, at, number.size()};
        }
      }
    }
    return std::nullopt;
  }

  void add_note(std::size_t first, std::size_t end, std::size_t digits) {
    DraftNote note{{}, {}, draft_.lines[first].number};
    for (std::size_t i = first; i < end; ++i) {
      if (i > first) note.text += U'\u2028';
      note.text += i == first ? strip(std::u32string_view(draft_.lines[i].text).substr(digits)) : draft_.lines[i].text;
    }
    draft_.notes.push_back(std::move(note));
  }

  void keep(const std::vector<bool>& is_note) {
    std::vector<Line> kept;
    int blanks = 0, spaces = 0;
    bool cut = false;
    for (std::size_t i = 0; i < draft_.lines.size(); ++i) {
      Line& line = draft_.lines[i];
      if (is_note[i]) {
        if (!cut) spaces += line.spaces_before;  // between the text and the notes
        blanks += line.blanks_before;
        cut = true;
        continue;
      }
      if (cut) {
        line.after_cut = true;
        line.blanks_before += blanks;
        line.spaces_before += spaces;
      }
      cut = false;
      blanks = spaces = 0;
      kept.push_back(std::move(line));
    }
    draft_.lines = std::move(kept);
  }

  Draft& draft_;
  Remarks& remarks_;
};

}  // namespace

void take_flat_notes(Draft& draft, Remarks& remarks) {
  if (draft.notes.empty()) FlatNotes(draft, remarks).run();
}

}  // namespace lr::pack::recover
