// Encodes units: parses them into tokens and writes their codewords, in parts that fit a chunk.
//
// Writes what text/text_code.cpp and bundle/text_cursor.cpp read.
#pragma once
#include <libreader/text/alphabet.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/code_reader.h"
#include "grammar/parse.h"
#include "prepare.h"

namespace lr::pack {

// A unit as the stream of symbols and controls that stands in the bundle. Pieces are never parted by a chunk's end.
struct Piece {
  std::array<Symbol, 16> symbols;  // controls, then the symbol that they stand before
  std::uint8_t count = 0;
  std::uint8_t styles = 0;         // that its text symbol has: what a chunk that begins here must switch on
  std::uint8_t code_points = 0;
  std::uint8_t marks = 0;          // note marks that end with it
  bool in_span = false;            // not at the start of a span: no chunk begins here
};

// `number` gives the alphabet's number of a token's symbol.
std::vector<Piece> pieces_of(const PreparedUnit& unit, const std::vector<Symbol>& number, const Alphabet& alphabet);

// The symbols of pieces, and the end of the unit.
std::vector<Symbol> symbols_of(const std::vector<Piece>& pieces);

// A title for a list, or as much of it as fits a chunk: numbers of symbols, seven bits a byte, the low ones first, and 0x80
// where more follow.
std::vector<std::uint8_t> encode_title(const std::vector<Piece>& pieces);

// A unit, or as much of it as fits a chunk.
struct EncodedPart {
  std::vector<std::uint8_t> bytes;
  std::uint32_t bits = 0;
  std::uint16_t code_points = 0;
  std::uint8_t marks = 0;
  std::size_t end = 0;  // the piece of the unit that it ends before
};

class TextEncoder {
 public:
  explicit TextEncoder(const Learned& learned);
  // With the code of a bundle that is there; code() has no sections then.
  explicit TextEncoder(ReadCode code);

  const WrittenCode& code() const { return code_; }

  std::vector<EncodedPart> encode(const std::vector<Piece>& pieces) const;

 private:
  EncodedPart encode_symbols(std::span<const Symbol> symbols, std::size_t longest) const;

  PhraseSet phrases_;
  Prices prices_;
  WrittenCode code_;
};

}  // namespace lr::pack
