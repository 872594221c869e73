// Just enough HTML for what people write into Markdown. The names of character references come from cmark-gfm.
#include "html.h"

#include <cmark-gfm.h>
#include <cmark-gfm/houdini.h>

#include <algorithm>

namespace lr::pack {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_'; }

// End of the tag that begins at `at`, or npos: a '>' inside quotation marks does not end it.
std::size_t end_of_tag(std::string_view html, std::size_t at) {
  const std::size_t name = at + (html.substr(at).starts_with("</") ? 2u : 1u);
  const bool declaration = html.substr(at).starts_with("<!") || html.substr(at).starts_with("<?");
  if (!declaration && (name >= html.size() || !is_letter(html[name]))) return std::string_view::npos;
  char quote = 0;
  for (std::size_t i = name; i < html.size(); ++i) {
    if (quote != 0) {
      if (html[i] == quote) quote = 0;
    } else if ((html[i] == '"' || html[i] == '\'') && html[i - 1] == '=') {
      quote = html[i];
    } else if (html[i] == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<HtmlPiece> split_html(std::string_view html) {
  std::vector<HtmlPiece> pieces;
  std::size_t text_start = 0;
  bool may_have_tags = true;  // an unfinished tag means that no later '<' is worth a search
  const auto cut = [&](HtmlPiece::Kind kind, std::size_t from, std::size_t to) {
    if (from > text_start) pieces.push_back({HtmlPiece::Kind::kText, html.substr(text_start, from - text_start)});
    if (to > from) pieces.push_back({kind, html.substr(from, to - from)});
    text_start = to;
  };
  for (std::size_t at = html.find('<'); at != std::string_view::npos && may_have_tags; at = html.find('<', at)) {
    if (html.substr(at).starts_with("<!--")) {
      const std::size_t end = html.find("-->", at + 4);
      const std::size_t to = end == std::string_view::npos ? html.size() : end + 3;
      cut(HtmlPiece::Kind::kComment, at, to);
      at = to;
    } else if (const std::size_t end = end_of_tag(html, at); end != std::string_view::npos) {
      cut(HtmlPiece::Kind::kTag, at, end);
      at = end;
    } else {
      may_have_tags = html.find('>', at) != std::string_view::npos;
      ++at;
    }
  }
  cut(HtmlPiece::Kind::kText, html.size(), html.size());
  return pieces;
}

HtmlTag parse_tag(std::string_view raw) {
  HtmlTag tag;
  std::size_t at = 1;
  if (raw.starts_with("</")) {
    tag.closing = true;
    at = 2;
  }
  while (at < raw.size() && is_name(raw[at])) tag.name += lower(raw[at++]);
  tag.self_closing = raw.ends_with("/>");
  return tag;
}

std::string attribute(std::string_view tag, std::string_view name) {
  std::size_t at = 1;
  while (at < tag.size() && !is_space(tag[at])) ++at;
  while (at < tag.size()) {
    while (at < tag.size() && !is_name(tag[at])) ++at;
    std::string key;
    while (at < tag.size() && is_name(tag[at])) key += lower(tag[at++]);
    while (at < tag.size() && is_space(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') continue;
    ++at;
    while (at < tag.size() && is_space(tag[at])) ++at;
    const char quote = at < tag.size() && (tag[at] == '"' || tag[at] == '\'') ? tag[at++] : '\0';
    const std::size_t start = at;
    while (at < tag.size() && (quote != 0 ? tag[at] != quote : !is_space(tag[at]) && tag[at] != '>')) ++at;
    if (key == name) return decode_references(tag.substr(start, at - start));
    if (at < tag.size()) ++at;
  }
  return {};
}

std::string decode_references(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  cmark_strbuf buffer;
  cmark_strbuf_init(cmark_get_default_mem_allocator(), &buffer, 0);
  houdini_unescape_html_f(&buffer, reinterpret_cast<const std::uint8_t*>(text.data()),
                          static_cast<bufsize_t>(text.size()));
  std::string decoded(reinterpret_cast<const char*>(buffer.ptr), static_cast<std::size_t>(buffer.size));
  cmark_strbuf_free(&buffer);
  return decoded;
}

}  // namespace lr::pack
