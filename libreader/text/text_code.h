// The code that text is stored in: tokens, each a symbol or a phrase, which is a pair of two others. A token has two
// codewords: that of its class, after the symbol before it, and its own in that class. Static, so that decoding can begin at
// any chunk; tables and phrases are read in place, and what is in memory is a record of each class.
//
// Partner of pack/grammar/code_writer.cpp. Specified in bundle/FORMAT.md, "CODE" and "PHRA".
#pragma once
#include <libreader/base/bits.h>
#include <libreader/base/paged_bytes.h>
#include <libreader/status.h>

#include <cstdint>
#include <span>

#include "control.h"
#include "symbol.h"

namespace lr {

inline constexpr int kMaxTokenClasses = 32;
inline constexpr int kMaxCodeLength = 16;
inline constexpr int kMaxPhraseSymbols = 64;
inline constexpr int kMaxPhraseDepth = 16;
inline constexpr int kRulesASample = 32;
inline constexpr std::uint32_t kTextCodeHeadBytes = 12;
inline constexpr std::uint32_t kTokenClassBytes = 10;  // as stored
inline constexpr std::uint32_t kLengthBytes = 4;
inline constexpr std::uint32_t kMaxUpperBits = 1u << 22;

// A symbol, or from TextCode::symbols() on a phrase, or behind those an added symbol.
using Part = std::uint16_t;

// A phrase taken apart, kept for the next time.
struct KeptPhrase {
  Part phrase = 0;  // 0, which is none: nothing is kept here
  Part left, right;
  std::uint8_t token_class;
};

class TextCode {
 public:
  // Symbols from `first_rare` on are rare (Alphabet::first_rare); `added` symbols more have no codewords. kDamaged: a bound
  // of the tables does not hold, or they do not fit the symbols. kIo.
  Status open(Storage& storage, Range code, Range phrases, std::uint32_t symbols, std::uint32_t first_rare,
              std::uint32_t added = 0);

  // Memory to keep phrases in, or none; after open(). It outlives this.
  void keep(std::span<KeptPhrase> memory);

  // Those that have codewords.
  std::uint32_t symbols() const { return symbols_; }
  // Of a part that is a phrase, or an added symbol.
  bool is_phrase(Part part) const { return part >= symbols_ && part < symbols_ + rules_; }
  Symbol symbol_of(Part part) const { return static_cast<Symbol>(part < symbols_ ? part : part - rules_); }

  // The context that a symbol is to the token after it.
  std::uint8_t context_of(Symbol symbol) {
    if (symbol >= symbols_) symbol = kAddedSymbol;
    if (symbol >= first_rare_) return static_cast<std::uint8_t>(classes_ - 1);
    return static_cast<std::uint8_t>(code_.bits(labels_at_ + symbol * label_bits_, label_bits_));
  }

  // The context at the start of a unit.
  std::uint8_t first_context() { return context_of(kEndOfUnit); }

  // The next token. Bits that are not there read as zeros: check bits.overrun(). kDamaged, kIo: `part` is kNoSymbol.
  Status token(BitReader& bits, std::uint8_t context, Part& part);

  // The two parts of a phrase. `token_class` is its class or kAnyClass, and afterwards the class of both it and `left`.
  static constexpr std::uint8_t kAnyClass = 0xFF;
  Status split(Part phrase, std::uint8_t& token_class, Part& left, Part& right);

  // The last symbol of a token.
  Status last_symbol(Part part, Symbol& symbol);

  // Goes over so many units of a chunk; `bits` is at the start of one. kDamaged: it has not so many; kIo.
  Status pass_units(BitReader& bits, std::uint32_t units);

 private:
  friend class TokenWalk;  // search/token_walk.h has tables for some of the codewords
  struct TokenClass {
    std::uint16_t first_symbol;  // in the map
    std::uint16_t first_rule;
    std::uint32_t first_value;   // of its rules' left parts
    std::uint16_t lengths_at;    // its first entry of the table of lengths
    std::uint8_t shortest;       // codeword
    std::uint8_t lengths;        // entries
    std::uint16_t row_place;      // where in place, or 0: the head lies there
    std::uint16_t entries_place;
  };

  Status load_classes(std::uint32_t& lengths);
  const std::uint8_t* row_of(TokenClass& context);
  const std::uint8_t* entries_of(TokenClass& token_class);
  Status added_symbol(BitReader& bits, Part& part);
  std::uint8_t class_of_rule(std::uint32_t rule) const;
  std::uint32_t upper_of(std::uint32_t rule);
  Status trouble();
  Symbol mapped_symbol(std::uint32_t place) {
    return static_cast<Symbol>(place < first_rare_ ? code_.bits(map_at_ + place * map_bits_, map_bits_) : place);
  }

  PagedBytes code_, phrases_;
  std::uint16_t symbols_ = 0, rules_ = 0, added_ = 0;
  std::uint16_t first_rare_ = 0;  // all from here on are of the last class, without entries in map and labels
  std::uint8_t classes_ = 0, low_bits_ = 0, sample_bits_ = 0, map_bits_ = 0, label_bits_ = 0, part_bits_ = 0;
  std::uint32_t rows_at_ = 0, lengths_at_ = 0;              // bytes of CODE
  std::uint32_t map_at_ = 0, labels_at_ = 0;                // bits of CODE
  std::uint32_t upper_at_ = 0, samples_at_ = 0;             // bits of PHRA
  std::uint32_t upper_bits_ = 0;
  TokenClass class_[kMaxTokenClasses + 1] = {};
  std::span<KeptPhrase> kept_;  // by the rule, modulo their number
  std::uint8_t scratch_[PagedBytes::kMaxSpan] = {};         // a row or lengths that lie on two pages
};

// The symbols of a token one after the other.
class Expansion {
 public:
  void begin(Part part) {
    stack_[0] = part;
    depth_ = 1;
    given_ = 0;
  }
  void clear() { depth_ = 0; }
  bool empty() const { return depth_ == 0; }
  // How many symbols of the token were taken.
  std::uint8_t given() const { return given_; }

  // Only when not empty. kDamaged: the phrase is deeper or longer than phrases are. kIo.
  Status next(TextCode& code, Symbol& symbol);

 private:
  Part stack_[kMaxPhraseDepth + 1];
  std::uint8_t depth_ = 0;
  std::uint8_t given_ = 0;
};

}  // namespace lr
