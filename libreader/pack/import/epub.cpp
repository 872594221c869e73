// The EPUB importer: one article of a book. The package and the table of contents say what is in it (epub.h), its
// documents become one page (epub_page.h), which is read as HTML is, but whole; what does not come through is accounted
// for (epub_residue.h).
#include "epub.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "../import.h"
#include "book_title.h"
#include "characters.h"
#include "encoding.h"
#include "epub_page.h"
#include "epub_residue.h"
#include "fields.h"
#include "html_notes.h"
#include "note_brackets.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kEpub;

namespace {

constexpr std::string_view kMimeType = "application/epub+zip";
constexpr std::size_t kFewestLinks = 5;            // of a table of contents
constexpr std::size_t kLongestTitlePage = 1500;    // code points; more is text
constexpr std::size_t kLongestNames = 200;         // on a title page: authors, publishers; code points
constexpr std::size_t kLongestNotesHeading = 60;   // code points that stand with notes and are none

// CDATA sections are text in XML; HTML takes them for comments.
std::string without_cdata(std::string_view xhtml) {
  constexpr std::string_view kBegin = "<![CDATA[", kEnd = "]]>";
  std::string plain;
  while (true) {
    const std::size_t begin = xhtml.find(kBegin);
    const std::size_t end = begin == std::string_view::npos ? begin : xhtml.find(kEnd, begin);
    if (end == std::string_view::npos) return plain += xhtml;
    plain += xhtml.substr(0, begin);
    for (const char c : xhtml.substr(begin + kBegin.size(), end - begin - kBegin.size())) {
      plain += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    xhtml.remove_prefix(end + kEnd.size());
  }
}

// The types that a document gives itself: on <body> or what is alone in it.
bool is_of_type(const GumboNode* body, std::string_view type) {
  const GumboNode* node = body;
  for (int depth = 0; node != nullptr && depth < 3; ++depth) {
    if (has_type(node, type)) return true;
    const GumboNode* only = nullptr;
    for (std::size_t i = 0; i < child_count(node); ++i) {
      if (!is_element(child_at(node, i))) continue;
      if (only != nullptr) return false;
      only = child_at(node, i);
    }
    node = only;
  }
  return false;
}

class BookImport {
 public:
  BookImport(std::string_view bytes, const std::string& name, const ImportOptions& options)
      : name_(name), options_(options), remarks_(name), said_(name), container_(bytes, name) {}

  ImportResult run() {
    package_ = read_package(container_, remarks_);
    std::set<std::string> wanted = {package_.nav, package_.ncx};
    for (const EpubSpineItem& item : package_.spine) wanted.insert(item.path);
    container_.unpack(wanted);
    const std::vector<EpubContentsEntry> contents = read_contents(container_, package_, remarks_);
    for (const EpubSpineItem& item : package_.spine) add_document(item);
    const EpubPage page = make_page(documents_, find_headings(documents_, contents, remarks_), remarks_);
    account_for_documents(documents_, page, remarks_);
    linear_ = static_cast<std::size_t>(std::count_if(documents_.begin(), documents_.end(), [](const EpubDocument& one) {
      return one.is_linear && !one.is_dropped();
    }));
    documents_.clear();
    read_page(HtmlTree(page.html));
    ImportResult result;
    result.articles.push_back(std::move(article_));
    result.remarks = remarks_.take();
    for (Remark& remark : said_.take()) result.remarks.push_back(std::move(remark));
    result.account = remarks_.take_account();
    return result;
  }

 private:
  // ---- documents ----

  void add_document(const EpubSpineItem& item) {
    EpubDocument one;
    one.path = item.path;
    one.id = "d" + std::to_string(documents_.size());
    one.is_linear = item.is_linear;
    const std::string text = to_utf8(container_.bytes_of(item.path), container_.where(item.path), {}, remarks_);
    one.tree = std::make_unique<HtmlTree>(without_cdata(text));
    one.body = one.tree->child_of_root(GUMBO_TAG_BODY);
    if (one.body == nullptr) one.body = one.tree->root();
    one.role = role_of(one);
    if (one.is_dropped() && !text_of(one.body).empty()) {
      constexpr const char* kWhat[] = {"", "cover", "title page", "printed table of contents", ""};
      remarks_.add(Remark::Kind::kDropped, 0,
                   std::string("The ") + kWhat[static_cast<int>(one.role)] + " was dropped: " + item.path + ".");
    }
    documents_.push_back(std::move(one));
  }

  EpubRole role_of(const EpubDocument& one) const {
    for (const char* type : {"footnotes", "endnotes", "rearnotes"}) {
      if (is_of_type(one.body, type)) return EpubRole::kNotes;
    }
    if (one.path == package_.nav || is_of_type(one.body, "toc") || is_list_of_links(one)) return EpubRole::kContents;
    const auto named = package_.roles.find(one.path);
    EpubRole role = named == package_.roles.end() ? EpubRole::kText : named->second;
    if (is_of_type(one.body, "cover")) role = EpubRole::kCover;
    if (is_of_type(one.body, "titlepage") || is_of_type(one.body, "halftitlepage")) role = EpubRole::kTitlePage;
    if (role == EpubRole::kText && is_title_page(one)) role = EpubRole::kTitlePage;
    if (role == EpubRole::kContents) return is_mostly_links(one, 1) ? role : EpubRole::kText;
    return text_of(one.body).size() <= kLongestTitlePage ? role : EpubRole::kText;
  }

  // The first document, where it holds the title and little else, and no sentence.
  bool is_title_page(const EpubDocument& one) const {
    if (!std::all_of(documents_.begin(), documents_.end(), [](const EpubDocument& other) { return other.is_dropped(); })) {
      return false;
    }
    const std::u32string text = without_spaces(text_of(one.body));
    const std::u32string title = without_spaces(decode_utf8(package_.fields.title));
    return package_.spine.size() > 1 && !title.empty() && text.starts_with(title) &&
           text.size() <= title.size() + kLongestNames && std::none_of(text.begin(), text.end(), ends_sentence);
  }

  bool is_list_of_links(const EpubDocument& one) const { return is_mostly_links(one, kFewestLinks); }

  // Links to other documents of the book that lead on, not from notes back to where they are called.
  bool is_mostly_links(const EpubDocument& one, std::size_t fewest) const {
    std::size_t links = 0, linked = 0;
    walk(one.body, [&](const GumboNode* node) {
      if (tag_of(node) != GUMBO_TAG_A || !has_attribute(node, "href")) return true;
      std::string fragment;
      const std::string path = resolve_href(one.path, attribute_of(node, "href"), fragment);
      if (path.empty() || path == one.path || !container_.has(path)) return true;
      ++links;
      linked += without_spaces(text_of(node)).size();
      return false;
    });
    return links >= fewest && linked * 10 >= without_spaces(text_of(one.body)).size() * 7;
  }

  // ---- the page ----

  void read_page(const HtmlTree& tree) {
    const GumboNode* body = tree.child_of_root(GUMBO_TAG_BODY);
    if (body == nullptr) body = tree.root();
    const std::vector<HtmlNote> notes = find_notes(body, guide_);
    skip_sections_of_notes(body, notes);
    article_.fields = merge(options_.fields, package_.fields);
    article_.fields.language = package_.language;
    const bool is_bare = package_.language == "zh" || !parse_language(package_.language);
    article_.language =
        choose_language(options_, is_bare ? std::string() : package_.language, text_of(body), name_, remarks_);
    InlineBuilder builder(article_.language, said_, false);
    HtmlBlockReader reader(builder, &guide_);
    article_.blocks = reader.read(body);
    drop_brackets_of_marks(article_.blocks, remarks_);
    read_notes(reader, notes);
    article_.links = builder.take_links();
    EpubResidue residue(guide_, notes, remarks_);
    residue.page(body);
    const std::vector<int>& order = guide_.order.order();
    for (std::size_t i = 0; i < notes.size(); ++i) {
      residue.note(notes[i], std::find(order.begin(), order.end(), static_cast<int>(i)) != order.end());
    }
    take_book_title(article_, said_, remarks_);
    complete(article_, options_, name_, remarks_);
  }

  // Of sections that hold nothing but notes the heading goes too; of documents outside the reading order, all but notes.
  void skip_sections_of_notes(const GumboNode* body, const std::vector<HtmlNote>& notes) {
    std::set<const GumboNode*> bodies, holders;
    for (const HtmlNote& note : notes) {
      bodies.insert(note.body);
      for (const GumboNode* node = note.body->parent; node != nullptr && node != body; node = node->parent) {
        holders.insert(node);
      }
    }
    for (const GumboNode* holder : holders) {
      if (is_only_notes(holder, bodies)) guide_.skipped.insert(holder);
    }
    for (std::size_t i = 0, whole = 0; i < child_count(body); ++i) {
      if (!is_element(child_at(body, i))) continue;
      if (whole++ >= linear_) guide_.skipped.insert(child_at(body, i));
    }
  }

  // Beside the notes there is a heading, or in a section that says it is of notes a short text, or nothing.
  bool is_only_notes(const GumboNode* holder, const std::set<const GumboNode*>& bodies) const {
    std::size_t beside = 0, headings = 0;
    bool calls_note = false;
    walk(holder, [&](const GumboNode* node) {
      if (bodies.contains(node) || guide_.skipped.contains(node)) return false;
      calls_note = calls_note || guide_.references.contains(node);
      if (heading_level(node) > 0) headings += without_spaces(text_of(node)).size();
      if (is_text(node)) beside += without_spaces(text_of(node)).size();
      return true;
    });
    const bool says_so = has_type(holder, "footnotes") || has_type(holder, "endnotes") || has_type(holder, "rearnotes");
    return !calls_note && beside <= kLongestNotesHeading && (says_so || beside == headings);
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
  }

  const std::string& name_;
  const ImportOptions& options_;
  Remarks remarks_;
  Remarks said_;  // by what is shared with other formats; its account stays unused, EpubResidue's counts
  Container container_;
  EpubPackage package_;
  std::vector<EpubDocument> documents_;
  std::size_t linear_ = 0;  // documents in the page that are in the reading order
  HtmlGuide guide_;
  Article article_;
};

ImportResult import_epub(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  return BookImport(bytes, name, options).run();
}

int score_epub(std::string_view extension, std::string_view head) {
  if (begins_with_entry(head, "mimetype", kMimeType)) return 100;
  return extension == ".epub" ? 90 : 0;
}

}  // namespace

constinit const Importer kEpub = {"epub", score_epub, import_epub, true};

}  // namespace lr::pack
