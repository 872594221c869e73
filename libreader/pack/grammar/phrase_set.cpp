// Tokens and the trie that finds them in text.
#include "phrase_set.h"

#include <algorithm>

namespace lr::pack {
namespace {

constexpr std::uint64_t kEmpty = ~std::uint64_t{0};

std::uint64_t key_of(std::uint32_t node, Symbol symbol) { return static_cast<std::uint64_t>(node) << 16 | symbol; }

std::size_t slot_of(std::uint64_t key, std::size_t mask) {
  key *= 0x9E3779B97F4A7C15u;
  return static_cast<std::size_t>(key >> 29) & mask;
}

}  // namespace

PhraseSet::PhraseSet(std::uint32_t symbols) : symbols_(symbols), tokens_(symbols), keys_(1 << 14, kEmpty), values_(1 << 14) {
  for (std::uint32_t i = 0; i < symbols; ++i) {
    tokens_[i].first = tokens_[i].last = static_cast<Symbol>(i);
    node_token_.push_back(i);
    node_parent_.push_back(kNoNode);
    node_children_.push_back(0);
  }
}

std::uint32_t PhraseSet::step(std::uint32_t node, Symbol symbol) const {
  const std::uint64_t key = key_of(node, symbol);
  const std::size_t mask = keys_.size() - 1;
  for (std::size_t i = slot_of(key, mask);; i = (i + 1) & mask) {
    if (keys_[i] == key) return values_[i];
    if (keys_[i] == kEmpty) return kNoNode;
  }
}

void PhraseSet::grow() {
  std::vector<std::uint64_t> keys(keys_.size() * 2, kEmpty);
  std::vector<std::uint32_t> values(keys.size());
  const std::size_t mask = keys.size() - 1;
  for (std::size_t from = 0; from < keys_.size(); ++from) {
    if (keys_[from] == kEmpty) continue;
    std::size_t i = slot_of(keys_[from], mask);
    while (keys[i] != kEmpty) i = (i + 1) & mask;
    keys[i] = keys_[from];
    values[i] = values_[from];
  }
  keys_ = std::move(keys);
  values_ = std::move(values);
}

std::uint32_t PhraseSet::node_for(std::uint32_t node, Symbol symbol) {
  if (const std::uint32_t found = step(node, symbol); found != kNoNode) return found;
  if (used_ * 2 >= keys_.size()) grow();
  const std::size_t mask = keys_.size() - 1;
  std::size_t i = slot_of(key_of(node, symbol), mask);
  while (keys_[i] != kEmpty) i = (i + 1) & mask;
  keys_[i] = key_of(node, symbol);
  const auto made = static_cast<std::uint32_t>(node_token_.size());
  values_[i] = made;
  ++used_;
  node_token_.push_back(kNoToken);
  node_parent_.push_back(node);
  node_children_.push_back(0);
  return made;
}

TokenId PhraseSet::add(TokenId left, TokenId right) {
  const Token a = tokens_[left], b = tokens_[right];
  const int depth = std::max(a.depth, b.depth) + 1;
  if (a.length + b.length > static_cast<int>(kMaxPhraseSymbols) || depth > kMaxPhraseDepth) return kNoToken;
  scratch_.clear();
  expand(left, scratch_);
  expand(right, scratch_);
  std::uint32_t node = start(scratch_.front());
  for (std::size_t i = 1; i < scratch_.size(); ++i) node = node_for(node, scratch_[i]);
  if (node_token_[node] != kNoToken) return kNoToken;
  const auto made = static_cast<TokenId>(tokens_.size());
  tokens_.push_back({left, right, a.first, b.last, static_cast<std::uint8_t>(a.length + b.length),
                     static_cast<std::uint8_t>(depth), true});
  node_token_[node] = made;
  for (std::uint32_t up = node_parent_[node]; up != kNoNode; up = node_parent_[up]) ++node_children_[up];
  ++alive_;
  return made;
}

void PhraseSet::remove(TokenId token) {
  scratch_.clear();
  expand(token, scratch_);
  std::uint32_t node = start(scratch_.front());
  for (std::size_t i = 1; i < scratch_.size(); ++i) node = step(node, scratch_[i]);
  node_token_[node] = kNoToken;
  for (std::uint32_t up = node_parent_[node]; up != kNoNode; up = node_parent_[up]) --node_children_[up];
  tokens_[token].alive = false;
  --alive_;
}

void PhraseSet::expand(TokenId token, std::vector<Symbol>& to) const {
  if (token < symbols_) {
    to.push_back(static_cast<Symbol>(token));
    return;
  }
  expand(tokens_[token].left, to);
  expand(tokens_[token].right, to);
}

std::vector<std::uint32_t> PhraseSet::references() const {
  std::vector<std::uint32_t> count(tokens_.size(), 0);
  for (TokenId i = symbols_; i < tokens_.size(); ++i) {
    if (!tokens_[i].alive) continue;
    ++count[tokens_[i].left];
    ++count[tokens_[i].right];
  }
  return count;
}

}  // namespace lr::pack
