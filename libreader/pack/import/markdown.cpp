// The Markdown importer: CommonMark with tables, struck-out text, bare addresses, task lists and footnotes; front
// matter. Makes one article of a document. What damaged Markdown needs is not its business.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "../import.h"
#include "characters.h"
#include "fields.h"
#include "front_matter.h"
#include "html_tree.h"
#include "markdown_blocks.h"
#include "remarks.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kMarkdown;

namespace {

constexpr std::size_t kLongestMark = 40;  // code points of "[^name]" that are worth a remark

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIter {
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

// One text at a time: cmark-gfm knows the characters that begin what an extension reads ("w", ":", "~") from tables
// that all parsers share, and takes them out there when a text ends.
Tree parse(std::string_view markdown) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
  static_cast<void>(registered);
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (const char* extension : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(extension));
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  return Tree(cmark_parser_finish(parser.get()));
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// "[^name]:" at the head of a line, after quotes and indent: the name, or nothing.
std::string_view defined_note(std::string_view line) {
  const std::size_t start = std::min(line.find_first_not_of(" >\t"), line.size());
  line.remove_prefix(start);
  const std::size_t end = line.find("]:");
  return line.starts_with("[^") && end != std::string_view::npos && end > 2 ? line.substr(2, end - 2)
                                                                            : std::string_view();
}

class MarkdownImport {
 public:
  MarkdownImport(std::string_view bytes, const std::string& name, const ImportOptions& options)
      : name_(name), options_(options), remarks_(name) {
    front_ = read_front_matter(bytes, name, remarks_);
    // Lines keep their numbers: the front matter is replaced by empty ones.
    const std::string_view head = bytes.substr(0, front_.size_bytes);
    remarks_.source(1, decode_utf8(head));
    remarks_.field(1, decode_utf8(head), "front matter");
    body_ = std::string(static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n')), '\n');
    body_ += bytes.substr(front_.size_bytes);
  }

  ImportResult run() {
    article_.fields = merge(options_.fields, front_.fields);
    article_.fields.language = front_.language;
    article_.language = choose_language(options_, front_.language, decode_utf8(body_), name_, remarks_);
    read_tree();
    take_title(article_, remarks_);
    complete(article_, options_, name_, remarks_);
    ImportResult result;
    result.articles.push_back(std::move(article_));
    result.remarks = remarks_.take();
    result.account = remarks_.take_account();
    return result;
  }

 private:
  void read_tree() {
    const Tree tree = parse(body_);
    for (SourceLine& line : text_lines(tree.get())) remarks_.source(line.number, std::move(line.text));
    std::vector<cmark_node*> definitions;  // cmark-gfm puts them last; a mark calls one by its place, from 1
    BlockReader reader(article_.language, remarks_, notes_, body_.find("\\*") == std::string::npos);
    for (cmark_node* node = cmark_node_first_child(tree.get()); node != nullptr; node = cmark_node_next(node)) {
      if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) {
        definitions.push_back(node);
      } else {
        reader.read(node, article_.blocks);
      }
    }
    lines_ = split_lines(body_);
    for (std::size_t i = 0; i < notes_.order().size(); ++i) {  // reading a note may add to the order
      read_note(reader, definitions.at(static_cast<std::size_t>(notes_.order()[i] - 1)));
    }
    article_.links = reader.take_links();
    drop_uncalled_notes(definitions);
    find_dropped_notes(tree.get());
    for (const Block& block : article_.blocks) find_marks_without_note(block.text());
  }

  // All text of the node by a walk of its own, which knows nothing of blocks.
  static std::vector<SourceLine> text_lines(cmark_node* root) {
    std::vector<SourceLine> lines;
    int line = 0;
    const std::unique_ptr<cmark_iter, FreeIter> iter(cmark_iter_new(root));
    for (cmark_event_type event; (event = cmark_iter_next(iter.get())) != CMARK_EVENT_DONE;) {
      if (event != CMARK_EVENT_ENTER) continue;
      cmark_node* node = cmark_iter_get_node(iter.get());
      if (const int start = cmark_node_get_start_line(node); start > 0) line = start;
      const cmark_node_type type = cmark_node_get_type(node);
      const char* literal = cmark_node_get_literal(node);
      if (literal == nullptr) continue;
      if (type == CMARK_NODE_HTML_BLOCK) {
        lines.push_back({line, text_of(HtmlTree(literal).root())});
      } else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) {
        lines.push_back({line, decode_utf8(literal)});
      }
    }
    return lines;
  }

  // Marks that no note belongs to are left standing as text.
  void find_marks_without_note(std::u32string_view text) {
    for (std::size_t at = text.find(U"[^"); at != std::u32string_view::npos; at = text.find(U"[^", at + 2)) {
      const std::u32string_view mark = text.substr(at, text.substr(at, kLongestMark).find(']') + 1);
      if (mark.size() < 4 || mark.find(' ') != std::u32string_view::npos) continue;
      remarks_.add(Remark::Kind::kMissing, 0, "The mark " + encode_utf8(mark) + " has no note; it stands as text.");
    }
  }

  void read_note(BlockReader& reader, cmark_node* definition) {
    Note note;
    const int line = cmark_node_get_start_line(definition);
    if (line > 0 && static_cast<std::size_t>(line) <= lines_.size()) {
      note.label = decode_utf8(defined_note(lines_[static_cast<std::size_t>(line - 1)]));
      known_notes_.insert(line);
    }
    for (cmark_node* node = cmark_node_first_child(definition); node != nullptr; node = cmark_node_next(node)) {
      reader.read(node, note.blocks);
    }
    if (note.blocks.empty()) {
      remarks_.add(Remark::Kind::kMissing, line, "The note [^" + encode_utf8(note.label) + "] is empty.");
    }
    article_.notes.push_back(std::move(note));
  }

  // Notes that only call each other, or themselves.
  void drop_uncalled_notes(const std::vector<cmark_node*>& definitions) {
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      const auto& order = notes_.order();
      if (std::find(order.begin(), order.end(), static_cast<int>(i) + 1) != order.end()) continue;
      const int line = cmark_node_get_start_line(definitions[i]);
      for (const SourceLine& text : text_lines(definitions[i]))
        remarks_.dropped(line, text.text, "a note that no mark calls");
      remarks_.add(Remark::Kind::kDropped, line, "A note was dropped: no mark in the text calls it.");
      if (line > 0) known_notes_.insert(line);
    }
  }

