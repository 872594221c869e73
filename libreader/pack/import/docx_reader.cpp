// Blocks out of WordprocessingML.
#include "docx_reader.h"

#include <algorithm>
#include <utility>

#include "fields.h"
#include "spans.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr int kMostLevels = 6;
constexpr int kWidestSpan = 50;  // columns of one cell

bool is_text_node(const pugi::xml_node& node) { return is_named(node, "t") || is_named(node, "delText"); }

// The paragraph, or the outermost table, that the text of a node is accounted under.
pugi::xml_node holder_of(const pugi::xml_node& text) {
  pugi::xml_node holder;
  for (pugi::xml_node node = text.parent(); node && !is_named(node, "txbxContent"); node = node.parent()) {
    if (is_named(node, "tbl") || (is_named(node, "p") && !holder)) holder = node;
  }
  return holder;
}

// A table whose rows have one cell is a frame around text.
bool is_data_table(const pugi::xml_node& table) {
  bool found = false;
  walk_xml(table, [&](const pugi::xml_node& node) {
    if (node != table && (is_named(node, "tbl") || is_named(node, "p"))) return false;
    found = found || (is_named(node, "tc") && is_named(node.previous_sibling(), "tc"));
    return !found;
  });
  return found;
}

}  // namespace

void DocxLines::collect(const pugi::xml_node& root, Remarks& remarks) {
  pugi::xml_node holder;
  std::u32string text;
  const auto flush = [&] {
    if (!text.empty()) remarks.source(line_of(holder), std::exchange(text, {}));
  };
  walk_xml(root, [&](const pugi::xml_node& node) {
    if (is_named(node, "p") || is_named(node, "tbl")) {
      if (lines_.try_emplace(node.hash_value(), next_).second) ++next_;
    }
    if (!is_text_node(node)) return true;
    const pugi::xml_node found = holder_of(node);
    if (found != holder) flush();
    holder = found;
    text += decode_utf8(node.text().get());
    return false;
  });
  flush();
}

int DocxLines::line_of(const pugi::xml_node& node) const {
  const auto found = lines_.find(node.hash_value());
  return found == lines_.end() ? 0 : found->second;
}

std::vector<Block> DocxReader::read(const pugi::xml_node& root) {
  fields_.clear();
  links_.clear();
  walk_into(root);
  return std::exchange(blocks_, {});
}

void DocxReader::walk_into(const pugi::xml_node& root) {
  walk_xml(
      root, [&](const pugi::xml_node& node) { return node == root || enter(node); },
      [&](const pugi::xml_node& node) {
        if (node != root) leave(node);
      });
}

bool DocxReader::enter(const pugi::xml_node& node) {
  if (node.type() != pugi::node_element) return false;
  if (is_named(node, "p") && !paragraph_) return begin_paragraph(node), true;
  if (is_named(node, "tbl")) return enter_table(node);
  if (is_named(node, "txbxContent")) return boxes_.push_back(node), false;
  if (is_named(node, "sdt")) {
    const pugi::xml_node part = child_of(child_of(node, "sdtPr"), "docPartObj");
    if (value_of(part, "docPartGallery") == "Table of Contents") return drop(node, "the printed table of contents"), false;
  }
  return enter_inline(node);
}

void DocxReader::leave(const pugi::xml_node& node) {
  if (node == paragraph_) {
    end_paragraph();
  } else if (table_node_ && is_named(node, "tc")) {
    if (is_of_table(node)) leave_cell(node);
  } else if (table_node_ && is_named(node, "tr")) {
    if (!is_of_table(node)) return;
    const int before = table_.rows();
    table_.end_row();
    const bool is_header = is_on(child_of(node, "trPr"), "tblHeader", false);
    if (is_header && table_.rows() > before && header_rows_ == before) ++header_rows_;
  } else if (node == table_node_) {
    leave_table();
  } else {
    leave_inline(node);
  }
}

// ---- paragraphs ----

void DocxReader::begin_paragraph(const pugi::xml_node& node) {
  paragraph_ = node;
  const pugi::xml_node properties = child_of(node, "pPr");
  style_ = styles_.style_of(value_of(properties, "pStyle"));
  if (const int outline = number_of(value_of(properties, "outlineLvl"), -1); outline >= 0) {
    style_.level = outline < 9 ? outline + 1 : 0;
  }
  if (const pugi::xml_node number = child_of(properties, "numPr")) {
    if (const std::string_view id = value_of(number, "numId"); !id.empty()) style_.number = id;
    style_.depth = number_of(value_of(number, "ilvl"), style_.depth);
  }
  if (style_.number == "0") style_.number.clear();
  style_.depth = std::clamp(style_.depth, 0, 8);
  if (table_node_) {
    if (!std::exchange(is_first_in_cell_, false)) inline_.soft_break();
    return;
  }
  line_ = lines_.line_of(node);
  inline_.set_line(line_);
  inline_.set_heading(style_.level > 0);
}

