// The styles of a DOCX: what a paragraph is by its style, and what a character style looks like.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "../document.h"
#include "xml.h"

namespace lr::pack {

enum class DocxRole : std::uint8_t {
  kText,
  kTitle,
  kSubtitle,
  kAuthor,
  kDate,
  kAbstract,
  kQuote,
  kCaption,
  kCode,
  kContents,  // of a printed table of contents
};

// A style with all that it has from the styles that it is based on.
struct DocxStyle {
  DocxRole role = DocxRole::kText;
  int level = 0;      // of a heading, 1 to 9; 0 for none
  std::string number; // numId, or empty
  int depth = 0;      // ilvl
  Styles styles = 0;
};

class DocxStyles {
 public:
  void read(const pugi::xml_node& root);  // of word/styles.xml
  const DocxStyle& style_of(std::string_view id) const;

 private:
  std::map<std::string, DocxStyle, std::less<>> styles_;
};

// <w:b/> and <w:b w:val="true"/> are on, <w:b w:val="0"/> is off; what is not there is `otherwise`.
bool is_on(const pugi::xml_node& properties, std::string_view name, bool otherwise);

// Bold and italic of <w:rPr>, over what holds without it.
Styles styles_of(const pugi::xml_node& properties, Styles otherwise);

std::string_view value_of(const pugi::xml_node& node, std::string_view child);  // of the child's attribute "val"
int number_of(std::string_view digits, int otherwise);

}  // namespace lr::pack
