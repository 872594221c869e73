// The HTML importer: one article of a page. Finds the notes (html_notes.h), then the article (html_content.h), reads it
// (html_blocks.h), and takes from its head what it says of itself (html_meta.h).
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "../import.h"
#include "characters.h"
#include "fields.h"
#include "html_blocks.h"
#include "html_content.h"
#include "html_meta.h"
#include "html_notes.h"
#include "html_tree.h"
#include "note_brackets.h"
#include "remarks.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kHtml;

namespace {

constexpr std::size_t kBlocksOverTitle = 6;  // bread crumbs, a column's name, a date: not more than these
constexpr std::size_t kLongestOverTitle = 60;

bool is_heading_of_notes(const Block& block) {
  static constexpr std::u32string_view kNames[] = {
      U"notes",    U"footnotes", U"endnotes", U"references", U"注释", U"注釋", U"註釋", U"脚注", U"腳註",
      U"参考文献", U"參考文獻",  U"注",       U"註",         U"각주", U"주석", U"尾注", U"注記"};
  std::u32string text = lower_ascii(without_spaces(block.text()));
  while (text.ends_with(':') || text.ends_with(U'：')) text.pop_back();
  return std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames);
}

class PageImport {
 public:
  PageImport(std::string_view bytes, const std::string& name, const ImportOptions& options)
      : name_(name), options_(options), remarks_(name), tree_(bytes) {}

  ImportResult run() {
    const GumboNode* body = tree_.child_of_root(GUMBO_TAG_BODY);
    ImportResult result;
    if (body == nullptr) body = tree_.root();
    HtmlMeta meta = read_meta(tree_);
    std::vector<HtmlNote> notes = find_notes(body, guide_);
    const GumboNode* content = find_content(body, guide_, options_.patches, remarks_);
    find_page_title(meta, body, content);
    article_.fields = merge(options_.fields, meta.fields);
    article_.fields.language = meta.language;
    article_.language = language(meta, text_of(content));
    InlineBuilder inline_builder(article_.language, remarks_, false);
    HtmlBlockReader reader(inline_builder, &guide_);
    article_.blocks = reader.read(content);
    drop_brackets_of_marks(article_.blocks, remarks_);
    read_notes(reader, notes);
    article_.links = inline_builder.take_links();
    drop_over_title();
    take_title(article_, remarks_);
    trim_ends();
    write_account(body, content, notes);
    complete(article_, options_, name_, remarks_);
    result.articles.push_back(std::move(article_));
    result.remarks = remarks_.take();
    result.account = remarks_.take_account();
    return result;
  }

 private:
  // What the page is called begins with a heading: that has the better spelling, without the site. Where none agrees,
  // the page is called after the site, if there is but one heading of the first level and the article holds it.
  void find_page_title(HtmlMeta& meta, const GumboNode* body, const GumboNode* content) const {
    std::vector<std::u32string> inside, outside, inside_second;
    walk(body, [&](const GumboNode* node) {
      if (guide_.skipped.contains(node)) return false;
      const int level = heading_level(node);
      std::u32string text = level == 1 || level == 2 ? text_of(node) : std::u32string();
      while (!text.empty() && std::u32string_view(U"#¶§ ").find(text.back()) != std::u32string_view::npos)
        text.pop_back();
      if (text.empty()) return true;
      const GumboNode* outer = node;
      while (outer != nullptr && outer != content) outer = outer->parent;
      if (level == 1) (outer == content ? inside : outside).push_back(text);
      if (level == 2 && outer == content) inside_second.push_back(text);
      return true;
    });
    std::string& title = meta.fields.title;
    const std::u32string said = without_spaces(decode_utf8(title));
    const auto agrees = [&](const std::u32string& heading) {
      const std::u32string shown = without_spaces(heading);
      return !said.empty() && (said.starts_with(shown) || shown.starts_with(said));
    };
    if (meta.title_is_sure) return;
    for (const std::vector<std::u32string>* headings : {&inside, &outside, &inside_second}) {
      const auto found = std::find_if(headings->begin(), headings->end(), agrees);
      if (found != headings->end()) return void(title = encode_utf8(*found));
    }
    if (inside.size() == 1 && (outside.empty() || said.empty())) title = encode_utf8(inside[0]);
    if (title.empty() && inside.empty() && outside.size() == 1) title = encode_utf8(outside[0]);
  }

