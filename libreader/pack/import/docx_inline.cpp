// What stands inside a paragraph of WordprocessingML: runs, breaks, notes, fields, links, readings, changes.
#include <libreader/bundle/block.h>

#include <algorithm>
#include <cstdlib>

#include "docx_reader.h"
#include "fields.h"
#include "utf.h"
#include "web_address.h"

namespace lr::pack {
namespace {

struct Sign {
  std::string_view font;
  int code;
  char32_t c;
};

// The signs of symbol fonts that people use in text.
constexpr Sign kSigns[] = {
    {"Wingdings", 0xFC, U'✓'}, {"Wingdings", 0xFB, U'✗'}, {"Wingdings", 0xFE, U'☑'}, {"Wingdings", 0xA8, U'□'},
    {"Wingdings", 0x6F, U'□'}, {"Wingdings", 0x6E, U'■'}, {"Wingdings", 0x6C, U'●'}, {"Wingdings", 0xE0, U'→'},
    {"Wingdings", 0xDF, U'←'}, {"Wingdings", 0xE8, U'→'}, {"Wingdings", 0x4A, U'☺'}, {"Wingdings", 0x28, U'☎'},
    {"Wingdings", 0xAB, U'★'}, {"Wingdings", 0xA7, U'▪'}, {"Wingdings 2", 0x52, U'☑'}, {"Wingdings 2", 0xA3, U'□'},
    {"Wingdings 2", 0x50, U'✓'}, {"Symbol", 0xAC, U'←'},  {"Symbol", 0xAE, U'→'},    {"Symbol", 0xB1, U'±'},
    {"Symbol", 0xB0, U'°'},    {"Symbol", 0xB4, U'×'},    {"Symbol", 0xB7, U'•'},    {"Symbol", 0xA3, U'≤'},
    {"Symbol", 0xB3, U'≥'},    {"Symbol", 0xB9, U'≠'},    {"Symbol", 0xBB, U'≈'},    {"Symbol", 0xA5, U'∞'},
    {"Symbol", 0xD6, U'√'},    {"Symbol", 0xE5, U'∑'},    {"Symbol", 0xCE, U'∈'},    {"Symbol", 0x61, U'α'},
    {"Symbol", 0x62, U'β'},    {"Symbol", 0x67, U'γ'},    {"Symbol", 0x64, U'δ'},    {"Symbol", 0x65, U'ε'},
    {"Symbol", 0x6C, U'λ'},    {"Symbol", 0x6D, U'μ'},    {"Symbol", 0x70, U'π'},    {"Symbol", 0x73, U'σ'},
    {"Symbol", 0x77, U'ω'},    {"Symbol", 0x44, U'Δ'},    {"Symbol", 0x57, U'Ω'},    {"Symbol", 0x53, U'Σ'}};

// The address in the instruction `HYPERLINK "https://…"`; empty for a place in the document.
std::string address_of(std::string_view instruction) {
  const std::size_t open = instruction.find('"');
  const std::size_t close = open == std::string_view::npos ? open : instruction.find('"', open + 1);
  if (close == std::string_view::npos || instruction.substr(0, open).find("\\l") != std::string_view::npos) return {};
  return std::string(instruction.substr(open + 1, close - open - 1));
}

std::string_view first_word(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \n\t"), text.size()));
  return text.substr(0, text.find_first_of(" \n\t"));
}

}  // namespace

std::string_view DocxReader::reason_to_drop() const {
  for (const Field& field : fields_) {
    if (field.has_result && field.is_contents) return "the printed table of contents";
  }
  if (style_.role == DocxRole::kContents) return "the printed table of contents";
  return is_hidden_ ? "hidden text" : "";
}

bool DocxReader::enter_inline(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "del" || name == "moveFrom") return drop(node, "deleted text"), false;
  if (name == "Fallback") {
    const bool is_second = static_cast<bool>(child_of(node.parent(), "Choice"));
    return is_second ? (drop(node, "a second version of a drawing"), false) : true;
  }
  if (name == "Choice") {
    const bool is_first = node == child_of(node.parent(), "Choice");
    return is_first ? true : (drop(node, "a second version of a drawing"), false);
  }
  enter_formula(node);
  if (name == "ruby") return ruby(node), false;
  if (name == "r") begin_run(node);
  if (name == "t") return text(decode_utf8(node.text().get())), false;
  if (name == "delText") return drop(node, "deleted text"), false;
  if (name == "tab" && is_named(node.parent(), "r")) text(U" ");
  if (name == "noBreakHyphen") text(U"\u2011", true);
  if (name == "softHyphen") text(U"\u00AD");
  if (name == "sym") symbol(node);
  if (name == "footnoteReference" || name == "endnoteReference") note(name.substr(0, name.find('R')), node);
  if (name == "instrText" && !fields_.empty()) fields_.back().instruction += node.text().get();
  if (name == "fldChar") field_sign(attribute_of(node, "fldCharType"));
  if (name == "br" || name == "cr") {
    const std::string_view type = attribute_of(node, "type");
    if (type.empty() || type == "textWrapping") inline_.hard_break();
  }
  if (name == "rect" && !attribute_of(node, "hr").empty()) has_rule_ = true;
  if (name == "blip") picture(node);
  if (name == "hyperlink") {
    const auto found = targets_ == nullptr ? std::map<std::string, std::string>::const_iterator()
                                           : targets_->find(std::string(attribute_of(node, "id")));
    open_link(targets_ == nullptr || found == targets_->end() ? std::string() : found->second);
  }
  if (name == "fldSimple") {
    Field field{.instruction = std::string(attribute_of(node, "instr")), .has_result = true};
    field.is_contents = first_word(field.instruction) == "TOC";
    fields_.push_back(std::move(field));
  }
  return name != "pPr" && name != "rPr" && name != "sectPr" && name != "tblPr" && name != "instrText";
}

