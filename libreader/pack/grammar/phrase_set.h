// The tokens that text is cut into: every symbol, and phrases, each a pair of two other tokens.
#pragma once
#include <libreader/text/symbol.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lr::pack {

using TokenId = std::uint32_t;

inline constexpr TokenId kNoToken = 0xFFFFFFFF;
inline constexpr std::size_t kMaxPhraseSymbols = 64;
inline constexpr int kMaxPhraseDepth = 16;

class PhraseSet {
 public:
  // Tokens 0 … symbols - 1 are the symbols.
  explicit PhraseSet(std::uint32_t symbols);

  struct Token {
    TokenId left = kNoToken, right = kNoToken;  // of a phrase
    Symbol first = 0, last = 0;
    std::uint8_t length = 1;  // in symbols
    std::uint8_t depth = 0;   // of its derivation
    bool alive = true;
  };

  // A new phrase, or kNoToken where it is there already, or too long or deep.
  TokenId add(TokenId left, TokenId right);
  void remove(TokenId token);  // its number is not given again

  std::uint32_t symbols() const { return symbols_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.size()); }
  std::uint32_t phrases() const { return alive_; }
  const Token& operator[](TokenId token) const { return tokens_[token]; }
  void expand(TokenId token, std::vector<Symbol>& to) const;

  // How many phrases have it as a part.
  std::vector<std::uint32_t> references() const;

  // Matching: from kRoot by one symbol after the other; kNoNode where no phrase goes on.
  static constexpr std::uint32_t kNoNode = 0xFFFFFFFF;
  std::uint32_t start(Symbol symbol) const { return symbol; }  // the node of a symbol alone
  std::uint32_t step(std::uint32_t node, Symbol symbol) const;
  TokenId token_at(std::uint32_t node) const { return node_token_[node]; }
  bool goes_on(std::uint32_t node) const { return node_children_[node] != 0; }

 private:
  std::uint32_t node_for(std::uint32_t node, Symbol symbol);
  void grow();

  std::uint32_t symbols_;
  std::uint32_t alive_ = 0;
  std::vector<Token> tokens_;
  // The trie: an open hash of (node, symbol) to node.
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> values_;
  std::uint32_t used_ = 0;
  std::vector<TokenId> node_token_;
  std::vector<std::uint32_t> node_parent_;
  std::vector<std::uint32_t> node_children_;  // phrases below it
  std::vector<Symbol> scratch_;
};

}  // namespace lr::pack