  // Templates often claim a language that the text is not in.
  Language language(const HtmlMeta& meta, const std::u32string& text) {
    const Language chosen = choose_language(options_, meta.language, text, name_, remarks_);
    if (!options_.language.empty() || meta.language.empty()) return chosen;
    const Language seen = detect_language(text, chosen);
    if (is_cjk(seen) == is_cjk(chosen)) return chosen;
    remarks_.add(Remark::Kind::kQuestion, 0,
                 "The page says that its language is \"" + meta.language + "\", but its text looks like " +
                     std::string(name_of(seen)) + "; it was taken for that.");
    return seen;
  }

  void read_notes(HtmlBlockReader& reader, const std::vector<HtmlNote>& notes) {
    for (std::size_t i = 0; i < guide_.order.order().size(); ++i) {  // reading a note may add to the order
      const HtmlNote& found = notes.at(static_cast<std::size_t>(guide_.order.order()[i]));
      Note note;
      note.label = nfc(found.label);
      note.blocks = reader.read(found.body, found.from, found.until);
      strip_label(note, remarks_);
      drop_brackets_of_marks(note.blocks, remarks_);
      std::erase_if(note.blocks, [](const Block& block) { return block.spans.empty(); });
      if (note.blocks.empty()) {
        remarks_.add(Remark::Kind::kMissing, line_of(found.body), "The note " + encode_utf8(note.label) + " is empty.");
      }
      article_.notes.push_back(std::move(note));
    }
    if (article_.notes.size() == notes.size()) return;
    const std::size_t uncalled = notes.size() - article_.notes.size();
    remarks_.add(Remark::Kind::kDropped, 0,
                 "Notes that nothing in the article calls were dropped: " + std::to_string(uncalled) + ".");
  }

