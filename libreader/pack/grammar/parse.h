// Cuts text into the tokens that cost least: exact, since what a token costs hangs on the symbol before it only.
#pragma once
#include <span>
#include <vector>

#include "classes.h"
#include "cost.h"
#include "phrase_set.h"

namespace lr::pack {

// What tokens cost.
struct Prices {
  Classes classes;
  std::vector<std::int32_t> of_class;  // [context class * kMaxClasses + predicted class]
  std::vector<std::int32_t> of_token;  // by token, within its predicted class

  std::int32_t before(Symbol last, Symbol first) const {
    return of_class[static_cast<std::size_t>(classes.context[last]) * kMaxClasses + classes.predicted[first]];
  }
};

// Of codewords of these lengths (learn.h). What has none costs more than any text.
Prices prices_of(Classes classes, const std::vector<std::uint8_t>& token_lengths,
                 const std::vector<std::uint8_t>& class_lengths);

class Parser {
 public:
  Parser(const PhraseSet& phrases, const Prices& prices) : phrases_(phrases), prices_(prices) {}

  // The tokens of `text`, which follows the symbol `before`. `longest` > 1: no phrase is longer.
  void parse(std::span<const Symbol> text, Symbol before, std::vector<TokenId>& tokens, std::size_t longest = kMaxPhraseSymbols);

  // Of the last parse: what the first n symbols cost.
  Cost cost(std::size_t n) const { return best_[n]; }

 private:
  const PhraseSet& phrases_;
  const Prices& prices_;
  std::vector<Cost> best_;
  std::vector<TokenId> from_;
};

}  // namespace lr::pack
