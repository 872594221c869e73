// Scans the text of a unit for a query without decoding all of it: text is read token by token, and those in which no
// match is known to begin or to go on are passed over whole.
#pragma once
#include <libreader/bundle.h>

#include <cstdint>

#include "lists.h"
#include "query.h"
#include "token_walk.h"

namespace lr {

class Scanner {
 public:
  // All outlive this; `memory` is that of `memory()`, or what is left of it.
  void open(Bundle& bundle, Query& query, GroupLists& lists, std::span<std::uint32_t> memory);

  // Goes to the start of a unit.
  void begin(const Unit& unit);

  // The place of the next match in the unit. kEnd: there is none. A damaged chunk is passed over and counted in the
  // bundle; nothing matches across it. kIo.
  Status next(std::uint32_t& code_point);

  // Memory for the query and the tables of a scan.
  std::span<std::uint32_t> memory() { return memory_; }

 private:
  static constexpr std::uint32_t kNoChunk = 0xFFFFFFFF;
  static constexpr std::uint32_t kMemoryBytes = sizeof(void*) == 4 ? 3128 : 3008;
  static_assert(kMemoryBytes / 4 >= Query::kLeastWords);
  static constexpr std::uint8_t kLittle = 16;  // chunks: a scan of no more needs not all tables
  static constexpr std::uint32_t kMaxCluster = 31;
  static constexpr std::uint32_t kMaxParts = 2 * kMaxPhraseSymbols - 1;  // of a phrase, itself included

  Status enter_chunk();
  void take_buffer();
  Status load_chunk(const Bundle::Chunk& record);
  Status pass_units();
  void leave_chunk();
  void lose_chunk();
  Status next_token();
  Status next_parts();
  Status next_symbol(Symbol symbol);
  void end_part();
  bool take(std::uint8_t id);

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
  std::uint8_t context_ = 0;
  std::uint8_t span_ = 0;
  bool in_chunk_ = false;
  std::uint8_t scanned_ = 0;      // chunks since walk_ was opened, to kLittle
  std::uint32_t code_point_ = 0;  // of the unit: before this place, but for what walk_ has not counted
  // What is left of a token, and of a symbol of several code points.
  Part stack_[kMaxPhraseDepth + 1];
  std::uint8_t depth_ = 0;
  std::uint8_t parts_ = 0;      // of the token so far
  std::uint8_t top_class_ = 0;  // of the part that comes next, or TextCode::kAnyClass
  std::uint8_t cluster_at_ = 0, cluster_size_ = 0;
  std::uint8_t cluster_[kMaxCluster];
  // Where the unit after the one that was read to its end begins, in a chunk that both share.
  std::uint32_t end_chunk_ = kNoChunk;
  std::uint16_t end_bit_ = 0, end_units_ = 0;
  std::span<std::uint8_t> tables_;  // memory for walk_
  TokenWalk walk_;
  std::uint8_t* buffer_ = nullptr;  // for a chunk that is not mapped, or mended
  std::uint32_t memory_[kMemoryBytes / 4];
};

}  // namespace lr
