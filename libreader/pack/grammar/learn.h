// Learns the phrases and classes that make text and dictionary together shortest.
#pragma once
#include <vector>

#include "classes.h"
#include "cost.h"
#include "phrase_set.h"

namespace lr::pack {

struct LearnOptions {
  int classes = 16;                      // at least 2 where symbols are rare
  std::uint32_t first_rare = kNoSymbol;  // symbols from here on are rare: the last class
  std::size_t dictionary_bytes = 0;  // that the phrases may take, about; 0: as many as pay
  unsigned threads = 0;              // 0: as many as the machine has; changes the time only
};

// What suits a text of so many symbols.
LearnOptions learn_options(std::size_t symbols);

// A phrase that is only part of others; a token that was removed.
inline constexpr std::uint8_t kNoCodeword = 0xFF;

struct Learned {
  explicit Learned(std::uint32_t symbols) : phrases(symbols) {}

  PhraseSet phrases;
  Classes classes;
  std::vector<std::uint8_t> token_lengths;  // of codewords, by token; kNoCodeword
  std::vector<std::uint8_t> class_lengths;  // [context class * kMaxTokenClasses + predicted class]
  std::uint64_t text_bits = 0;  // of the text that was learned from
};

// `text` is units one after the other, each closed by kEndOfUnit, of symbols below `symbols`.
Learned learn(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options);

}  // namespace lr::pack
