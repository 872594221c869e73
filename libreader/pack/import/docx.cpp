// The DOCX importer: one article of a document of Word, Pages, LibreOffice. The parts are read here, their text in
// docx_reader.h.
#include <algorithm>
#include <set>
#include <utility>

#include "../import.h"
#include "book_title.h"
#include "container.h"
#include "docx_reader.h"
#include "fields.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kDocx;

namespace {

constexpr const char* kDocument = "word/document.xml";
constexpr const char* kParts[] = {"word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml",
                                  "word/comments.xml", "docProps/core.xml"};

std::string relations_of(const std::string& part) {
  const std::size_t slash = part.rfind('/') + 1;
  return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

// "a; b、c" to its parts.
std::vector<std::string> split(std::string text) {
  std::vector<std::string> parts;
  for (const std::string_view separator : {"；", "、", "，", ","}) {
    for (std::size_t at; (at = text.find(separator)) != std::string::npos;) text.replace(at, separator.size(), ";");
  }
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::size_t first = std::min(text.find_first_not_of(' ', at), end);
    std::size_t last = end;
    while (last > first && text[last - 1] == ' ') --last;
    if (last > first) parts.push_back(text.substr(first, last - first));
    at = end + 1;
  }
  return parts;
}

class DocumentImport {
 public:
  DocumentImport(std::string_view bytes, const std::string& name, const ImportOptions& options)
      : name_(name), options_(options), remarks_(name), said_(name), container_(bytes, name) {}

  ImportResult run() {
    if (!container_.has(kDocument)) {
      throw InputError(container_.where(kDocument), "is not there: this is no Word document, or a damaged one");
    }
    std::set<std::string> wanted = {kDocument};
    for (const char* part : kParts) wanted.insert(part);
    for (const char* part : {kDocument, "word/footnotes.xml", "word/endnotes.xml"}) wanted.insert(relations_of(part));
    container_.unpack(wanted);
    pugi::xml_document& document = load(kDocument);
    const pugi::xml_node body = child_of(document.document_element(), "body");
    if (!body) throw InputError(container_.where(kDocument), "has no body; save the document anew and import that");
    styles_.read(load("word/styles.xml").document_element());
    numbering_.read(load("word/numbering.xml").document_element());
    read_properties(load("docProps/core.xml").document_element());
    lines_.collect(body, remarks_);
    collect_notes("footnote", "word/footnotes.xml");
    collect_notes("endnote", "word/endnotes.xml");
    read_text(body);
    say_what_is_not_read();
    ImportResult result;
    result.articles.push_back(std::move(article_));
    result.remarks = remarks_.take();
    for (Remark& remark : said_.take()) result.remarks.push_back(std::move(remark));
    result.account = remarks_.take_account();
    return result;
  }

 private:
  struct FoundNote {
    pugi::xml_node node;
    std::string part;
  };

  // A part that is not there is an empty document.
  pugi::xml_document& load(const std::string& part) {
    pugi::xml_document& document = documents_[part];
    if (container_.has(part)) parse_xml(container_.bytes_of(part), container_.where(part), remarks_, document);
    return document;
  }

  const std::map<std::string, std::string>& links_of(const std::string& part) {
    const auto [entry, is_new] = links_.try_emplace(part);
    if (!is_new) return entry->second;
    for (const pugi::xml_node& node : load(relations_of(part)).document_element().children()) {
      entry->second.try_emplace(std::string(attribute_of(node, "Id")), attribute_of(node, "Target"));
    }
    return entry->second;
  }

  void read_properties(const pugi::xml_node& core) {
    for (const pugi::xml_node& node : core.children()) {
      const std::string value = text_of(node);
      if (value.empty()) continue;
      if (is_named(node, "title")) core_.title = value;
      if (is_named(node, "creator")) core_.authors = split(value);
      if (is_named(node, "description")) core_.abstract_text = value;
      if (is_named(node, "created")) core_.date = value.substr(0, value.find('T'));
      if (!is_named(node, "keywords") && !is_named(node, "subject")) continue;
      for (std::string& one : split(value)) core_.keywords.push_back(std::move(one));
    }
  }

