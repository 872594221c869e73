// What stands inside a block of HTML: text, emphasis, links, pictures, references to notes. The blocks themselves are
// html_blocks.cpp's.
#include <algorithm>
#include <utility>

#include "characters.h"
#include "html_blocks.h"
#include "utf.h"

namespace lr::pack {
namespace {

// Tags that InlineBuilder knows, each by the name that it knows it by; nullptr for the others.
const char* inline_name(const GumboNode* node) {
  struct Name {
    GumboTag tag;
    const char* name;
  };
  static constexpr Name kNames[] = {
      {GUMBO_TAG_EM, "em"},    {GUMBO_TAG_I, "em"},      {GUMBO_TAG_VAR, "em"},    {GUMBO_TAG_STRONG, "strong"},
      {GUMBO_TAG_B, "strong"}, {GUMBO_TAG_CODE, "code"}, {GUMBO_TAG_KBD, "code"},  {GUMBO_TAG_SAMP, "code"},
      {GUMBO_TAG_TT, "code"},  {GUMBO_TAG_RUBY, "ruby"}, {GUMBO_TAG_RT, "rt"},     {GUMBO_TAG_RP, "rp"},
      {GUMBO_TAG_RB, "rb"},    {GUMBO_TAG_RTC, "rtc"},   {GUMBO_TAG_SUP, "sup"},   {GUMBO_TAG_SUB, "sub"},
      {GUMBO_TAG_DEL, "del"},  {GUMBO_TAG_S, "del"},     {GUMBO_TAG_STRIKE, "del"}};
  for (const Name& one : kNames) {
    if (one.tag == tag_of(node)) return one.name;
  }
  return nullptr;
}

bool is_style(std::string_view name) { return name == "em" || name == "strong" || name == "code"; }

bool is_gap(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x3000; }

// No-break spaces that only make an indent or a gap are spaces.
std::u32string plain_spaces(std::u32string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != 0xA0) continue;
    const char32_t before = i > 0 ? text[i - 1] : U' ', after = i + 1 < text.size() ? text[i + 1] : U' ';
    if (is_gap(before) || is_gap(after) || is_east_asian(before) || is_east_asian(after)) text[i] = ' ';
  }
  return text;
}

bool begins_indented(std::u32string_view text) {
  const std::size_t first = text.find_first_not_of(U"\n\t ");
  if (first == std::u32string_view::npos) return false;
  return text[first] == 0x3000 || text.substr(first).starts_with(U"\u00A0\u00A0");
}

}  // namespace

void HtmlBlockReader::text(std::string_view utf8) {
  if (muted_) return;
  const std::u32string raw = decode_utf8(utf8);
  Remarks& remarks = inline_.remarks();
  if (table_node_ != nullptr && !in_cell_ && next_.kind != BlockKind::kCaption)
    return remarks.dropped(line_, raw, "what stands in a table, but in none of its cells");
  const bool is_blank = std::all_of(raw.begin(), raw.end(), is_gap);
  if (raised_ > 0 && raw.find_first_not_of(U"[]［］【】(),，、; \n\u00A0") == std::u32string::npos)
    return remarks.dropped(line_, raw, "signs around the number of a note mark");
  if (!is_blank && first_line_ == 0) first_line_ = line_;
  if (pending_break_ && !is_blank) {
    pending_break_ = false;
    if (begins_indented(raw) && !in_cell_) {
      flush();
    } else {
      inline_.hard_break();
    }
  }
  has_words_ = has_words_ || !is_blank;
  const std::string plain = encode_utf8(plain_spaces(raw));
  for (std::size_t at = 0; at <= plain.size();) {
    const std::size_t end = std::min(plain.find('\n', at), plain.size());
    if (at > 0) inline_.soft_break();
    inline_.text(std::string_view(plain).substr(at, end - at));
    at = end + 1;
  }
}

void HtmlBlockReader::line_break() {
  if (in_cell_) return inline_.soft_break();
  if (std::exchange(pending_break_, true)) flush();
}

void HtmlBlockReader::picture(const GumboNode* node) {
  const std::string_view alt = attribute_of(node, "alt");
  if (alt.empty() && guide_ != nullptr) return;
  inline_.missing_picture();
  if (in_captioned_figure_) return;
  inline_.put_added(decode_utf8(alt), "the description of a picture");
  has_picture_ = true;
}

bool HtmlBlockReader::enter_inline(const GumboNode* node) {
  if (muted_) return true;
  const GumboTag tag = tag_of(node);
  if (const char* name = inline_name(node); name != nullptr) {
    if (tag == GUMBO_TAG_SUP && guide_ != nullptr) {
      bool calls = false;
      walk(node, [&](const GumboNode* inner) { return calls = calls || guide_->references.contains(inner), !calls; });
      raised_ += calls;
      if (calls) return true;
    }
    inline_.html("<" + std::string(name) + ">");
    if (is_style(name)) styles_.emplace_back(name);
    return true;
  }
  if (tag == GUMBO_TAG_BR) line_break();
  if (tag == GUMBO_TAG_IMG) picture(node);
  if (tag == GUMBO_TAG_A && has_attribute(node, "href")) inline_.open_link(std::string(attribute_of(node, "href")));
  if (tag == GUMBO_TAG_Q) inline_.put_added(U"“", "quotation marks of <q>");
  if (tag == GUMBO_TAG_MATH && has_attribute(node, "alttext")) {
    inline_.remarks().dropped(line_of(node), text_of(node), "a formula, which its description stands for");
    inline_.put_added(decode_utf8(attribute_of(node, "alttext")), "the description of a formula");
    has_words_ = true;
    return false;
  }
  const bool is_known = tag == GUMBO_TAG_BR || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_A || tag == GUMBO_TAG_Q;
  const GumboStringPiece& raw = node->v.element.original_tag;
  if (guide_ == nullptr && !is_known && raw.length > 0) inline_.html({raw.data, raw.length});  // for the remark
  if (!is_tag(node, "annotation")) return true;
  inline_.remarks().dropped(line_of(node), text_of(node), "a formula in another notation");
  return false;
}

void HtmlBlockReader::leave_inline(const GumboNode* node) {
  if (muted_) return;
  const GumboTag tag = tag_of(node);
  const char* name = inline_name(node);
  if (tag == GUMBO_TAG_SUP && raised_ > 0) {
    --raised_;
  } else if (name != nullptr) {
    inline_.html("</" + std::string(name) + ">");
    if (is_style(name) && !styles_.empty()) styles_.pop_back();
  } else if (tag == GUMBO_TAG_A && has_attribute(node, "href")) {
    inline_.close_link();
  } else if (tag == GUMBO_TAG_Q) {
    inline_.put_added(U"”", "quotation marks of <q>");
  }
}

}  // namespace lr::pack
