// Learns the phrases and classes that make text and dictionary together shortest.
#pragma once
#include <vector>

#include "classes.h"
#include "cost.h"
#include "phrase_set.h"

namespace lr::pack {

struct LearnOptions {
  int classes = 24;
  std::size_t most_phrases = 60000;
  int rule_bits = 20;       // what a phrase costs in the dictionary
  int rounds = 14;
  unsigned threads = 0;     // 0: as many as the machine has
  bool verbose = false;
};

// A phrase that is only part of others; a token that was removed.
inline constexpr std::uint8_t kNoCodeword = 0xFF;

struct Learned {
  explicit Learned(std::uint32_t symbols) : phrases(symbols) {}

  PhraseSet phrases;
  Classes classes;
  std::vector<std::uint8_t> token_lengths;  // of codewords, by token; kNoCodeword
  std::vector<std::uint8_t> class_lengths;  // [context class * kMaxTokenClasses + predicted class]
  std::uint64_t tokens = 0;
  Cost text_cost = 0;  // ideal
};

// `text` is units one after the other, each closed by kEndOfUnit, of symbols below `symbols`.
Learned learn(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options);

}  // namespace lr::pack
