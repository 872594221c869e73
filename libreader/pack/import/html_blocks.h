// Blocks out of a piece of HTML that stands in Markdown: paragraphs, headings, list items and tables keep their text,
// all else is dropped with a remark.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../document.h"
#include "html.h"
#include "markdown_inline.h"
#include "remarks.h"
#include "table_builder.h"

namespace lr::pack {

class HtmlBlockReader {
 public:
  explicit HtmlBlockReader(InlineBuilder& builder) : inline_(builder) {}

  // list_depth and quote_depth count from where the HTML stands.
  std::vector<Block> read(std::string_view html);

 private:
  void text(std::string_view raw);
  void tag(std::string_view raw);
  bool table_tag(const HtmlTag& tag);
  void list_tag(const HtmlTag& tag);
  void end_cell();
  void end_row();
  void end_table();
  void flush();

  InlineBuilder& inline_;
  std::vector<Block> blocks_;
  Block next_;          // kind, level and label of the block that is being filled
  std::string hidden_;  // "script" or "style" while inside one
  bool preformatted_ = false;
  std::vector<int> lists_;  // next number of each open list, 0 for bullets

  TableBuilder table_;
  bool in_table_ = false, in_cell_ = false, header_row_ = true;
  int header_rows_ = 0;
};

}  // namespace lr::pack
