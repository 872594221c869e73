// What is sought: its folded code points, the symbols that are like one of them, and how far a text has matched it so
// far.
#pragma once
#include <libreader/bundle.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "section.h"

namespace lr {

inline constexpr std::uint32_t kMaxQuerySymbols = 192;

class Query {
 public:
  // A code point of the query, by the first place of its like in the query; a symbol of several code points, of which
  // one is in the query; a symbol that has nothing of the query.
  static constexpr std::uint8_t kCluster = 0xFE, kNothing = 0xFF;

  // Takes what it keeps from the front of `memory`, kLeastWords of it at least, and leaves the rest. kBadCall: empty.
  // kNoSpace: too long, or too many symbols. kDamaged, kIo.
  Status open(Bundle& bundle, SearchSection& section, std::string_view utf8, std::span<std::uint32_t>& memory);
  static constexpr std::size_t kLeastWords = kMaxQueryCodePoints * 3 / 2 + kMaxQuerySymbols + 256;

  std::uint32_t size() const { return size_; }
  // Folded.
  std::uint32_t code_point(std::uint32_t index) const { return code_points_[index]; }
  std::uint8_t id(std::uint32_t index) const { return ids_[index]; }
  // The first symbol of just this code point or its like: the one that the list is of. kNoSymbol: there is none.
  Symbol first_symbol(std::uint32_t index) const;
  // Whether the bundle has symbols for all of it.
  bool can_match() const { return can_match_; }

  // kNothing, kCluster or an id.
  std::uint8_t find(Symbol symbol) const {
    return (filter_[symbol % kFilterBits / 32] >> symbol % 32 & 1) == 0 ? kNothing : look_up(symbol);
  }
  // Whether a match may begin with a symbol, or in it.
  bool may_begin(Symbol symbol) const {
    const std::uint8_t id = find(symbol);
    return id == 0 || id == kCluster;
  }
  // The ids of a symbol's code points. kDamaged, kIo.
  Status ids_of_cluster(Symbol symbol, std::span<std::uint8_t> ids, std::uint32_t& count);

  // So many code points matched, fewer than all; the next one of the text is `id`: how many match now. size(): the
  // query ends here, and whole_border() go on.
  std::uint32_t whole_border() const { return borders_[size_ - 1]; }
  std::uint32_t step(std::uint32_t matched, std::uint8_t id) const {
    while (matched > 0 && ids_[matched] != id) matched = borders_[matched - 1];
    return ids_[matched] == id ? matched + 1 : 0;
  }

 private:
  static constexpr std::uint32_t kFilterBits = 512;

  Status decode(std::string_view utf8);
  Status find_symbols(std::span<const std::uint32_t> likes, std::span<const std::uint8_t> ids);
  Status add_symbol(Symbol symbol, std::uint8_t id);
  void find_borders();
  std::uint8_t id_of(std::uint32_t folded) const;
  std::uint8_t look_up(Symbol symbol) const;

  Bundle* bundle_ = nullptr;
  SearchSection* section_ = nullptr;
  std::uint32_t* code_points_ = nullptr;
  std::uint32_t* symbols_ = nullptr;  // ascending; << 8 | id
  std::uint32_t filter_[kFilterBits / 32];
  std::uint8_t* ids_ = nullptr;
  std::uint8_t* borders_ = nullptr;  // of the first n + 1 code points: the longest end that is a beginning too
  std::uint16_t symbol_count_ = 0;
  std::uint8_t size_ = 0;
  bool can_match_ = false;
};

}  // namespace lr
