// Walks a cmark-gfm tree and makes blocks of it.
#include "markdown_blocks.h"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "characters.h"
#include "html_blocks.h"
#include "utf.h"

namespace lr::pack {
namespace {

struct FreeIter {
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

// Extensions have their node types at run time only.
bool is_type(cmark_node* node, std::string_view name) {
  return node != nullptr && name == cmark_node_get_type_string(node);
}

std::uint8_t saturated(int depth) { return static_cast<std::uint8_t>(std::min(depth, 255)); }

bool is_number_sign(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９') ||
         std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

// "表 1", "图2-1", "Table 3": what the line over a table begins with.
bool is_caption(std::u32string_view text) {
  for (std::u32string_view word : {U"表", U"图", U"圖", U"図", U"Table", U"Figure", U"표", U"그림"}) {
    if (!text.starts_with(word)) continue;
    const std::size_t at = text.find_first_not_of(U" \u00A0", word.size());
    return at != std::u32string_view::npos && is_number_sign(text[at]);
  }
  return false;
}

bool is_lone_image(cmark_node* paragraph) {
  cmark_node* child = cmark_node_first_child(paragraph);
  if (child != nullptr && cmark_node_next(child) != nullptr) return false;
  if (child != nullptr && cmark_node_get_type(child) == CMARK_NODE_LINK) return is_lone_image(child);
  return child != nullptr && cmark_node_get_type(child) == CMARK_NODE_IMAGE;
}

}  // namespace

void BlockReader::read(cmark_node* root, std::vector<Block>& blocks) {
  blocks_ = &blocks;
  const std::unique_ptr<cmark_iter, FreeIter> iter(cmark_iter_new(root));
  for (cmark_event_type event; (event = cmark_iter_next(iter.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iter.get());
    if (event == CMARK_EVENT_ENTER) {
      enter(node);
    } else {
      leave(node);
    }
  }
  pending_label_.clear();
}

// ---- blocks ----

void BlockReader::enter(cmark_node* node) {
  if (const int line = cmark_node_get_start_line(node); line > 0) {
    inline_.set_line(line);
    if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK && !is_type(node, "table_row") &&
        !is_type(node, "table_header") && !is_type(node, "table_cell")) {
      line_ = line;
    }
  }
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
      containers_.push_back({CMARK_NODE_BLOCK_QUOTE});
      ++quotes_;
      return;
    case CMARK_NODE_LIST: return enter_list(node);
    case CMARK_NODE_ITEM: return enter_item(node, is_type(node, "tasklist"));  // an item of the extension
    case CMARK_NODE_CODE_BLOCK: return code_block(node);
    case CMARK_NODE_HTML_BLOCK: return html_block(node);
    case CMARK_NODE_THEMATIC_BREAK: return emit(BlockKind::kRule, 0, {});
    case CMARK_NODE_HEADING: return inline_.set_heading(true);
    default: break;
  }
  if (is_type(node, "table_cell")) return inline_.set_cell(true);
  enter_inline(node);
}

void BlockReader::leave(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
      containers_.pop_back();
      --quotes_;
      return;
    case CMARK_NODE_LIST:
      containers_.pop_back();
      --lists_;
      return;
    case CMARK_NODE_ITEM: return pending_label_.clear();
    case CMARK_NODE_PARAGRAPH: return leave_paragraph(node);
    case CMARK_NODE_HEADING:
      inline_.set_heading(false);
      return emit(BlockKind::kHeading, static_cast<std::uint8_t>(cmark_node_get_heading_level(node)), inline_.finish());
    default: break;
  }
  if (is_type(node, "table_row") || is_type(node, "table_header")) return table_.end_row();
  if (is_type(node, "table")) return emit(BlockKind::kTable, 1, table_.take());
  if (is_type(node, "table_cell")) {
    inline_.set_cell(false);
    return table_.cell(inline_.finish());
  }
  leave_inline(node);
}

void BlockReader::enter_list(cmark_node* node) {
  Container list{CMARK_NODE_LIST};
  list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  list.paren = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM;
  list.next_number = cmark_node_get_list_start(node);
  containers_.push_back(list);
  ++lists_;
}

void BlockReader::enter_item(cmark_node* node, bool is_task) {
  if (containers_.empty()) return;
  Container& list = containers_.back();
  if (is_task) {
    pending_label_ = cmark_gfm_extensions_get_tasklist_item_checked(node) ? U"☑" : U"☐";
  } else if (!list.ordered) {
    pending_label_ = lists_ % 2 == 1 ? U"•" : U"–";
  }
  if (!list.ordered) return;
  if (!is_task) pending_label_ = decode_utf8(std::to_string(list.next_number) + (list.paren ? ")" : "."));
  ++list.next_number;
}

BlockKind BlockReader::text_kind() const {
  if (containers_.empty()) return BlockKind::kParagraph;
  return containers_.back().type == CMARK_NODE_LIST ? BlockKind::kListItem : BlockKind::kQuote;
}

void BlockReader::leave_paragraph(cmark_node* node) {
  const bool had_text = inline_.has_text();
  std::vector<Span> spans = inline_.finish();
  if (!had_text || spans.empty()) return;
  Block probe;
  probe.spans = spans;
  const bool caption = is_lone_image(node) || (is_type(cmark_node_next(node), "table") && is_caption(probe.text()));
  emit(caption ? BlockKind::kCaption : text_kind(), 0, std::move(spans));
}

void BlockReader::code_block(cmark_node* node) {
  std::u32string code = code_text(literal_of(node));
  if (code.ends_with('\n')) code.pop_back();
  if (!code.empty()) emit(BlockKind::kCode, 0, {{std::move(code), 0, 0}});
}

void BlockReader::html_block(cmark_node* node) {
  for (Block& block : HtmlBlockReader(inline_).read(literal_of(node))) {
    if (block.kind == BlockKind::kParagraph) block.kind = text_kind();
    block.line += line_ - 1;  // counted from where the HTML begins
    block.quote_depth = saturated(quotes_ + block.quote_depth);
    block.list_depth = saturated(lists_ + block.list_depth);
    if (block.label.empty()) block.label = std::exchange(pending_label_, {});
    blocks_->push_back(std::move(block));
  }
}

void BlockReader::emit(BlockKind kind, std::uint8_t level, std::vector<Span> spans) {
  if (spans.empty() && kind != BlockKind::kRule) return;
  Block block;
  block.kind = kind;
  block.level = level;
  block.line = line_;
  block.quote_depth = saturated(quotes_);
  block.list_depth = saturated(lists_);
  block.label = std::exchange(pending_label_, {});
  block.spans = std::move(spans);
  block.anchors = inline_.take_anchors();
  blocks_->push_back(std::move(block));
}

// ---- inside a block ----

void BlockReader::enter_inline(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: return inline_.text(literal_of(node));
    case CMARK_NODE_CODE: return inline_.code(literal_of(node));
    case CMARK_NODE_SOFTBREAK: return inline_.soft_break();
    case CMARK_NODE_LINEBREAK: return inline_.hard_break();
    case CMARK_NODE_HTML_INLINE: return inline_.html(literal_of(node));
    case CMARK_NODE_EMPH: return inline_.open_style(kEmphasis);
    case CMARK_NODE_STRONG: return inline_.open_style(kStrong);
    case CMARK_NODE_LINK: return inline_.open_link(cmark_node_get_url(node));
    case CMARK_NODE_IMAGE: return inline_.missing_picture();
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      return inline_.note_mark(notes_.mark(std::atoi(std::string(literal_of(node)).c_str())));
    default:
      if (is_type(node, "strikethrough")) inline_.struck_text();
  }
}

void BlockReader::leave_inline(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH: return inline_.close_style(kEmphasis);
    case CMARK_NODE_STRONG: return inline_.close_style(kStrong);
    case CMARK_NODE_LINK: return inline_.close_link();
    default: return;
  }
}

}  // namespace lr::pack
