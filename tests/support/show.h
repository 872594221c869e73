// Imported blocks as lines of text, for comparing.
#pragma once
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <string>
#include <vector>

namespace lr::test {

using Lines = std::vector<std::string>;

// One line for a block: kind, depths, label, text with its marks; styled stretches as <bits:text>.
inline std::string show(const pack::Block& block) {
  constexpr const char* kNames[] = {"P", "H", "Q", "L", "CAPTION", "CODE", "TABLE", "RULE"};
  std::string line = block.kind == BlockKind::kTitle ? "TITLE" : kNames[static_cast<int>(block.kind)];
  if (block.level > 0) line += std::to_string(block.level);
  if (block.quote_depth > 0) line += " q" + std::to_string(block.quote_depth);
  if (block.list_depth > 0) line += " l" + std::to_string(block.list_depth);
  if (!block.label.empty()) line += " " + pack::encode_utf8(block.label);
  line += "|";
  for (const pack::Span& span : block.spans) {
    if (span.note > 0) line += "[" + std::to_string(span.note) + "]";
    if (span.styles != 0) line += "<" + std::to_string(span.styles) + ":";
    line += pack::encode_utf8(span.text);
    if (span.styles != 0) line += ">";
  }
  return line;
}

inline Lines show(const std::vector<pack::Block>& blocks) {
  Lines lines;
  for (const pack::Block& block : blocks) lines.push_back(show(block));
  return lines;
}

inline Lines show_notes(const pack::Article& article) {
  Lines lines;
  for (const pack::Note& note : article.notes) {
    std::string line = pack::encode_utf8(note.label);
    for (const pack::Block& block : note.blocks) line += " " + show(block);
    lines.push_back(line);
  }
  return lines;
}

// What the account of an import says is lost, and what is invented; empty for an even one.
inline std::string unevenness(const pack::ImportResult& result) {
  const pack::Balance balance = pack::audit(result.articles, result.account);
  if (balance.is_even()) return {};
  return "lost: " + pack::encode_utf8(balance.lost) + "; invented: " + pack::encode_utf8(balance.invented);
}

inline bool has_remark(const pack::ImportResult& result, pack::Remark::Kind kind, const std::string& part) {
  for (const pack::Remark& remark : result.remarks) {
    if (remark.kind == kind && remark.what.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace lr::test
