// An issue of a journal becomes its articles (D18, D28, D29). Evidence for an article: a heading of Markdown level 1
// with authors ("□") or an abstract right after it, and for an issue, two of them. What stands before the first is
// masthead and contents: name, issue and date of the journal, columns, and how titles are spaced. A section "Abstracts"
// at the end holds English titles and abstracts in the order of the articles.
#include "../spans.h"
#include "../utf.h"
#include "front_labels.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kNear = 4;

class Issue {
 public:
  Issue(Draft document, Remarks& remarks)
      : document_(std::move(document)), lines_(document_.lines), remarks_(remarks) {}

  std::vector<Draft> run() {
    find_heads();
    std::vector<Draft> drafts;
    if (heads_.size() < 2) {
      drafts.push_back(std::move(document_));
      return drafts;
    }
    const std::size_t end = find_abstracts();
    for (std::size_t k = 0; k < heads_.size(); ++k) {
      Draft draft = document_;
      const std::size_t last = k + 1 < heads_.size() ? heads_[k + 1] : end;
      draft.lines.assign(lines_.begin() + at(heads_[k]), lines_.begin() + at(last));
      drafts.push_back(std::move(draft));
    }
    read_contents(drafts);
    read_abstracts(end, drafts);
    return drafts;
  }

 private:
  static std::ptrdiff_t at(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  void find_heads() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].hashes != 1) continue;
      bool head = false;
      for (std::size_t k = i + 1; k < lines_.size() && k <= i + kNear && lines_[k].hashes == 0; ++k) {
        head = head || starts_with_any(lines_[k].text, U"□") || label_of(lines_[k].text).kind == LabelKind::kAbstract;
      }
      if (head) heads_.push_back(i);
    }
  }

  std::size_t find_abstracts() const {
    for (std::size_t i = heads_.back(); i < lines_.size(); ++i) {
      if (lines_[i].hashes > 0 && (lines_[i].text == U"Abstracts" || lines_[i].text == U"Abstract")) return i;
    }
    return lines_.size();
  }

  // ---- masthead and contents ----

  void read_contents(std::vector<Draft>& drafts) {
    std::u32string journal, column;
    std::string issue, date;
    for (std::size_t i = 0; i < heads_.front(); ++i) {
      const std::u32string text = without_spaces(lines_[i].text);
      if (journal.empty() && lines_[i].hashes == 1) journal = text;
      if (issue.empty()) read_issue(text, issue, date);
      if (starts_with_any(text, U"■")) column = text.substr(1);
      for (std::size_t k = 0; k < drafts.size(); ++k) match(lines_[i].text, column, drafts[k]);
      drop(remarks_, lines_[i], "masthead and contents of the issue");
    }
    if (journal.empty()) return;
    const std::string publication = "《" + encode_utf8(journal) + "》" + issue;
    for (Draft& draft : drafts) {
      if (draft.fields.publication.empty()) draft.fields.publication = publication;
      if (draft.fields.date.empty()) draft.fields.date = date;
    }
  }

  // "2026年第2期（总第232期）双月刊2026年3月15日出版"
  static void read_issue(const std::u32string& text, std::string& issue, std::string& date) {
    const std::size_t number = text.find(U"年第"), end = text.find(U'期');
    if (number == std::u32string::npos || number < 4 || end == std::u32string::npos || end < number) return;
    issue = encode_utf8(text.substr(number - 4, end + 1 - (number - 4)));
    const std::size_t day = text.rfind(U'日');
    const std::size_t year = day == std::u32string::npos ? day : text.rfind(U'年', day);
    if (year != std::u32string::npos && year > end + 4) date = date_of(text.substr(year - 4, day - (year - 4)));
  }

  // The contents and the heading agree once spaces are gone; where they differ, the contents have the spaces that mean
  // something.
  static void match(std::u32string_view entry, const std::u32string& column, Draft& draft) {
    std::u32string& heading = draft.lines.front().text;
    const std::u32string title = without_spaces(without_marks(heading)), plain = without_spaces(entry);
    if (title.size() < 5 || !contains(plain, title)) return;
    draft.section = encode_utf8(column);
    const std::size_t skip = plain.find(title);
    std::u32string spaced, marks;
    std::size_t seen = 0;
    for (char32_t c : entry) {
      const bool space = has(kSpaces, c);
      if (seen >= skip && seen < skip + title.size() && !(space && spaced.empty())) spaced += c;
      seen += !space;
    }
    for (char32_t c : heading) {
      if (is_mark(c) || is_reference(c)) marks += c;
    }
    heading = std::u32string(strip(spaced)) + marks;
  }

  // ---- English abstracts ----

  void read_abstracts(std::size_t first, std::vector<Draft>& drafts) {
    std::vector<std::size_t> entries;
    for (std::size_t i = first + 1; i < lines_.size(); ++i) {
      if (lines_[i].hashes > 0) entries.push_back(i);
    }
    if (first < lines_.size()) drop(remarks_, lines_[first], "the heading of the English abstracts");
    if (entries.size() != drafts.size()) {
      for (std::size_t i = first + 1; i < lines_.size(); ++i)
        drop(remarks_, lines_[i], "an abstract whose article is not known");
      return;
    }
    for (std::size_t k = 0; k < entries.size(); ++k) {
      const std::size_t end = k + 1 < entries.size() ? entries[k + 1] : lines_.size();
      std::u32string text;
      for (std::size_t i = entries[k] + 1; i < end; ++i) {
        if (i == entries[k] + 1 && lines_[i].width < 80 && !is_complete(lines_[i].text)) {
          drop(remarks_, lines_[i], "the authors' names in English, which no field holds");
          continue;
        }
        if (!text.empty()) text += kSoftBreak;
        text += lines_[i].text;
        remarks_.field(lines_[i].number, without_marks(lines_[i].text), "abstract_en");
      }
      remarks_.field(lines_[entries[k]].number, without_marks(lines_[entries[k]].text), "title_en");
      Fields& fields = drafts[k].fields;
      if (fields.title_en.empty()) fields.title_en = english(lines_[entries[k]].text);
      if (fields.abstract_en.empty()) fields.abstract_en = english(text);
    }
  }

  std::string english(std::u32string_view text) const {
    return encode_utf8(without_marks(settle(text, document_.language, Kind::kNote)));
  }

  Draft document_;
  std::vector<Line>& lines_;
  Remarks& remarks_;
  std::vector<std::size_t> heads_;
};

}  // namespace

std::vector<Draft> split_issue(Draft draft, Remarks& remarks) { return Issue(std::move(draft), remarks).run(); }

}  // namespace lr::pack::recover
