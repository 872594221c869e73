// An article made ready for the bundle: units of tokens, with breaks resolved and note marks and labels put in.
#pragma once
#include <libreader/bundle/block.h>

#include <cstdint>
#include <functional>
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
  bool operator==(const Token&) const = default;
};

// Where in its article a unit stands. Units come in this order.
enum class Part : std::uint8_t {
  kFront,
  kBody,
  kNotes,
  kListing,  // the article's title for the contents: one unit, no block of the article
};

// A part of a unit's reading text that leads to another place.
struct UnitLink {
  std::uint32_t first = 0, length = 0;  // code points
  std::uint32_t link = 0;               // of the article
};

struct PreparedUnit {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0, quote_depth = 0, list_depth = 0;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> marks;  // the notes that its marks stand for, in order
  std::uint32_t code_points = 0;
  std::vector<UnitLink> links;       // in order
  std::vector<std::string> anchors;  // what links call it
};

struct PreparedNote {
  std::uint32_t first_unit = 0;  // of the units of Part::kNotes
  std::uint32_t units = 0;
};

// Calls take(part, unit) for each unit; symbols are numbered and counted in `symbols`. Of the article only the fields are
// left: a block's text is let go when its unit was taken.
std::vector<PreparedNote> prepare(Article& article, SymbolTable& symbols,
                                  const std::function<void(Part, const PreparedUnit&)>& take);

// A unit of plain text, for titles of the contents.
PreparedUnit prepare_line(const std::u32string& text, Language language, SymbolTable& symbols);

}  // namespace lr::pack
