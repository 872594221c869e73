// A book as one page of HTML, and the account of the text that it was made from.
#include "epub_page.h"

#include "html.h"
#include "html_table.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::u32string_view kMarkOfPicture = U"※";  // for a note that is called by a picture

bool is_no_text(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_SVG,     GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES,
                                       GUMBO_TAG_SELECT,  GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,   GUMBO_TAG_TEXTAREA,
                                       GUMBO_TAG_NOSCRIPT};
  return is_one_of(tag_of(node), kTags);
}

bool is_code(const GumboNode* node) { return tag_of(node) == GUMBO_TAG_SCRIPT || tag_of(node) == GUMBO_TAG_STYLE; }

bool is_inline(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {
      GUMBO_TAG_A,    GUMBO_TAG_SPAN, GUMBO_TAG_EM,    GUMBO_TAG_I,    GUMBO_TAG_B,    GUMBO_TAG_STRONG, GUMBO_TAG_CODE,
      GUMBO_TAG_SUP,  GUMBO_TAG_SUB,  GUMBO_TAG_RUBY,  GUMBO_TAG_RT,   GUMBO_TAG_RP,   GUMBO_TAG_RB,     GUMBO_TAG_SMALL,
      GUMBO_TAG_FONT, GUMBO_TAG_Q,    GUMBO_TAG_CITE,  GUMBO_TAG_DEL,  GUMBO_TAG_INS,  GUMBO_TAG_S,      GUMBO_TAG_U,
      GUMBO_TAG_BIG,  GUMBO_TAG_TT,   GUMBO_TAG_ABBR,  GUMBO_TAG_DFN,  GUMBO_TAG_VAR,  GUMBO_TAG_KBD,    GUMBO_TAG_SAMP,
      GUMBO_TAG_BR,   GUMBO_TAG_IMG,  GUMBO_TAG_RTC,   GUMBO_TAG_WBR,  GUMBO_TAG_MARK, GUMBO_TAG_TIME,   GUMBO_TAG_LABEL,
      GUMBO_TAG_BDI,  GUMBO_TAG_BDO};
  return !is_element(node) || is_one_of(tag_of(node), kTags) || tag_of(node) == GUMBO_TAG_UNKNOWN;
}

std::string name_of(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_BODY) return "div";
  if (tag == GUMBO_TAG_XMP || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_PLAINTEXT) return "pre";
  if (tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(tag);
  const GumboStringPiece& original = node->v.element.original_tag;
  const std::string name = original.data == nullptr ? "" : parse_tag({original.data, original.length}).name;
  return name.empty() ? "span" : name;
}

bool is_empty_element(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_AREA, GUMBO_TAG_BR,   GUMBO_TAG_COL,   GUMBO_TAG_EMBED, GUMBO_TAG_HR,
                                       GUMBO_TAG_IMG,  GUMBO_TAG_LINK, GUMBO_TAG_INPUT, GUMBO_TAG_META,  GUMBO_TAG_PARAM,
                                       GUMBO_TAG_WBR,  GUMBO_TAG_BASE, GUMBO_TAG_TRACK, GUMBO_TAG_SOURCE};
  return is_one_of(tag_of(node), kTags);
}

// An aside that holds a note: it goes to the end of its document, after the links that call it.
bool is_note_aside(const GumboNode* node) {
  if (tag_of(node) != GUMBO_TAG_ASIDE) return false;
  return has_type(node, "footnote") || has_type(node, "endnote") || has_type(node, "rearnote") || has_type(node, "note");
}

bool calls_note(const GumboNode* link) {
  return has_type(link, "noteref") || has_word(attribute_of(link, "class"), "duokan-footnote");
}

class PageWriter {
 public:
  PageWriter(const std::vector<EpubDocument>& documents, const EpubHeadings& headings, Remarks& remarks)
      : headings_(headings), remarks_(remarks) {
    for (const EpubDocument& one : documents) ids_[one.path] = one.id;
  }

  void document(const EpubDocument& one) {
    document_ = &one;
    put("<div id=\"" + one.id + "\">\n");
    write(one.body);
    for (std::size_t i = 0; i < notes_.size(); ++i) write(notes_[i]);
    notes_.clear();
    put("</div>\n");
  }

  EpubPage take() { return std::move(page_); }

 private:
  void put(std::string_view html) {
    for (const char c : html) line_ += c == '\n';
    page_.html += html;
  }

  void put_text(std::string_view utf8) {
    std::string escaped;
    for (const char c : utf8) {
      if (c == '&' || c == '<' || c == '>' || c == '"') {
        escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
      } else {
        escaped += c;
      }
    }
    put(escaped);
  }

  void put_attribute(const char* name, std::string_view value) {
    put(std::string(" ") + name + "=\"");
    put_text(value);
    put("\"");
  }

  void write(const GumboNode* root) {
    walk(
        root, [&](const GumboNode* node) { return enter(node, root); },
        [&](const GumboNode* node) {
          if (!is_empty_element(node)) put("</" + tag_name(node) + ">");
          if (!is_inline(node)) put("\n");
        });
  }

