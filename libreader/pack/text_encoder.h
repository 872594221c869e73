// Encodes units into chunks: learns the text code, then writes symbols and the controls between them.
//
// Writes what text/text_code.cpp and bundle/text_cursor.cpp read.
#pragma once
#include <libreader/text/alphabet.h>
#include <libreader/text/text_code.h>

#include <array>
#include <cstdint>
#include <vector>

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

// The code that was learned from how often each symbol is used.
class TextEncoder {
 public:
  // `uses` has an entry for each symbol, controls included; none is used less than once.
  explicit TextEncoder(std::vector<std::uint64_t> uses);

  // Section CODE without its CRC.
  const std::vector<std::uint8_t>& table() const { return table_; }

  struct Chunk {
    std::vector<std::uint8_t> bytes;  // without its CRC
    std::uint16_t code_points = 0;
    std::uint8_t marks = 0;
  };
  std::vector<Chunk> encode(const std::vector<Piece>& pieces) const;

 private:
  struct Codeword {
    std::uint32_t bits = 0;
    std::uint8_t length = 0;  // bucket code and extra bits together, at most 31
  };
  std::vector<Codeword> codewords_;  // by symbol
  std::vector<std::uint8_t> table_;
};

}  // namespace lr::pack
