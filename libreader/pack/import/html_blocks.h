// Blocks out of HTML: a page, or the piece of it that stands in Markdown. Where the article of a page is and which
// links call notes has been found out before (HtmlGuide).
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "../document.h"
#include "html_tree.h"
#include "markdown_inline.h"
#include "note_order.h"
#include "table_builder.h"

namespace lr::pack {

// What the reader has to know of a page before it reads.
struct HtmlGuide {
  std::set<const GumboNode*> skipped;                    // with all that they contain
  std::unordered_map<const GumboNode*, std::string> reasons;  // why: a noun phrase; none for the notes
  std::unordered_map<const GumboNode*, int> references;  // what calls a note: the note's definition
  NoteOrder order;
};

class HtmlBlockReader {
 public:
  // Without a guide the HTML stands in Markdown, and what is dropped of it is a remark.
  explicit HtmlBlockReader(InlineBuilder& builder, HtmlGuide* guide = nullptr) : inline_(builder), guide_(guide) {}

  // list_depth and quote_depth count from where the HTML stands.
  std::vector<Block> read(std::string_view html);

  // Reads `root`; if `from` and `until` are given, only what begins at the one and ends before the other.
  std::vector<Block> read(const GumboNode* root, const GumboNode* from = nullptr, const GumboNode* until = nullptr);

 private:
  struct Container {  // a list or a quote
    bool is_list = false, ordered = false;
    char numbering = '1';  // "a", "A": letters
    int next_number = 1;
  };

  bool enter(const GumboNode* node);
  void leave(const GumboNode* node);
  bool enter_element(const GumboNode* node);
  void name_place(const GumboNode* node);
  bool enter_inline(const GumboNode* node);
  void leave_inline(const GumboNode* node);
  bool enter_block(const GumboNode* node);
  void enter_container(const GumboNode* node);
  void enter_item(const GumboNode* node);
  bool table_tag(const GumboNode* node, bool entering);
  void text(std::string_view utf8);
  void line_break();
  void picture(const GumboNode* node);
  void code_block(const GumboNode* node);
  void end_row();
  void flush();
  void emit(BlockKind kind, std::vector<Span> spans, std::uint8_t level = 0);
  std::u32string label_of_item(Container& list) const;

  InlineBuilder& inline_;
  HtmlGuide* guide_;
  std::vector<Block> blocks_;
  Block next_;  // kind and level of the block that is being filled
  std::vector<Container> containers_;
  std::u32string pending_label_;     // of the item that has no block yet
  std::vector<std::string> styles_;  // open tags of emphasis: they hold over the end of a block
  int line_ = 0, first_line_ = 0;    // of the text that is being read; where the block begins
  bool muted_ = false;               // before `from`, after `until`
  bool pending_break_ = false;       // one <br>; the second ends the paragraph
  bool has_words_ = false, has_picture_ = false, in_captioned_figure_ = false;
  int raised_ = 0;  // open <sup> that hold references

  TableBuilder table_;
  const GumboNode* table_node_ = nullptr;  // that is being read
  bool in_cell_ = false, header_row_ = true;
  int header_rows_ = 0;
};

}  // namespace lr::pack