  // Definitions that no mark calls are gone from the tree: what looks like one in the source and belongs to no block.
  void find_dropped_notes(cmark_node* tree) {
    std::vector<bool> is_text(lines_.size() + 2, false);
    const std::unique_ptr<cmark_iter, FreeIter> iter(cmark_iter_new(tree));
    for (cmark_event_type event; (event = cmark_iter_next(iter.get())) != CMARK_EVENT_DONE;) {
      cmark_node* node = cmark_iter_get_node(iter.get());
      const cmark_node_type type = cmark_node_get_type(node);
      const bool is_leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_CODE_BLOCK ||
                           type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HEADING;
      if (event != CMARK_EVENT_ENTER || !is_leaf) continue;
      const int last = std::min(cmark_node_get_end_line(node), static_cast<int>(lines_.size()));
      for (int line = std::max(cmark_node_get_start_line(node), 0); line <= last; ++line) {
        is_text[static_cast<std::size_t>(line)] = true;
      }
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const int line = static_cast<int>(i) + 1;
      const std::string_view label = defined_note(lines_[i]);
      if (label.empty() || is_text[i + 1] || known_notes_.contains(line)) continue;
      remarks_.source(line, decode_utf8(lines_[i]));
      remarks_.dropped(line, decode_utf8(lines_[i]), "a note that no mark calls");
      remarks_.add(Remark::Kind::kDropped, line,
                   "The note [^" + std::string(label) + "] was dropped: no mark in the text calls it.");
    }
  }

  const std::string& name_;
  const ImportOptions& options_;
  Remarks remarks_;
  FrontMatter front_;
  std::string body_;
  std::vector<std::string_view> lines_;
  Article article_;
  NoteOrder notes_;
  std::set<int> known_notes_;  // lines where the notes of the article begin
};

ImportResult import_markdown(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  return MarkdownImport(bytes, name, options).run();
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

// "# Title", "## title"; "# apt-get update" is a command that root types.
bool is_atx_heading(std::string_view line) {
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  if (hashes < 1 || hashes > 6 || hashes + 1 >= line.size() || line[hashes] != ' ') return false;
  const char first = line[hashes + 1];
  return hashes > 1 || !((first >= 'a' && first <= 'z') || first == '/' || first == '.' || first == '#');
}

// Lines of comments follow each other or the code that they speak of, and come again with it; a heading stands alone.
std::size_t count_headings(const std::vector<std::string_view>& lines) {
  std::set<std::string_view> headings;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool alone = (i == 0 || is_blank(lines[i - 1])) && (i + 1 == lines.size() || is_blank(lines[i + 1]));
    if (alone && is_atx_heading(lines[i])) headings.insert(lines[i]);
  }
  return headings.size();
}

int score_markdown(std::string_view extension, std::string_view head) {
  if (extension == ".md" || extension == ".markdown") return 90;
  if (extension != ".txt" && !extension.empty()) return 0;
  const bool has_link = head.find("](http") != std::string_view::npos || head.find("](<http") != std::string_view::npos;
  return has_link || count_headings(split_lines(head)) >= 3 ? 60 : 0;
}

}  // namespace

constinit const Importer kMarkdown = {"markdown", score_markdown, import_markdown};

}  // namespace lr::pack