void DocxReader::leave_inline(const pugi::xml_node& node) {
  leave_formula(node);
  if (is_named(node, "hyperlink")) close_link();
  if (is_named(node, "fldSimple") && !fields_.empty()) fields_.pop_back();
  if (is_named(node, "r")) {
    if (!shift_.empty()) inline_.html("</" + shift_ + ">");
    shift_.clear();
    run_styles_ = 0;
    is_hidden_ = false;
  }
}

void DocxReader::begin_run(const pugi::xml_node& run) {
  const pugi::xml_node properties = child_of(run, "rPr");
  run_styles_ = styles_of(properties, styles_.style_of(value_of(properties, "rStyle")).styles);
  is_hidden_ = is_on(properties, "vanish", false);
  const std::string_view align = value_of(properties, "vertAlign");
  const bool calls_note = child_of(run, "footnoteReference") || child_of(run, "endnoteReference");
  shift_ = align == "superscript" && !calls_note ? "sup" : align == "subscript" ? "sub" : "";
  if (!shift_.empty()) inline_.html("<" + shift_ + ">");
}

void DocxReader::text(std::u32string_view text, bool is_added) {
  if (const std::string_view why = reason_to_drop(); !why.empty()) {
    if (!is_added) remarks_.dropped(line_, text, why);
    return;
  }
  if (is_added) remarks_.added(line_, text, "a sign that the document has no text for");
  const bool is_code = style_.role == DocxRole::kCode;
  const bool is_link = std::any_of(links_.begin(), links_.end(), [](const Link& link) { return is_web_address(link.url); });
  unsigned styles = run_styles_;
  if (is_code) styles |= kCodeRun;
  if (is_link) styles |= kLink;
  const RunStyle all[] = {kEmphasis, kStrong, kCodeRun, kLink};
  for (const RunStyle one : all) {
    if ((styles & one) != 0) inline_.open_style(one);
  }
  inline_.text(encode_utf8(text));
  for (const RunStyle one : all) {
    if ((styles & one) != 0) inline_.close_style(one);
  }
  for (Link& link : links_) link.shown += text;
}

