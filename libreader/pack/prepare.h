// An article made ready for the bundle: units of tokens, with breaks resolved and note marks and labels put in.
#pragma once
#include <libreader/bundle/block.h>

#include <cstdint>
#include <string>
#include <vector>

#include "document.h"
#include "symbols.h"

namespace lr::pack {

// A symbol where it stands.
struct Token {
  std::uint32_t symbol;
  Opportunity before;
  std::uint8_t styles;       // RunStyle bits
  std::uint8_t span;         // kNoteMarkSpan, kLabelSpan or 0
  bool opens_span;
  bool closes_span;
  std::uint8_t code_points;  // of the reading text
};

struct PreparedUnit {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0, quote_depth = 0, list_depth = 0;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> marks;  // the notes that its marks stand for, in order
  std::uint32_t code_points = 0;
};

struct PreparedNote {
  std::uint32_t first_unit = 0;  // in PreparedArticle::notes_units
  std::uint32_t units = 0;
};

struct PreparedArticle {
  SymbolTable symbols;
  std::vector<PreparedUnit> front, body, note_units;
  std::vector<PreparedNote> notes;
  PreparedUnit listing;  // its title for the contents
};

PreparedArticle prepare(const Article& article);

// A unit of plain text, for titles of the contents.
PreparedUnit prepare_line(const std::u32string& text, Language language, SymbolTable& symbols);

// Gives every token its number in `global` and counts its use.
void remap(std::vector<PreparedUnit*>& units, const SymbolTable& local, SymbolTable& global);

}  // namespace lr::pack