void DocxReader::end_paragraph() {
  paragraph_ = {};
  if (table_node_) return;
  links_.clear();
  const bool has_text = inline_.has_text();
  std::vector<Span> spans = inline_.finish();
  Block block;
  if (std::exchange(has_rule_, false) && !has_text) {
    block.kind = BlockKind::kRule;
    emit(std::move(block));
  } else if (has_text && !spans.empty() && !take_front(style_, spans)) {
    const std::u32string label =
        style_.number.empty() ? std::u32string() : numbering_.next(style_.number, style_.depth);
    if (style_.level > 0) {
      block.kind = BlockKind::kHeading;
      block.level = static_cast<std::uint8_t>(std::min(style_.level, kMostLevels));
      if (!label.empty() && !numbering_.is_bullet(style_.number, style_.depth)) {
        remarks_.added(line_, label, "the number of a heading");
        spans.insert(spans.begin(), {label + U" ", 0, 0});
        spans = regroup(flatten(spans));
      }
    } else if (style_.role == DocxRole::kCode) {
      block.kind = BlockKind::kCode;
      block.list_depth = static_cast<std::uint8_t>(style_.number.empty() ? 0 : style_.depth + 1);
      block.label = label;
      for (Span& span : spans) span.styles = 0;
      spans = regroup(flatten(spans));
    } else if (!style_.number.empty()) {
      block.kind = BlockKind::kListItem;
      block.list_depth = static_cast<std::uint8_t>(style_.depth + 1);
      block.label = label;
    } else if (style_.role == DocxRole::kQuote) {
      block.kind = BlockKind::kQuote;
      block.quote_depth = 1;
    } else if (style_.role == DocxRole::kCaption) {
      block.kind = BlockKind::kCaption;
    }
    block.spans = std::move(spans);
    emit(std::move(block));
  }
  for (const pugi::xml_node& box : std::exchange(boxes_, {})) walk_into(box);  // nesting is bounded by parse_xml()
}

void DocxReader::emit(Block block) {
  block.line = line_;
  blocks_.push_back(std::move(block));
}

// Title, authors and the like, as long as no text has come. True: they are no part of the body.
bool DocxReader::take_front(const DocxStyle& style, std::vector<Span>& spans) {
  if (!is_body_ || !blocks_.empty()) return false;
  std::u32string text;
  for (const Span& span : spans) text += span.text;
  std::replace(text.begin(), text.end(), U'\n', U' ');
  const std::string value = encode_utf8(text);
  Fields& fields = front_.fields;
  const auto take = [&](std::string& field, const char* name) {
    field += (field.empty() ? "" : is_cjk(language_) ? "" : " ") + value;
    remarks_.field(line_, text, name);
    return true;
  };
  const bool has_note = std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.note != 0; });
  if (style.role == DocxRole::kTitle) {
    if (has_note && front_.title.empty()) front_.title = spans;
    return take(fields.title, "title");
  }
  if (has_note) return false;
  if (style.role == DocxRole::kSubtitle) return take(fields.subtitle, "subtitle");
  if (style.role == DocxRole::kDate) return take(fields.date, "date");
  if (style.role == DocxRole::kAbstract) return take(fields.abstract_text, "abstract");
  if (style.role != DocxRole::kAuthor) return false;
  fields.authors.push_back(value);
  remarks_.field(line_, text, "authors");
  return true;
}

// ---- tables ----

bool DocxReader::enter_table(const pugi::xml_node& node) {
  if (table_node_ || paragraph_ || !is_data_table(node)) return true;
  table_node_ = node;
  line_ = lines_.line_of(node);
  header_rows_ = 0;
  is_first_in_cell_ = true;
  inline_.set_cell(true);
  inline_.set_line(line_);
  return true;
}

// And not of one that stands in its cells: of those the text is read, not the rows.
bool DocxReader::is_of_table(const pugi::xml_node& node) const {
  pugi::xml_node table = node.parent();
  while (table != table_node_ && !is_named(table, "tbl")) table = table.parent();
  return table == table_node_;
}

void DocxReader::leave_cell(const pugi::xml_node& cell) {
  links_.clear();
  table_.cell(inline_.finish());
  const int columns = std::clamp(number_of(value_of(child_of(cell, "tcPr"), "gridSpan"), 1), 1, kWidestSpan);
  for (int i = 1; i < columns; ++i) table_.cell({});
  is_first_in_cell_ = true;
}

void DocxReader::leave_table() {
  table_node_ = {};
  inline_.set_cell(false);
  Block block;
  block.kind = BlockKind::kTable;
  block.level = static_cast<std::uint8_t>(std::min(header_rows_, 255));
  block.spans = table_.take();
  if (!block.spans.empty()) emit(std::move(block));
  for (const pugi::xml_node& box : std::exchange(boxes_, {})) walk_into(box);
}

}  // namespace lr::pack
