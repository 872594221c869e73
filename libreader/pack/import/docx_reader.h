// Blocks out of WordprocessingML: paragraphs, lists, tables; what stands inside a paragraph is in docx_inline.cpp.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../document.h"
#include "docx_numbers.h"
#include "docx_styles.h"
#include "markdown_inline.h"
#include "note_order.h"
#include "table_builder.h"
#include "xml.h"

namespace lr::pack {

// Where the text of a part stands: every paragraph is a line, and every table.
class DocxLines {
 public:
  // All text of the part goes into the account, found without regard to what will be made of it.
  void collect(const pugi::xml_node& root, Remarks& remarks);
  int line_of(const pugi::xml_node& node) const;

 private:
  std::map<std::size_t, int> lines_;
  int next_ = 1;
};

// What a document has before its text, by the styles of its paragraphs.
struct DocxFront {
  Fields fields;
  std::vector<Span> title;  // with its notes, if it has any
};

class DocxReader {
 public:
  DocxReader(InlineBuilder& builder, Remarks& remarks, const DocxStyles& styles, DocxNumbering& numbering,
             const DocxLines& lines, Language language)
      : inline_(builder), remarks_(remarks), styles_(styles), numbering_(numbering), lines_(lines), language_(language) {}

  // Addresses by the ids of relationships of the part that is read next, and whether it is the body.
  void set_part(const std::map<std::string, std::string>* links, bool is_body) { targets_ = links, is_body_ = is_body; }
  void set_notes(const std::map<std::string, int>* notes) { notes_ = notes; }  // "footnote 3": where it stands

  std::vector<Block> read(const pugi::xml_node& root);

  const DocxFront& front() const { return front_; }
  NoteOrder& order() { return order_; }

 private:
  struct Link {
    std::string url;
    std::u32string shown;
  };
  struct Field {
    std::string instruction;
    bool has_result = false, is_contents = false, is_link = false;
  };

  void walk_into(const pugi::xml_node& root);
  bool enter(const pugi::xml_node& node);
  void leave(const pugi::xml_node& node);
  void begin_paragraph(const pugi::xml_node& node);
  void end_paragraph();
  bool take_front(const DocxStyle& style, std::vector<Span>& spans);
  void emit(Block block);
  bool enter_table(const pugi::xml_node& node);
  bool is_of_table(const pugi::xml_node& node) const;
  void leave_cell(const pugi::xml_node& cell);
  void leave_table();
  // docx_inline.cpp
  bool enter_inline(const pugi::xml_node& node);
  void leave_inline(const pugi::xml_node& node);
  void begin_run(const pugi::xml_node& run);
  void text(std::u32string_view text, bool is_added = false);
  void symbol(const pugi::xml_node& node);
  void note(std::string_view kind, const pugi::xml_node& node);
  void ruby(const pugi::xml_node& node);
  void field_sign(std::string_view type);
  void picture(const pugi::xml_node& blip);
  void open_link(std::string url) { links_.push_back({std::move(url), {}}); }
  void close_link();
  void drop(const pugi::xml_node& node, std::string_view why);
  std::string_view reason_to_drop() const;
  // docx_math.cpp
  void enter_formula(const pugi::xml_node& node);
  void leave_formula(const pugi::xml_node& node);

  InlineBuilder& inline_;
  Remarks& remarks_;
  const DocxStyles& styles_;
  DocxNumbering& numbering_;
  const DocxLines& lines_;
  Language language_;
  const std::map<std::string, std::string>* targets_ = nullptr;
  const std::map<std::string, int>* notes_ = nullptr;
  bool is_body_ = false;

  std::vector<Block> blocks_;
  DocxFront front_;
  NoteOrder order_;
  std::vector<pugi::xml_node> boxes_;  // text boxes of the paragraph or table, to be read after it
  pugi::xml_node paragraph_, table_node_;
  DocxStyle style_;  // of the paragraph
  int line_ = 0;
  bool has_rule_ = false, is_first_in_cell_ = true;
  TableBuilder table_;
  int header_rows_ = 0;
  Styles run_styles_ = 0;
  bool is_hidden_ = false;
  int formulas_ = 0;   // that are open
  std::string shift_;  // "sup", "sub" of the run
  std::vector<Link> links_;
  std::vector<Field> fields_;
};

}  // namespace lr::pack
