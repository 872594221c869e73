// Shortest path over the positions of a text.
#include "parse.h"

#include <algorithm>
#include <limits>

namespace lr::pack {

Prices prices_of(Classes classes, const std::vector<std::uint8_t>& token_lengths,
                 const std::vector<std::uint8_t>& class_lengths) {
  Prices prices;
  prices.classes = std::move(classes);
  const auto price = [](std::uint8_t length) {
    return static_cast<std::int32_t>((length == 0xFF ? 1 << 20 : length) * kBit);
  };
  for (const std::uint8_t length : token_lengths) prices.of_token.push_back(price(length));
  for (const std::uint8_t length : class_lengths) prices.of_class.push_back(price(length));
  return prices;
}

void Parser::parse(std::span<const Symbol> text, Symbol before, std::vector<TokenId>& tokens, std::size_t longest) {
  const std::size_t n = text.size();
  best_.assign(n + 1, std::numeric_limits<Cost>::max());
  from_.resize(n + 1);
  best_[0] = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Cost base = best_[i] + prices_.before(i == 0 ? before : text[i - 1], text[i]);
    std::uint32_t node = phrases_.start(text[i]);
    for (std::size_t end = i + 1;; ++end) {
      const TokenId token = phrases_.token_at(node);
      if (token != kNoToken) {
        const Cost cost = base + prices_.of_token[token];
        if (cost < best_[end]) best_[end] = cost, from_[end] = token;
      }
      if (end == n || end - i == longest || !phrases_.goes_on(node)) break;
      node = phrases_.step(node, text[end]);
      if (node == PhraseSet::kNoNode) break;
    }
  }
  const std::size_t first = tokens.size();
  for (std::size_t end = n; end > 0; end -= phrases_[from_[end]].length) tokens.push_back(from_[end]);
  std::reverse(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
}

}  // namespace lr::pack
