// Blocks out of a piece of HTML that stands in Markdown.
#include "html_blocks.h"

#include <algorithm>
#include <utility>

#include "utf.h"

namespace lr::pack {
namespace {

// Tags that end a paragraph.
constexpr std::string_view kSeparators[] = {
    "address", "article", "aside",  "blockquote", "body",   "caption",    "center", "dd",   "details",
    "dir",     "div",     "dl",     "dt",         "figure", "figcaption", "footer", "form", "header",
    "hr",      "html",    "legend", "li",         "main",   "nav",        "ol",     "p",    "pre",
    "section", "summary", "table",  "tbody",      "tfoot",  "thead",      "title",  "tr",   "ul"};

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

bool is_separator(std::string_view name) {
  return heading_level(name) > 0 ||
         std::find(std::begin(kSeparators), std::end(kSeparators), name) != std::end(kSeparators);
}

}  // namespace

std::vector<Block> HtmlBlockReader::read(std::string_view html) {
  for (const HtmlPiece& piece : split_html(html)) {
    if (piece.kind == HtmlPiece::Kind::kText) {
      text(piece.raw);
    } else if (piece.kind == HtmlPiece::Kind::kTag) {
      tag(piece.raw);
    } else {
      inline_.html(piece.raw);
    }
  }
  end_table();
  flush();
  return std::move(blocks_);
}

void HtmlBlockReader::text(std::string_view raw) {
  if (!hidden_.empty() || (in_table_ && !in_cell_)) return;
  const std::string decoded = decode_references(raw);
  for (std::size_t at = 0; at <= decoded.size();) {
    const std::size_t end = std::min(decoded.find('\n', at), decoded.size());
    if (at > 0 && preformatted_) inline_.hard_break();
    if (at > 0 && !preformatted_) inline_.soft_break();
    inline_.text(std::string_view(decoded).substr(at, end - at));
    at = end + 1;
  }
}

void HtmlBlockReader::tag(std::string_view raw) {
  const HtmlTag tag = parse_tag(raw);
  if (tag.name == "script" || tag.name == "style") {
    hidden_ = tag.closing ? "" : tag.name;
    inline_.html(raw);
    return;
  }
  if (!hidden_.empty() || table_tag(tag)) return;
  if (!is_separator(tag.name) || in_cell_) {
    inline_.html(raw);
    return;
  }
  flush();
  if (tag.name == "pre") preformatted_ = !tag.closing;
  if (tag.name == "caption" && !tag.closing) next_.kind = BlockKind::kCaption;
  if (const int level = heading_level(tag.name); level > 0 && !tag.closing) {
    next_.kind = BlockKind::kHeading;
    next_.level = static_cast<std::uint8_t>(level);
  }
  list_tag(tag);
  inline_.set_heading(next_.kind == BlockKind::kHeading);
  if (tag.name == "div" || tag.name == "details") inline_.html(raw);  // for the remark
}

void HtmlBlockReader::list_tag(const HtmlTag& tag) {
  if (tag.name == "ul" || tag.name == "ol") {
    if (!tag.closing) lists_.push_back(tag.name == "ol" ? 1 : 0);
    if (tag.closing && !lists_.empty()) lists_.pop_back();
  }
  if (tag.name != "li" || tag.closing || lists_.empty()) return;
  next_.kind = BlockKind::kListItem;
  int& number = lists_.back();
  next_.label = number == 0 ? (lists_.size() % 2 == 1 ? U"•" : U"–") : decode_utf8(std::to_string(number) + ".");
  number += number > 0;
}

void HtmlBlockReader::flush() {
  inline_.set_heading(false);
  const bool has_text = inline_.has_text();
  Block block = std::exchange(next_, {});
  block.spans = inline_.finish();
  block.list_depth = static_cast<std::uint8_t>(std::min<std::size_t>(lists_.size(), 255));
  if (has_text && !block.spans.empty()) blocks_.push_back(std::move(block));
}

// ---- tables ----

// True when the tag was about the table and nothing is left to do.
bool HtmlBlockReader::table_tag(const HtmlTag& tag) {
  const bool is_cell = tag.name == "td" || tag.name == "th";
  if (!is_cell && tag.name != "tr" && tag.name != "table") return false;
  if (!in_table_ && !tag.closing) {
    flush();
    in_table_ = true;
    header_rows_ = 0;
  }
  end_cell();
  if (is_cell && !tag.closing) {
    in_cell_ = true;
    header_row_ = header_row_ && tag.name == "th";
    inline_.set_cell(true);
  } else if (tag.name == "tr") {
    end_row();
  } else if (tag.name == "table" && tag.closing) {
    end_table();
  }
  return true;
}

void HtmlBlockReader::end_cell() {
  if (in_cell_) table_.cell(inline_.finish());
  in_cell_ = false;
  inline_.set_cell(false);
}

void HtmlBlockReader::end_row() {
  const int before = table_.rows();
  table_.end_row();
  if (table_.rows() > before && header_row_ && header_rows_ == before) ++header_rows_;
  header_row_ = true;
}

void HtmlBlockReader::end_table() {
  if (!in_table_) return;
  end_cell();
  end_row();
  in_table_ = false;
  Block block;
  block.kind = BlockKind::kTable;
  block.level = static_cast<std::uint8_t>(std::min(header_rows_, 255));
  block.spans = table_.take();
  if (!block.spans.empty()) blocks_.push_back(std::move(block));
}

}  // namespace lr::pack