  void collect_notes(const std::string& kind, const std::string& part) {
    const pugi::xml_node root = load(part).document_element();
    lines_.collect(root, remarks_);
    for (const pugi::xml_node& node : root.children()) {
      const std::string_view type = attribute_of(node, "type");
      if (!is_named(node, kind) || (!type.empty() && type != "normal")) continue;  // lines over the notes
      const auto place = static_cast<int>(notes_.size());
      if (places_.try_emplace(kind + " " + std::string(attribute_of(node, "id")), place).second) notes_.push_back({node, part});
    }
  }

  void read_text(const pugi::xml_node& body) {
    const std::u32string text = decode_utf8(text_of(body));
    article_.language = choose_language(options_, {}, text, name_, remarks_);
    InlineBuilder builder(article_.language, said_, false);
    DocxReader reader(builder, remarks_, styles_, numbering_, lines_, article_.language);
    reader.set_notes(&places_);
    reader.set_part(&links_of(kDocument), true);
    article_.blocks = reader.read(body);
    const DocxFront front = reader.front();
    for (std::size_t i = 0; i < reader.order().order().size(); ++i) {  // reading a note may add to the order
      const FoundNote& found = notes_.at(static_cast<std::size_t>(reader.order().order()[i]));
      reader.set_part(&links_of(found.part), false);
      article_.notes.push_back({decode_utf8(std::to_string(i + 1)), reader.read(found.node)});
      if (!article_.notes.back().blocks.empty()) continue;
      remarks_.add(Remark::Kind::kMissing, 0, "Note " + std::to_string(i + 1) + " is empty.");
    }
    drop_uncalled_notes(reader.order().order());
    make_fields(front);
  }

  void drop_text(const pugi::xml_node& root, std::string_view why) {
    walk_xml(root, [&](const pugi::xml_node& node) {
      const bool is_text = is_named(node, "t") || is_named(node, "delText");
      if (is_text) remarks_.dropped(0, decode_utf8(node.text().get()), why);
      return !is_text;
    });
  }

  void drop_uncalled_notes(const std::vector<int>& called) {
    for (const char* part : {"word/footnotes.xml", "word/endnotes.xml"}) {
      for (const pugi::xml_node& node : documents_[part].document_element().children()) {
        const bool is_read = std::any_of(called.begin(), called.end(), [&](int place) {
          return notes_[static_cast<std::size_t>(place)].node == node;
        });
        if (!is_read) drop_text(node, "a note that nothing calls");
      }
    }
  }

  // What the document shows comes before what its properties say: those are often left over from another document.
  void make_fields(const DocxFront& front) {
    const Fields found = merge(front.fields, core_);
    article_.fields = merge(options_.fields, found);
    if (!front.title.empty()) {
      Block title;
      title.kind = BlockKind::kTitle;
      title.spans = front.title;
      article_.blocks.insert(article_.blocks.begin(), std::move(title));
    }
    if (front.fields.title.empty()) take_book_title(article_, said_, remarks_);
    complete(article_, options_, name_, remarks_);
  }

  void say_what_is_not_read() {
    const auto names = container_.names();
    const auto is_edge = [](const std::string& name) {
      return name.starts_with("word/header") || name.starts_with("word/footer");
    };
    if (std::any_of(names.begin(), names.end(), is_edge)) {
      remarks_.add(Remark::Kind::kDropped, 0, "Headers and footers of the pages were not read.");
    }
    const pugi::xml_node comments = load("word/comments.xml").document_element();
    lines_.collect(comments, remarks_);
    drop_text(comments, "a comment");
    if (comments.first_child()) remarks_.add(Remark::Kind::kDropped, 0, "Comments beside the text were dropped.");
  }

  const std::string& name_;
  const ImportOptions& options_;
  Remarks remarks_;
  Remarks said_;  // by what is shared with other formats; its account stays unused
  Container container_;
  std::map<std::string, pugi::xml_document> documents_;
  std::map<std::string, std::map<std::string, std::string>> links_;
  DocxStyles styles_;
  DocxNumbering numbering_;
  DocxLines lines_;
  Fields core_;
  std::map<std::string, int> places_;  // "footnote 3": its place in notes_
  std::vector<FoundNote> notes_;
  Article article_;
};

ImportResult import_docx(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  return DocumentImport(bytes, name, options).run();
}

int score_docx(std::string_view extension, std::string_view head) {
  if (extension == ".docx") return 90;
  return is_zip(head) && head.find(kDocument) != std::string_view::npos ? 80 : 0;
}

}  // namespace

constinit const Importer kDocx = {"docx", score_docx, import_docx, true};

}  // namespace lr::pack