  // Old pages have no headings: the title is a line in large letters.
  bool make_title_heading(const std::u32string& title) {
    std::vector<Block>& blocks = article_.blocks;
    for (std::size_t i = 0; i < std::min(blocks.size(), kBlocksOverTitle); ++i) {
      if (blocks[i].kind != BlockKind::kParagraph || blocks[i].spans.empty()) continue;
      std::u32string& first = blocks[i].spans[0].text;
      const std::size_t end = std::min(first.find('\n'), first.size());
      const bool is_line = end < first.size() || blocks[i].spans.size() == 1;
      if (!is_line || without_spaces(first.substr(0, end)) != title) continue;
      Block heading = blocks[i];
      heading.kind = BlockKind::kHeading;
      heading.level = 1;
      heading.spans = {{first.substr(0, end), 0, 0}};
      first.erase(0, end + 1);
      if (first.empty() && blocks[i].spans.size() == 1) {
        blocks[i] = std::move(heading);
      } else {
        blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(i), std::move(heading));
      }
      return true;
    }
    return false;
  }

  // Before the heading that repeats the title stand bread crumbs and the like, not text.
  void drop_over_title() {
    std::vector<Block>& blocks = article_.blocks;
    const std::u32string title = without_spaces(decode_utf8(article_.fields.title));
    if (title.empty()) return;
    const auto is_title = [&](const Block& block) {
      return block.kind == BlockKind::kHeading && without_spaces(block.text()) == title;
    };
    auto heading = std::find_if(blocks.begin(), blocks.end(), is_title);
    if (heading == blocks.end() && make_title_heading(title))
      heading = std::find_if(blocks.begin(), blocks.end(), is_title);
    if (heading == blocks.end()) return;
    const auto is_short = [](const Block& block) {
      const std::u32string text = block.text();
      const bool has_note =
          std::any_of(block.spans.begin(), block.spans.end(), [](const Span& s) { return s.note > 0; });
      return !has_note && text.size() <= kLongestOverTitle && (text.empty() || !ends_sentence(text.back()));
    };
    const auto count = static_cast<std::size_t>(heading - blocks.begin());
    if (count > kBlocksOverTitle || !std::all_of(blocks.begin(), heading, is_short)) return;
    heading->level = 1;
    if (count > 0) {
      account_blocks(0, count, "over the title");
      remarks_.add(Remark::Kind::kDropped, 0, "What stands over the title was dropped.");
      blocks.erase(blocks.begin(), heading);
    }
  }

  // The notes are gone from the end; their heading and the rule over it go too, and a rule under the title.
  void trim_ends() {
    std::vector<Block>& blocks = article_.blocks;
    const auto is_rule = [](const Block& block) { return block.kind == BlockKind::kRule; };
    blocks.erase(blocks.begin(), std::find_if_not(blocks.begin(), blocks.end(), is_rule));
    while (blocks.size() > 1 &&
           (is_rule(blocks.back()) || (!article_.notes.empty() && is_heading_of_notes(blocks.back())))) {
      account_blocks(blocks.size() - 1, blocks.size(), "the heading of the notes");
      blocks.pop_back();
    }
  }

  void account_blocks(std::size_t first, std::size_t end, std::string_view why) {
    for (std::size_t i = first; i < end; ++i) remarks_.dropped(article_.blocks[i].line, article_.blocks[i].text(), why);
  }

  // Every text of the page, by a walk of its own: whether it was to be read, and if not, why not.
  void write_account(const GumboNode* body, const GumboNode* content, const std::vector<HtmlNote>& notes) {
    std::set<const GumboNode*> called;
    for (const int index : guide_.order.order()) called.insert(notes.at(static_cast<std::size_t>(index)).body);
    std::vector<std::pair<const GumboNode*, std::string>> fates;  // of the text in that element; "": it was read
    if (body != content) fates.emplace_back(body, "outside the article");
    walk(
        body,
        [&](const GumboNode* node) {
          if (is_text(node)) {
            const std::u32string text = decode_utf8(node->v.text.text);
            remarks_.source(line_of(node), text);
            if (!fates.empty() && !fates.back().second.empty())
              remarks_.dropped(line_of(node), text, fates.back().second);
            return false;
          }
          const GumboTag tag = tag_of(node);
          if (!is_element(node) || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) return false;
          if (called.contains(node) || node == content) {
            fates.emplace_back(node, "");
          } else if (guide_.references.contains(node)) {
            fates.emplace_back(node, "the number of a note mark");
          } else if (guide_.skipped.contains(node)) {
            const auto reason = guide_.reasons.find(node);
            fates.emplace_back(node, reason != guide_.reasons.end() ? reason->second : "a note that nothing calls");
          } else if (tag == GUMBO_TAG_TITLE) {
            fates.emplace_back(node, "a title inside the page");
          }
          return true;
        },
        [&](const GumboNode* node) {
          if (!fates.empty() && fates.back().first == node) fates.pop_back();
        });
  }

  const std::string& name_;
  const ImportOptions& options_;
  Remarks remarks_;
  HtmlTree tree_;
  HtmlGuide guide_;
  Article article_;
};

ImportResult import_html(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  return PageImport(bytes, name, options).run();
}

int score_html(std::string_view extension, std::string_view head) {
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return 90;
  if (extension != ".txt" && !extension.empty()) return 0;
  std::string start;
  for (char c : head.substr(0, 1024)) start += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  start.erase(0, std::min(start.find_first_not_of(" \n\t"), start.size()));
  const bool is_page = start.starts_with("<!doctype html") || start.starts_with("<html") ||
                       (start.starts_with("<?xml") && start.find("<html") != std::string::npos);
  return is_page ? 80 : 0;
}

}  // namespace

constinit const Importer kHtml = {"html", score_html, import_html};

}  // namespace lr::pack
