// What follows the text of an article (D28, D29). Evidence: a line that names the editor is the end, what comes after
// it is an English abstract or belongs to something else; a bracket that names translators; a line that begins with an
// author's name; "（作者是…）" at the very end; a last page that ends in web addresses and handles is about a
// publisher.
#include "../characters.h"
#include "../spans.h"
#include "../utf.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kLongestSign = 40, kLongestAuthorNote = 120, kLastLines = 4;

std::u32string_view without_brackets(std::u32string_view text) {
  if (starts_with_any(text, U"【〔（([")) text = text.substr(1);
  if (!text.empty() && has(U"】〕）)]", text.back())) text = text.substr(0, text.size() - 1);
  return strip(text);
}

bool names_editor(std::u32string_view text) {
  if (text.size() > kLongestSign) return false;
  const std::u32string plain = without_spaces(without_brackets(text));
  for (std::u32string_view word : {U"责任编辑", U"本文责任编辑", U"责编", U"編輯", U"编辑", U"責任編輯", U"本文编辑"}) {
    if (plain.starts_with(word) && plain.size() > word.size() && has(U"：:", plain[word.size()])) return true;
  }
  return false;
}

bool names_translator(std::u32string_view text) {
  const bool bracketed = starts_with_any(text, U"（(") && has(U"）)", text.back()) && text.size() <= kLongestSign;
  return bracketed && (contains(text, U"译") || contains(text, U"譯")) && !contains(text, U"。");
}

bool is_english(const Line& line) { return latin_share(line.text) > 0.8; }

class Tail {
 public:
  Tail(Draft& draft, Remarks& remarks) : draft_(draft), lines_(draft.lines), remarks_(remarks) {}

  void run() {
    if (lines_.size() < 2) return;
    cut_at_editor();
    cut_publisher();
    while (lines_.size() > 1 && names_translator(lines_.back().text) && !lines_.back().is_kept) {
      drop(remarks_, lines_.back(), "the names of translators, which no field holds");
      lines_.pop_back();
    }
    take_author_notes();
    take_author_bracket();
  }

 private:
  void cut_at_editor() {
    std::size_t editor = lines_.size();
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (names_editor(lines_[i].text) && !lines_[i].is_kept) editor = i;
      if (lines_[i].is_kept) editor = lines_.size();  // the end is not before it
    }
    if (editor == lines_.size()) return;
    drop(remarks_, lines_[editor], "the name of the editor, which no field holds");
    std::size_t i = editor + 1;
    std::u32string english;
    const int first = i < lines_.size() ? lines_[i].number : 0;
    for (; i < lines_.size() && is_english(lines_[i]); ++i) {
      const bool next_piece =
          !english.empty() && lines_[i].blanks_before > 0 && ends_sentence(lines_[i - 1].text.back());
      if (next_piece) break;
      english += (english.empty() ? U"" : std::u32string(1, kSoftBreak)) + lines_[i].text;
    }
    if (english.size() > 200 && draft_.language != Language::kEn && draft_.fields.abstract_en.empty()) {
      for (std::size_t k = editor + 1; k < i; ++k) remarks_.field(lines_[k].number, without_marks(lines_[k].text), "abstract_en");
      draft_.fields.abstract_en = encode_utf8(without_marks(settle(english, draft_.language, Kind::kNote)));
      remarks_.add(Remark::Kind::kQuestion, first,
                   "English text after the end was taken for the abstract of this article.");
    } else {
      i = editor + 1;
    }
    for (; i < lines_.size(); ++i) drop(remarks_, lines_[i], "it follows the end of the article");
    lines_.resize(editor);
  }

  // ---- a page about the publisher ----

  static std::u32string upper(std::u32string_view text) {
    std::u32string out(text);
    for (char32_t& c : out) c -= c >= 'a' && c <= 'z' ? 32 : 0;
    return out;
  }

  static bool is_contact(std::u32string_view text) {
    std::size_t handles = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) handles += text[i] == '@' && is_latin_letter(text[i + 1]);
    return handles >= 2 && latin_share(text) > 0.9;
  }

  // The page begins with a heading whose first Latin word is in the handles.
  void cut_publisher() {
    for (std::size_t k = lines_.size(); k-- > 1 && k + kLastLines >= lines_.size();) {
      if (lines_[k].is_kept) return;
      if (!is_contact(lines_[k].text)) continue;
      const std::u32string handles = upper(lines_[k].text);
      for (std::size_t i = k; i-- > 1;) {
        const std::u32string& text = lines_[i].text;
        const std::size_t first = text.find_first_of(U"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (!lines_[i].begins_page || is_complete(text) || text.size() > kLongestSign || first > 4) continue;
        std::size_t end = first;
        while (end < text.size() && is_latin_letter(text[end])) ++end;
        if (end - first < 3 || !contains(handles, U"@" + upper(text.substr(first, end - first)))) continue;
        for (std::size_t j = i; j < lines_.size(); ++j) drop(remarks_, lines_[j], "about the publisher");
        lines_.resize(i);
        return;
      }
    }
  }

  // ---- authors ----

  void take_author_notes() {
    const bool had = !draft_.fields.affiliations.empty();
    for (std::size_t k = 0; k < 3 && lines_.size() > 1; ++k) {
      const Line& last = lines_.back();
      bool taken = false;
      for (const std::string& author : draft_.fields.authors) {
        const std::u32string name = decode_utf8(author);
        if (last.text.size() > kLongestAuthorNote || !last.text.starts_with(name) || last.text.size() < name.size() + 3)
          continue;
        if (!has(U"：:", last.text[name.size()])) continue;
        const std::u32string note(strip(std::u32string_view(last.text).substr(name.size() + 1)));
        if (had) {
          remarks_.dropped(last.number, without_marks(last.text), "what the head says of the author already");
        } else {
          draft_.fields.affiliations.insert(draft_.fields.affiliations.begin(),
                                            encode_utf8(settle(note, draft_.language, Kind::kText)));
          remarks_.field(last.number, without_marks(last.text), "affiliations");
        }
        taken = true;
        break;
      }
      if (!taken) return;
      remarks_.add(Remark::Kind::kRecognised, last.number, "This line says who the author is.");
      lines_.pop_back();
    }
  }

  void take_author_bracket() {
    std::u32string& text = lines_.back().text;
    const std::size_t at = text.rfind(U"（作者");
    if (at == std::u32string::npos || at == 0 || text.size() - at > kLongestAuthorNote || text.back() != U'）') return;
    std::u32string_view inside = std::u32string_view(text).substr(at + 3);
    inside = inside.substr(0, inside.size() - 1);
    for (std::u32string_view word : {U"单位", U"是", U"为", U"系", U"：", U":"}) {
      if (inside.starts_with(word)) inside = inside.substr(word.size());
    }
    draft_.fields.affiliations.push_back(encode_utf8(settle(strip(inside), draft_.language, Kind::kText)));
    remarks_.add(Remark::Kind::kRecognised, lines_.back().number, "The bracket at the end says who the author is.");
    remarks_.field(lines_.back().number, without_marks(std::u32string_view(text).substr(at)), "affiliations");
    text.resize(at);
  }

  Draft& draft_;
  std::vector<Line>& lines_;
  Remarks& remarks_;
};

}  // namespace

void take_tail(Draft& draft, Remarks& remarks) { Tail(draft, remarks).run(); }

}  // namespace lr::pack::recover
