// What of a bundle's text is searched: the folded code points of its symbols, and the lists of section SRCH that they
// are entered in.
#pragma once
#include <libreader/search/section.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "alphabet_builder.h"
#include "prepare.h"
#include "search_mode.h"

namespace lr::pack {

class SearchTerms {
 public:
  SearchTerms(const BuiltAlphabet& alphabet, const SymbolTable& symbols, SearchMode mode);
  // Those of a bundle that there is, by its own folds. Throws InputError: it has one that cannot be.
  SearchTerms(Bundle& bundle, SearchSection& section);

  bool has_lists() const { return has_lists_; }
  std::uint32_t symbols() const { return static_cast<std::uint32_t>(folded_.size()); }
  std::uint32_t letter_lists() const { return letter_lists_; }
  std::uint32_t chunks_a_group_log2() const { return chunks_log2_; }
  // Symbols that pairs are of, by their lists, ascending; and how many numbers pairs are entered in.
  const std::vector<Symbol>& frequent() const { return frequent_; }
  std::uint32_t pair_numbers() const { return pair_numbers_; }
  bool is_frequent(char32_t folded) const;
  // Lists: of symbols, of letters, of pairs.
  std::uint32_t lists() const { return has_lists_ ? symbols() + letter_lists_ + pair_numbers_ : 0; }

  // What the bundle folds, to which symbol: what plain_fold() does not do by itself. Ascending.
  const std::map<char32_t, Symbol>& folds() const { return folds_; }

  // Of a symbol of the alphabet, as the device folds them.
  const std::u32string& folded(Symbol symbol) const { return folded_[symbol]; }
  // The list of a folded code point; kNoList: it has none, since no symbol is just it.
  std::uint32_t list_of(char32_t folded) const;
  static constexpr std::uint32_t kNoList = 0xFFFFFFFF;

 private:
  void find_frequent(const std::vector<std::uint64_t>& uses);

  bool has_lists_;
  std::uint32_t letter_lists_ = 0, chunks_log2_ = 0, pair_numbers_ = 0;
  std::vector<Symbol> frequent_;
  std::map<char32_t, Symbol> folds_;
  std::unordered_map<char32_t, Symbol> lists_;
  std::vector<std::u32string> folded_;
};

// The lists of the chunks of an article, unit by unit.
class ChunkLists {
 public:
  explicit ChunkLists(const SearchTerms& terms) : terms_(terms) {}

  void begin_unit();
  // A symbol of the reading text, in a chunk of the article.
  void add(std::uint32_t chunk, Symbol symbol);
  // Of each chunk, ascending.
  std::vector<std::vector<std::uint32_t>> take(std::size_t chunks);

 private:
  // A chunk of the unit, and its first code point of the unit's.
  struct Start {
    std::uint32_t chunk;
    std::uint32_t code_point;
  };
  struct Letter {
    char32_t code_point;
    std::uint32_t chunk;
  };
  void enter(std::uint32_t chunk, std::uint32_t list);
  void enter_reach(std::uint32_t last, std::uint32_t list);
  void add(std::uint32_t chunk, char32_t folded);

  const SearchTerms& terms_;
  std::vector<std::vector<std::uint32_t>> chunks_;
  std::vector<Start> starts_;
  std::uint32_t code_points_ = 0;  // of the unit
  Letter last_[3] = {};            // code points of it
  std::uint32_t letters_ = 0;      // of a word, up to the last
};

}  // namespace lr::pack
