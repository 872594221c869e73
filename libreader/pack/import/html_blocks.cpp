// Blocks out of HTML: a page, or the piece of it that stands in Markdown. Emphasis, links and what else stands inside a
// block are in html_inline.cpp.
#include "html_blocks.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "characters.h"
#include "html_table.h"
#include "utf.h"

namespace lr::pack {
namespace {

// Elements that end a paragraph.
bool is_separator(const GumboNode* node) {
  static constexpr GumboTag kTags[] = {
      GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
      GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,  GUMBO_TAG_DD,     GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,
      GUMBO_TAG_DIV,     GUMBO_TAG_DL,      GUMBO_TAG_DT,     GUMBO_TAG_FIGURE,     GUMBO_TAG_FIGCAPTION,
      GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,    GUMBO_TAG_HEADER, GUMBO_TAG_HEAD,       GUMBO_TAG_HGROUP,
      GUMBO_TAG_HR,      GUMBO_TAG_HTML,    GUMBO_TAG_LEGEND, GUMBO_TAG_LI,         GUMBO_TAG_MAIN,
      GUMBO_TAG_MENU,    GUMBO_TAG_NAV,     GUMBO_TAG_OL,     GUMBO_TAG_P,          GUMBO_TAG_PRE,
      GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,  GUMBO_TAG_TBODY,      GUMBO_TAG_TD,
      GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,      GUMBO_TAG_THEAD,  GUMBO_TAG_TITLE,      GUMBO_TAG_TR,
      GUMBO_TAG_UL,      GUMBO_TAG_FIELDSET};
  return heading_level(node) > 0 || is_one_of(tag_of(node), kTags);
}

bool is_list(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DIR;
}

}  // namespace

std::vector<Block> HtmlBlockReader::read(std::string_view html) {
  const HtmlTree tree(html);
  return read(tree.root());
}

std::vector<Block> HtmlBlockReader::read(const GumboNode* root, const GumboNode* from, const GumboNode* until) {
  muted_ = from != nullptr;
  raised_ = 0;
  walk(
      root,
      [&](const GumboNode* node) {
        if (node == from) muted_ = false;
        if (node == until) muted_ = true;
        if (guide_ != nullptr && node != root && guide_->skipped.contains(node)) return false;
        return enter(node);
      },
      [&](const GumboNode* node) { leave(node); });
  flush();
  containers_.clear();
  pending_label_.clear();
  styles_.clear();
  return std::exchange(blocks_, {});
}

bool HtmlBlockReader::enter(const GumboNode* node) {
  if (is_text(node)) {
    line_ = line_of(node);
    text(node->v.text.text);
  } else if (node->type == GUMBO_NODE_COMMENT && guide_ == nullptr) {
    inline_.html("<!---->");
  }
  return is_element(node) && enter_element(node);
}

bool HtmlBlockReader::enter_element(const GumboNode* node) {
  if (guide_ != nullptr && !muted_) {
    if (const auto note = guide_->references.find(node); note != guide_->references.end()) {
      name_place(node);
      inline_.note_mark(guide_->order.mark(note->second));
      has_words_ = true;
      return false;
    }
  }
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) {
    if (guide_ == nullptr) inline_.html(tag == GUMBO_TAG_SCRIPT ? "<script>" : "<style>");
    return false;
  }
  if (is_separator(node)) return enter_block(node);
  name_place(node);
  return enter_inline(node);
}

// Links may lead to it.
void HtmlBlockReader::name_place(const GumboNode* node) {
  if (muted_) return;
  inline_.anchor(std::string(attribute_of(node, "id")));
  if (tag_of(node) == GUMBO_TAG_A) inline_.anchor(std::string(attribute_of(node, "name")));
}

void HtmlBlockReader::leave(const GumboNode* node) {
  if (!is_separator(node)) return leave_inline(node);
  if (table_tag(node, false)) return;
  flush();
  next_ = {};
  inline_.set_heading(false);
  if (tag_of(node) == GUMBO_TAG_LI) pending_label_.clear();
  if (tag_of(node) == GUMBO_TAG_FIGURE) in_captioned_figure_ = false;
  if ((is_list(node) || tag_of(node) == GUMBO_TAG_BLOCKQUOTE) && !containers_.empty()) containers_.pop_back();
}

// ---- blocks ----

bool HtmlBlockReader::enter_block(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_TITLE && guide_ != nullptr) return false;
  if (table_tag(node, true)) return name_place(node), true;
  flush();
  name_place(node);
  if (muted_ && tag == GUMBO_TAG_PRE) return true;
  line_ = line_of(node);
  if (tag == GUMBO_TAG_PRE) return code_block(node), false;
  if (tag == GUMBO_TAG_HR && !muted_) emit(BlockKind::kRule, {});
  if (tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_FIGCAPTION) next_.kind = BlockKind::kCaption;
  if (tag == GUMBO_TAG_FIGURE) {
    in_captioned_figure_ = contains(node, [](const GumboNode* n) { return tag_of(n) == GUMBO_TAG_FIGCAPTION; });
  }
  if (const int level = heading_level(node); level > 0) {
    next_.kind = BlockKind::kHeading;
    next_.level = static_cast<std::uint8_t>(level);
    inline_.set_heading(true);
  }
  enter_container(node);
  if (tag == GUMBO_TAG_LI) enter_item(node);
  if (guide_ == nullptr && tag == GUMBO_TAG_DIV) inline_.html("<div>");          // for the remark
  if (guide_ == nullptr && tag == GUMBO_TAG_DETAILS) inline_.html("<details>");  // the same
  return true;
}

