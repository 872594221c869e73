// Walks a cmark-gfm tree and makes blocks of it. Front matter, title and the order of notes are markdown.cpp's.
#pragma once
#include <cmark-gfm.h>

#include <string>
#include <string_view>
#include <vector>

#include "../document.h"
#include "markdown_inline.h"
#include "note_order.h"
#include "remarks.h"
#include "table_builder.h"

namespace lr::pack {

class BlockReader {
 public:
  BlockReader(Language language, Remarks& remarks, NoteOrder& notes, bool mend_emphasis)
      : notes_(notes), inline_(language, remarks, mend_emphasis) {}

  // Appends the blocks of `root` and what it contains. Not recursive: nesting costs no stack.
  void read(cmark_node* root, std::vector<Block>& blocks);
  std::vector<Link> take_links() { return inline_.take_links(); }  // of all that was read

 private:
  // A quote or list item that the current node stands in; lists count their items.
  struct Container {
    cmark_node_type type = CMARK_NODE_NONE;
    bool ordered = false, paren = false;
    int next_number = 1;
  };

  void enter(cmark_node* node);
  void leave(cmark_node* node);
  void enter_inline(cmark_node* node);
  void leave_inline(cmark_node* node);
  void enter_list(cmark_node* node);
  void enter_item(cmark_node* node, bool is_task);
  void leave_paragraph(cmark_node* node);
  void code_block(cmark_node* node);
  void html_block(cmark_node* node);
  BlockKind text_kind() const;
  void emit(BlockKind kind, std::uint8_t level, std::vector<Span> spans);

  NoteOrder& notes_;
  InlineBuilder inline_;
  std::vector<Block>* blocks_ = nullptr;
  std::vector<Container> containers_;
  int quotes_ = 0, lists_ = 0;
  int line_ = 0;  // where the block begins
  std::u32string pending_label_;  // of the item that has no block yet
  TableBuilder table_;
};

}  // namespace lr::pack
