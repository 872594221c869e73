// Just enough HTML for what people write into Markdown: tags, comments, attributes, character references. Not a parser
// of pages.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

struct HtmlPiece {
  enum class Kind { kText, kTag, kComment };
  Kind kind = Kind::kText;
  std::string_view raw;  // "<br />", "<!-- -->", or the text with its character references
};

// Cuts `html` at its tags and comments. Nothing is lost: the pieces joined are `html`.
std::vector<HtmlPiece> split_html(std::string_view html);

struct HtmlTag {
  std::string name;  // lower case
  bool closing = false;
  bool self_closing = false;
};

HtmlTag parse_tag(std::string_view raw);
std::string attribute(std::string_view tag, std::string_view name);  // decoded; empty if there is none
std::string decode_references(std::string_view text);                // "&amp;" to "&"

}  // namespace lr::pack