  bool enter(const GumboNode* node, const GumboNode* root) {
    if (const auto found = headings_.inserted.find(node); found != headings_.inserted.end()) {
      if (node != document_->body) insert(found->second);
    }
    if (is_text(node)) {
      const std::size_t first = std::min(std::string_view(node->v.text.text).find_first_not_of(" \n\t"),
                                         std::string_view(node->v.text.text).size());
      page_.lines[node] = line_ + static_cast<int>(std::count(node->v.text.text, node->v.text.text + first, '\n'));
      put_text(node->v.text.text);
      return false;
    }
    if (!is_element(node) || is_code(node)) return false;
    if (is_no_text(node)) {
      remarks_.dropped(line_, text_of(node), "a drawing, a player or a form");
      return false;
    }
    if (node != root && is_note_aside(node)) {
      notes_.push_back(node);
      return false;
    }
    open(node);
    if (node == document_->body && headings_.inserted.contains(node)) insert(headings_.inserted.at(node));
    return true;
  }

  void insert(const std::vector<EpubHeading>& headings) {
    for (const EpubHeading& one : headings) {
      const std::string tag = "h" + std::to_string(one.level);
      remarks_.added(line_, one.text, "a heading that only the table of contents has");
      put("<" + tag + ">");
      put_text(encode_utf8(one.text));
      put("</" + tag + ">\n");
    }
  }

  std::string tag_name(const GumboNode* node) const {
    const auto level = headings_.levels.find(node);
    return level != headings_.levels.end() ? "h" + std::to_string(level->second) : name_of(node);
  }

  void open(const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    put("<" + tag_name(node));
    for (const char* key : {"id", "name"}) {
      if (has_attribute(node, key)) put_attribute(key, document_->id + "-" + std::string(attribute_of(node, key)));
    }
    for (const char* key : {"epub:type", "role", "alt", "alttext", "colspan", "start", "value", "type"}) {
      if (has_attribute(node, key)) put_attribute(key, attribute_of(node, key));
    }
    const bool leads = tag == GUMBO_TAG_A && has_attribute(node, "href");
    if (leads) put_target(node);
    put(">");
    if (tag_name(node) == "pre") put("\n");  // the parser drops the first
    if (leads && calls_note(node) && text_of(node).empty()) {
      remarks_.added(line_, kMarkOfPicture, "the mark of a note that is called by a picture");
      put_text(encode_utf8(kMarkOfPicture));
    }
  }

  void put_target(const GumboNode* link) {
    if (calls_note(link) && !has_type(link, "noteref")) put_attribute("role", "doc-noteref");
    std::string fragment;
    const std::string path = resolve_href(document_->path, attribute_of(link, "href"), fragment);
    if (path.empty()) return put_attribute("href", attribute_of(link, "href"));
    const auto target = ids_.find(path);
    if (target == ids_.end()) return;
    put_attribute("href", "#" + target->second + (fragment.empty() ? "" : "-" + fragment));
  }

  const EpubHeadings& headings_;
  Remarks& remarks_;
  std::map<std::string, std::string> ids_;  // of documents, by their paths
  const EpubDocument* document_ = nullptr;
  std::vector<const GumboNode*> notes_;  // of the document, still to be written
  EpubPage page_;
  int line_ = 1;
};

// The paragraphs of a document as they stand; a table of data is one.
class SourceWalk {
 public:
  SourceWalk(const EpubPage& page, Remarks& remarks) : page_(page), remarks_(remarks) {}

  void document(const EpubDocument& one) {
    const GumboNode* table = nullptr;
    const auto border = [&](const GumboNode* node) {
      if (table == nullptr && !is_inline(node)) flush(one);
    };
    walk(
        one.body,
        [&](const GumboNode* node) {
          border(node);
          if (table == nullptr && tag_of(node) == GUMBO_TAG_TABLE && is_data_table(node)) table = node;
          if (is_text(node)) text(node);
          return is_element(node) && !is_code(node);
        },
        [&](const GumboNode* node) {
          if (node == table) table = nullptr;
          border(node);
        });
    flush(one);
  }

 private:
  void text(const GumboNode* node) {
    const auto line = page_.lines.find(node);
    const bool is_blank = std::string_view(node->v.text.text).find_first_not_of(" \n\t") == std::string_view::npos;
    if (text_.empty() && !is_blank && line != page_.lines.end()) line_ = line->second;
    if (!is_blank || !text_.empty()) text_ += decode_utf8(node->v.text.text);
  }

  void flush(const EpubDocument& one) {
    if (text_.empty()) return;
    constexpr const char* kReasons[] = {"", "the cover", "the title page", "the printed table of contents", ""};
    if (one.is_dropped()) remarks_.dropped(line_, text_, kReasons[static_cast<int>(one.role)]);
    remarks_.source(line_, std::exchange(text_, {}));
  }

  const EpubPage& page_;
  Remarks& remarks_;
  std::u32string text_;
  int line_ = 1;
};

}  // namespace

EpubPage make_page(const std::vector<EpubDocument>& documents, const EpubHeadings& headings, Remarks& remarks) {
  PageWriter writer(documents, headings, remarks);
  const auto write = [&](bool is_linear, bool is_notes) {
    for (const EpubDocument& one : documents) {
      if (one.is_dropped() || one.is_linear != is_linear || (one.role == EpubRole::kNotes) != is_notes) continue;
      writer.document(one);
    }
  };
  write(true, false);
  write(true, true);  // notes stand after what calls them
  write(false, false);
  write(false, true);
  return writer.take();
}

void account_for_documents(const std::vector<EpubDocument>& documents, const EpubPage& page, Remarks& remarks) {
  SourceWalk walk(page, remarks);
  for (const EpubDocument& one : documents) walk.document(one);
}

}  // namespace lr::pack
