// Scans the text of a unit for a query without decoding all of it: text is read token by token, and what is known to have
// nothing of the query is passed over whole. Code points are counted where something was found only.
#pragma once
#include <libreader/bundle.h>

#include <cstdint>

#include "lists.h"
#include "phrase_memo.h"
#include "query.h"

namespace lr {

class Scanner {
 public:
  // All three outlive this.
  void open(Bundle& bundle, Query& query, GroupLists& lists);

  // Goes to the start of a unit.
  void begin(const Unit& unit);

  // The place of the next match in the unit. kEnd: there is none. A damaged chunk is passed over and counted in the
  // bundle; nothing matches across it. kIo.
  Status next(std::uint32_t& code_point);

  // Memory that may be used before begin() is called for the first time.
  std::span<std::uint32_t> scratch() { return memo_.words(); }

 private:
  static constexpr std::uint32_t kNoChunk = 0xFFFFFFFF;
  static constexpr std::uint32_t kMaxCluster = 31;
  static constexpr std::uint32_t kMaxParts = 2 * kMaxPhraseSymbols - 1;  // of a phrase, itself included

  // What a part is to the scan.
  enum class Known : std::uint8_t {
    kNothing,  // neither of the query nor text
    kText,     // text without anything of the query
    kNot,
  };
  // Behind a symbol.
  struct Counted {
    std::uint32_t code_point;  // of the unit
    Symbol last;
    bool in_span;
  };

  Status enter_chunk();
  Status load_chunk(const Bundle::Chunk& record);
  Status pass_units();
  void leave_chunk();
  void lose_chunk();
  Status next_token();
  Status next_part();
  Status next_symbol(Symbol symbol);
  void end_part();
  bool take(std::uint8_t id);
  void pass() {
    if (span_ == 0) matched_ = 0;
  }
  Known known(Part part) const;
  std::uint32_t code_points_of(Symbol symbol) const;
  Status count_symbols(Part part, std::uint32_t& symbols);
  Status count(Part part, std::uint32_t symbols, Counted& counted);
  Status count_to(std::uint32_t& code_point);

  Bundle* bundle_ = nullptr;
  Query* query_ = nullptr;
  GroupLists* lists_ = nullptr;
  Unit unit_{};
  std::uint32_t chunk_ = 0;  // of the bundle
  std::uint32_t loaded_chunk_ = kNoChunk;
  const std::uint8_t* bytes_ = nullptr;
  std::uint32_t chunk_code_point_ = 0;  // of the unit: where the chunk begins
  std::uint32_t matched_ = 0;           // code points of the query that the text ends in
  std::uint16_t size_ = 0;              // of the loaded chunk
  std::uint16_t code_points_ = 0;
  std::uint16_t bit_ = 0;
  Symbol plain_first_ = 0, plain_end_ = 0;  // symbols of one code point each
  Symbol soft_hyphen_ = kNoSymbol;          // stands in words and is no text
  std::uint8_t context_ = 0;
  std::uint8_t span_ = 0;
  // How far code points were counted, and the token that is taken apart.
  Counted counted_{};
  std::uint16_t counted_bit_ = 0, token_bit_ = 0;
  Part token_ = 0;
  bool in_chunk_ = false;
  // What is left of a token, and of a symbol of several code points.
  Part stack_[kMaxPhraseDepth + 1];
  std::uint8_t depth_ = 0;
  std::uint8_t parts_ = 0;  // of the token so far
  std::uint8_t cluster_at_ = 0, cluster_size_ = 0;
  std::uint8_t cluster_[kMaxCluster];
  // Where the unit after the one that was read to its end begins, in a chunk that both share.
  std::uint32_t end_chunk_ = kNoChunk;
  std::uint16_t end_bit_ = 0, end_units_ = 0;
  std::uint8_t buffer_[kPageBytes];
  PhraseMemo memo_;
};

}  // namespace lr