void HtmlBlockReader::enter_container(const GumboNode* node) {
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_BLOCKQUOTE) containers_.push_back({});
  if (!is_list(node)) return;
  Container list{.is_list = true, .ordered = tag == GUMBO_TAG_OL};
  const std::string_view type = attribute_of(node, "type");
  if (type == "a" || type == "A") list.numbering = type[0];
  if (has_attribute(node, "start")) list.next_number = std::atoi(std::string(attribute_of(node, "start")).c_str());
  containers_.push_back(list);
}

void HtmlBlockReader::enter_item(const GumboNode* node) {
  if (containers_.empty() || !containers_.back().is_list) return;
  if (has_attribute(node, "value")) {
    containers_.back().next_number = std::atoi(std::string(attribute_of(node, "value")).c_str());
  }
  pending_label_ = label_of_item(containers_.back());
}

std::u32string HtmlBlockReader::label_of_item(Container& list) const {
  if (!list.ordered) {
    const auto lists =
        std::count_if(containers_.begin(), containers_.end(), [](const Container& c) { return c.is_list; });
    return lists % 2 == 1 ? U"•" : U"–";
  }
  const int number = list.next_number;
  list.next_number = number < 1000000 ? number + 1 : 1;
  if (list.numbering != '1' && number >= 1 && number <= 26) {
    return {static_cast<char32_t>(list.numbering + number - 1), U'.'};
  }
  return decode_utf8(std::to_string(number) + ".");
}

void HtmlBlockReader::code_block(const GumboNode* node) {
  std::vector<Span> spans;
  std::string raw;
  const auto end_span = [&] {
    std::u32string code = code_text(std::exchange(raw, {}));
    if (!code.empty()) spans.push_back({std::move(code), 0, 0});
  };
  walk(node, [&](const GumboNode* inner) {
    if (is_text(inner)) raw += inner->v.text.text;
    const GumboTag tag = tag_of(inner);
    if (tag == GUMBO_TAG_BR) raw += '\n';
    if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TITLE) return false;
    if (guide_ == nullptr) return true;
    const auto note = guide_->references.find(inner);
    if (note == guide_->references.end()) return !guide_->skipped.contains(inner);
    end_span();
    spans.push_back({{}, 0, guide_->order.mark(note->second)});
    return false;
  });
  end_span();
  if (!spans.empty()) {
    std::u32string& last = spans.back().text;
    while (last.ends_with('\n')) last.pop_back();
    if (last.empty() && spans.back().note == 0) spans.pop_back();
  }
  const auto is_blank = [](const Span& span) {
    return span.note == 0 && span.text.find_first_not_of(U" \n") == std::u32string::npos;
  };
  if (std::all_of(spans.begin(), spans.end(), is_blank)) return;
  first_line_ = line_of(node);
  emit(BlockKind::kCode, std::move(spans));
}

void HtmlBlockReader::flush() {
  pending_break_ = false;
  if (in_cell_) return inline_.soft_break();
  inline_.set_heading(false);
  const bool had_text = inline_.has_text();
  const bool only_picture = std::exchange(has_picture_, false) && !has_words_;
  has_words_ = false;
  Block block = std::exchange(next_, {});
  block.spans = inline_.finish();
  for (const std::string& name : styles_) inline_.html("<" + name + ">");
  if (!had_text || block.spans.empty()) {
    next_ = std::move(block);  // a heading whose text is yet to come
    inline_.set_heading(next_.kind == BlockKind::kHeading);
    return;
  }
  if (block.kind == BlockKind::kParagraph) {
    if (!containers_.empty()) block.kind = containers_.back().is_list ? BlockKind::kListItem : BlockKind::kQuote;
    if (only_picture) block.kind = BlockKind::kCaption;
  }
  emit(block.kind, std::move(block.spans), block.level);
}

void HtmlBlockReader::emit(BlockKind kind, std::vector<Span> spans, std::uint8_t level) {
  Block block;
  block.kind = kind;
  block.level = level;
  block.line = std::exchange(first_line_, 0);
  block.spans = std::move(spans);
  const auto is_list = [](const Container& container) { return container.is_list; };
  const auto lists = std::count_if(containers_.begin(), containers_.end(), is_list);
  const auto quotes = static_cast<std::ptrdiff_t>(containers_.size()) - lists;
  block.list_depth = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(lists, 255));
  block.quote_depth = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(quotes, 255));
  block.label = std::exchange(pending_label_, {});
  block.anchors = inline_.take_anchors();
  blocks_.push_back(std::move(block));
}

// ---- tables ----

// True when the element is part of the table that is being read.
bool HtmlBlockReader::table_tag(const GumboNode* node, bool entering) {
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_TABLE && entering && table_node_ == nullptr && !muted_ && is_data_table(node)) {
    flush();
    table_node_ = node;
    header_rows_ = 0;
    header_row_ = true;
    return true;
  }
  if (table_node_ == nullptr) return false;
  const bool is_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  if (is_cell && entering) {
    in_cell_ = true;
    header_row_ = header_row_ && tag == GUMBO_TAG_TH;
    inline_.set_cell(true);
  } else if (is_cell) {
    table_.cell(inline_.finish());
    for (int i = 1; i < column_span(node); ++i) table_.cell({});
    in_cell_ = false;
    inline_.set_cell(false);
  } else if (tag == GUMBO_TAG_TR && !entering) {
    end_row();
  } else if (node == table_node_) {
    table_node_ = nullptr;
    std::vector<Span> spans = table_.take();
    if (!spans.empty())
      emit(BlockKind::kTable, std::move(spans), static_cast<std::uint8_t>(std::min(header_rows_, 255)));
  } else {
    return tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT;
  }
  return true;
}

void HtmlBlockReader::end_row() {
  const int before = table_.rows();
  table_.end_row();
  if (table_.rows() > before && header_row_ && header_rows_ == before) ++header_rows_;
  header_row_ = true;
}

}  // namespace lr::pack
