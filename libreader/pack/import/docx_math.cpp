// Formulas of Office (OMML) as a line of text: fractions with a stroke, roots and sums by their signs, powers raised.
#include "docx_reader.h"
#include "utf.h"

namespace lr::pack {
namespace {

std::u32string sign_of(const pugi::xml_node& node, const char* properties, const char* name, std::u32string_view usual) {
  const pugi::xml_node sign = child_of(child_of(node, properties), name);
  return sign ? decode_utf8(attribute_of(sign, "val")) : std::u32string(usual);
}

// More than a single sign: a part of a fraction or root that needs brackets on a line.
bool is_long(const pugi::xml_node& part) {
  std::size_t characters = 0;
  walk_xml(part, [&](const pugi::xml_node& node) {
    if (is_named(node, "t")) characters += decode_utf8(node.text().get()).size();
    return characters < 2;
  });
  return characters > 1;
}

bool is_bracketed(const pugi::xml_node& part) {
  return (is_named(part, "num") || is_named(part, "den") || (is_named(part, "e") && is_named(part.parent(), "rad"))) && is_long(part);
}

}  // namespace

void DocxReader::enter_formula(const pugi::xml_node& node) {
  if (is_named(node, "oMath")) ++formulas_;
  if (formulas_ == 0) return;
  if (is_named(node, "den")) text(U"/", true);
  if (is_named(node, "rad")) text(U"√", true);
  if (is_named(node, "nary")) text(sign_of(node, "naryPr", "chr", U"∫"), true);
  if (is_named(node, "d")) text(sign_of(node, "dPr", "begChr", U"("), true);
  if (is_bracketed(node)) text(U"(", true);
  if (is_named(node, "sup") || is_named(node, "sub")) inline_.html("<" + std::string(local_name(node)) + ">");
}

void DocxReader::leave_formula(const pugi::xml_node& node) {
  if (formulas_ == 0) return;
  if (is_named(node, "oMath")) --formulas_;
  if (is_named(node, "d")) text(sign_of(node, "dPr", "endChr", U")"), true);
  if (is_bracketed(node)) text(U")", true);
  if (is_named(node, "sup") || is_named(node, "sub")) inline_.html("</" + std::string(local_name(node)) + ">");
}

}  // namespace lr::pack