void DocxReader::symbol(const pugi::xml_node& node) {
  const std::string_view font = attribute_of(node, "font");
  const long code = std::strtol(std::string(attribute_of(node, "char")).c_str(), nullptr, 16);
  for (const Sign& one : kSigns) {
    if (one.font == font && one.code == (code & 0xFF)) return text(std::u32string(1, one.c), true);
  }
  const bool is_private = code < 0x20 || (code >= 0xD800 && code <= 0xF8FF) || code > 0xFFFF;
  if (!is_private) return text(std::u32string(1, static_cast<char32_t>(code)), true);
  remarks_.add(Remark::Kind::kReplaced, line_, "A sign of the font \"" + std::string(font) + "\" became □.");
  text(U"□", true);
}

// What the author wrote of a picture stands for it; what a program guessed does not.
void DocxReader::picture(const pugi::xml_node& blip) {
  remarks_.add(Remark::Kind::kDropped, line_, "A picture was dropped.");
  pugi::xml_node frame = blip.parent();
  while (frame && !child_of(frame, "docPr")) frame = frame.parent();
  const std::string alt(attribute_of(child_of(frame, "docPr"), "descr"));
  const bool is_guess = alt.find("automatically generated") != std::string::npos || alt.find("AI-generated") != std::string::npos ||
                        alt.find("自动生成") != std::string::npos || alt.find("AI 生成") != std::string::npos;
  if (!alt.empty() && !is_guess) text(decode_utf8(alt), true);
}

void DocxReader::note(std::string_view kind, const pugi::xml_node& node) {
  if (notes_ == nullptr || !reason_to_drop().empty()) return;
  const auto found = notes_->find(std::string(kind) + " " + std::string(attribute_of(node, "id")));
  if (found == notes_->end()) {
    remarks_.add(Remark::Kind::kMissing, line_, "The document calls a note that is not in it.");
    return;
  }
  inline_.note_mark(order_.mark(found->second));
}

// The reading stands before what it is the reading of.
void DocxReader::ruby(const pugi::xml_node& node) {
  const bool dropped = !reason_to_drop().empty();
  if (!dropped) inline_.begin_base();
  walk_into(child_of(node, "rubyBase"));
  if (!dropped) inline_.begin_reading();
  if (!dropped) remarks_.added(line_, is_cjk(language_) ? U"（）" : U" ()", "brackets around a reading");
  walk_into(child_of(node, "rt"));
  if (!dropped) inline_.end_ruby();
}

void DocxReader::field_sign(std::string_view type) {
  if (type == "begin") return fields_.push_back({});
  if (fields_.empty()) return;
  Field& field = fields_.back();
  if (type == "separate") {
    field.has_result = true;
    const std::string_view word = first_word(field.instruction);
    field.is_contents = word == "TOC";
    field.is_link = word == "HYPERLINK" && paragraph_;
    if (field.is_link) open_link(address_of(field.instruction));
  } else if (type == "end") {
    if (field.is_link) close_link();
    fields_.pop_back();
  }
}

// The address of a link stands behind its text, unless it is its text.
void DocxReader::close_link() {
  if (links_.empty()) return;
  const Link link = std::move(links_.back());
  links_.pop_back();
  if (!is_web_address(link.url) || style_.level > 0 || !reason_to_drop().empty()) return;
  const std::u32string shown = without_spaces(link.shown);
  if (shown.empty() || is_same_address(encode_utf8(shown), link.url)) return;
  const bool is_wide = is_cjk(language_);
  const std::u32string address = decode_utf8(link.url);
  remarks_.added(line_, U"（" + address + U"）", "the address of a link");
  inline_.text(is_wide ? "（" : " (");
  inline_.open_style(kLink);
  inline_.text(link.url);
  inline_.close_style(kLink);
  inline_.text(is_wide ? "）" : ")");
}

void DocxReader::drop(const pugi::xml_node& root, std::string_view why) {
  walk_xml(root, [&](const pugi::xml_node& node) {
    if (is_named(node, "t") || is_named(node, "delText")) remarks_.dropped(line_, decode_utf8(node.text().get()), why);
    return true;
  });
}

}  // namespace lr::pack
