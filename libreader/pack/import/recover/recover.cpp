// The chain: which pass runs when, and how a draft becomes an article.
#include "recover.h"

#include <libreader/bundle/block.h>

#include <map>
#include <set>

#include "../fields.h"
#include "../spans.h"
#include "../utf.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

// Marks become spans, addresses links; notes are numbered in the order of their first mark.
class Builder {
 public:
  // Adds the notes that the article calls to `called`.
  Builder(Draft draft, std::set<std::size_t>& called, Remarks& remarks)
      : draft_(std::move(draft)), called_(called), remarks_(remarks) {}

  Article run() {
    Article article;
    article.fields = draft_.fields;
    article.language = draft_.language;
    std::vector<Block> blocks = make_blocks(draft_, remarks_);
    for (Block& block : blocks) split(block);
    if (without_marks(draft_.title) != draft_.title) {
      Block title;
      title.kind = BlockKind::kTitle;
      title.spans.push_back({draft_.title, 0, 0});
      split(title);  // last, so that the series of the text begins with 1
      blocks.insert(blocks.begin(), std::move(title));
    }
    article.blocks = std::move(blocks);
    for (std::size_t index : order_) article.notes.push_back(note(draft_.notes[index]));
    called_.insert(order_.begin(), order_.end());
    return article;
  }

 private:
  void split(Block& block) {
    std::vector<Span> spans;
    for (const Span& span : block.spans) {
      bool inside = false;
      for (std::size_t i = 0; i < span.text.size(); ++i) {
        const char32_t c = span.text[i];
        if (is_mark(c)) {
          spans.push_back({{}, 0, number(c - kMark)});
          inside = false;
          continue;
        }
        const std::u32string_view rest = std::u32string_view(span.text).substr(i);
        inside = inside || rest.starts_with(U"http://") || rest.starts_with(U"https://");
        inside = inside && c > ' ' && c < 0x7F && !ends_address(rest);
        const Styles styles = inside ? static_cast<Styles>(kLink) : Styles{0};
        if (spans.empty() || spans.back().note != 0 || spans.back().styles != styles) spans.push_back({{}, styles, 0});
        spans.back().text += c;
      }
    }
    for (Span& span : spans) span.text = nfc(span.text);
    block.spans = std::move(spans);
  }

  // A full stop or comma after an address, with nothing of the address behind it.
  static bool ends_address(std::u32string_view rest) {
    const std::size_t end = rest.find_first_not_of(U".,;:)");
    return end != 0 && (end == std::u32string_view::npos || rest[end] <= ' ' || rest[end] >= 0x7F);
  }

  std::uint32_t number(std::size_t index) {
    const auto [entry, is_new] = numbers_.try_emplace(index, static_cast<std::uint32_t>(order_.size() + 1));
    if (is_new) order_.push_back(index);
    return entry->second;
  }

  Note note(const DraftNote& from) {
    Note note;
    note.label = from.label;
    Block block;
    block.label = from.label;
    block.line = from.line;
    block.spans.push_back({settle(from.text, draft_.language, Kind::kNote, from.line, &remarks_), 0, 0});
    split(block);
    note.blocks.push_back(std::move(block));
    return note;
  }

  Draft draft_;
  std::set<std::size_t>& called_;
  Remarks& remarks_;
  std::map<std::size_t, std::uint32_t> numbers_;
  std::vector<std::size_t> order_;
};

// Notes and furniture have another measure than the text; the shape is that of what is left.
void look_again(Draft& draft) {
  const bool has_markup = draft.shape.has_markup;
  std::erase_if(draft.lines, [](const Line& line) { return line.text.empty(); });
  draft.shape = shape_of(draft.lines);
  draft.shape.has_markup = has_markup;
}

}  // namespace

bool is_scanned_markdown(std::string_view head) {
  std::size_t first_notes = head.starts_with("[1] ");
  for (std::size_t at = head.find("\n[1] "); at != std::string_view::npos; at = head.find("\n[1] ", at + 1))
    ++first_notes;
  return first_notes >= 2 && head.find("<sup>[1]</sup>") != std::string_view::npos;
}

ImportResult recover(std::string_view utf8, const std::string& name, const ImportOptions& options) {
  Remarks remarks(name);
  std::u32string text = decode_utf8(utf8);
  const std::vector<int> pages = take_form_feeds(text);
  Draft document;
  document.fields = options.fields;
  document.language = choose_language(options, {}, text, name, remarks);
  document.lines = split_lines(text);
  if (document.lines.empty()) return {};
  mark_pages(document, pages);
  for (Line& line : document.lines) {
    remarks.source(line.number, line.text);
    line.is_kept = is_kept(line.text, options.patches);
  }
  document.shape = shape_of(document.lines);
  document.shape.has_markup = is_scanned_markdown(utf8);
  if (document.shape.has_markup) read_markup(document, remarks);
  remove_margins(document, remarks);
  if (!document.shape.has_markup) take_underlines(document, remarks);
  remove_furniture(document, remarks);
  take_end_notes(document, remarks);
  take_labelled_notes(document, remarks);
  take_flat_notes(document, remarks);
  look_again(document);
  remove_web_page(document, remarks);
  remove_novel_site(document, remarks);
  if (document.shape.blank_after_all) {
    remarks.add(Remark::Kind::kRecognised, 0,
                "A blank line follows every line; paragraphs were told by their last lines.");
  }
  return finish(std::move(document), options, name, remarks);
}

ImportResult finish(Draft document, const ImportOptions& options, const std::string& name, Remarks& remarks) {
  ImportResult result;
  const std::vector<DraftNote> notes = document.notes;
  std::set<std::size_t> called;
  for (Draft& draft : split_issue(std::move(document), remarks)) {
    drop_contents(draft, remarks);
    take_front(draft, remarks);
    take_tail(draft, remarks);
    const std::string section = draft.section;
    const Fields found = draft.found;
    Article article = Builder(std::move(draft), called, remarks).run();
    article.fields = merge(merge(options.fields, article.fields), found);
    complete(article, options, name, remarks);
    if (options.section.empty()) article.section = section;
    result.articles.push_back(std::move(article));
  }
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (!called.contains(i)) remarks.dropped(notes[i].line, without_marks(notes[i].text), "a note of text that was dropped");
  }
  result.remarks = remarks.take();
  result.account = remarks.take_account();
  return result;
}

}  // namespace lr::pack::recover
