// References find their notes: on the same page first, then on pages around it, in order, so that numbers that begin
// anew on every page become one series. A figure that no note answers stays a figure; a note that nothing refers to is
// called where the text of its page ends.
#include <map>

#include "../recover/draft.h"
#include "../utf.h"
#include "note_label.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

class Marks {
 public:
  Marks(Document& document, Remarks& remarks) : document_(document), remarks_(remarks) {}

  void run() {
    for (std::size_t i = 0; i < document_.notes.size(); ++i) {
      by_number_[document_.notes[i].number].push_back(i);
    }
    for (TextLine& line : document_.lines) {
      if (line.is_body() || line.is_title) read(line);
    }
    for (PageNote& note : document_.notes) settle_note(note);
    for (std::size_t i = 0; i < document_.notes.size(); ++i) {
      if (!document_.notes[i].is_linked) link_late(i);
    }
  }

 private:
  // The first free note of that number on this page, then the next free one around it, then one that is known alone.
  int find(int number, int page) const {
    const auto entry = by_number_.find(number);
    if (entry == by_number_.end()) return -1;
    int near = -1;
    for (const std::size_t i : entry->second) {
      const PageNote& note = document_.notes[i];
      if (note.is_linked) continue;
      if (note.page == page) return static_cast<int>(i);
      if (near < 0 && note.page > page) near = static_cast<int>(i);
    }
    const bool alone = entry->second.size() == 1;
    return near >= 0 && (alone || document_.notes[static_cast<std::size_t>(near)].page == page + 1) ? near
           : alone                                                      ? static_cast<int>(entry->second[0])
                                                                        : -1;
  }

  int find_sign(char32_t sign, int page) const {
    const auto entry = by_number_.find(0);
    if (entry == by_number_.end()) return -1;
    for (const std::size_t i : entry->second) {
      const PageNote& note = document_.notes[i];
      if (!note.is_linked && note.page == page && note.label == std::u32string(1, sign)) return static_cast<int>(i);
    }
    return -1;
  }

  void read(TextLine& line) {
    std::u32string out;
    std::size_t which = 0;
    for (std::size_t at = 0; at < line.text.size(); ++at) {
      const char32_t c = line.text[at];
      if (recover::is_reference(c)) {
        const std::u32string printed = which < line.printed.size() ? line.printed[which] : U"";
        ++which;
        const int note = find(static_cast<int>(c - recover::kReference), line.page);
        note < 0 ? void(out += printed) : link(note, printed, line, out);
      } else {
        const NoteLabel label = at > 0 ? note_label(line.text.substr(at, 6) + U" x", false) : NoteLabel();
        const int note = label.number == 0  ? find_sign(c, line.page)
                         : label.number > 0 ? find_marked(label.number, line.page)
                                            : -1;
        if (note < 0) {
          out += c;
          continue;
        }
        const std::size_t size = recover::has(U"[［〔", c) ? line.text.find_first_of(U"]］〕", at) + 1 - at : 1;
        link(note, line.text.substr(at, size), line, out);
        at += size - 1;
      }
    }
    line.text = std::move(out);
    line.printed.clear();
  }

  // "[1]" and "①" of the text's size refer only to notes of their page.
  int find_marked(int number, int page) const {
    const int note = find(number, page);
    return note >= 0 && document_.notes[static_cast<std::size_t>(note)].page == page ? note : -1;
  }

  void link(int note, std::u32string_view printed, const TextLine& line, std::u32string& out) {
    document_.notes[static_cast<std::size_t>(note)].is_linked = true;
    out += static_cast<char32_t>(recover::kMark + static_cast<std::uint32_t>(note));
    remarks_.dropped(line.number, printed, "a reference; the mark of its note stands for it");
  }

  void settle_note(PageNote& note) {
    std::u32string out;
    for (const char32_t c : note.text) {
      if (c == U'↩' || c == U'↑' || c == 0xFE0E) {
        remarks_.dropped(note.line, std::u32string(1, c), "a sign that leads back from a note");
      } else if (recover::is_reference(c)) {
        out += decode_utf8(std::to_string(c - recover::kReference));
      } else {
        out += c;
      }
    }
    note.text = recover::strip(out);
  }

  void link_late(std::size_t index) {
    PageNote& note = document_.notes[index];
    TextLine* last = nullptr;
    for (TextLine& line : document_.lines) {
      if (line.is_body() && line.block.empty() && line.page <= note.page) last = &line;
    }
    if (last == nullptr || note.text.empty()) return;
    last->text += static_cast<char32_t>(recover::kMark + index);
    note.is_linked = true;
    remarks_.add(Remark::Kind::kQuestion, note.line,
                 "Nothing refers to this note; its mark was put where the text before it ends.");
  }

  Document& document_;
  Remarks& remarks_;
  std::map<int, std::vector<std::size_t>> by_number_;
};

}  // namespace

void link_notes(Document& document, Remarks& remarks) { Marks(document, remarks).run(); }

}  // namespace lr::pack::pdf
