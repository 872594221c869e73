// Orders tokens, gives out codewords, lays the tables out.
#include "code_writer.h"

#include <libreader/text/text_code.h>

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "../section.h"
#include "bit_writer.h"

namespace lr::pack {
namespace {

constexpr std::size_t kRow = kMaxTokenClasses;

class CodeWriter {
 public:
  explicit CodeWriter(const Learned& learned)
      : learned_(learned), phrases_(learned.phrases), classes_(static_cast<std::size_t>(learned.classes.count)) {}

  WrittenCode write() {
    order_tokens();
    give_codewords();
    written_.code = tables();
    written_.phrases = dictionary();
    return std::move(written_);
  }

 private:
  std::size_t class_of(TokenId token) const { return learned_.classes.predicted[phrases_[token].first]; }
  std::uint8_t length_of(TokenId token) const { return learned_.token_lengths[token]; }

  // In a class: symbols by the length of their codewords, then phrases likewise, those without one last. Phrases of one
  // length stand in the order of their left parts.
  void order_tokens() {
    symbols_.resize(classes_);
    rules_.resize(classes_);
    for (TokenId t = 0; t < phrases_.size(); ++t) {
      if (phrases_[t].alive) (t < phrases_.symbols() ? symbols_ : rules_)[class_of(t)].push_back(t);
    }
    place_.assign(phrases_.size(), 0);
    const auto shorter = [&](TokenId a, TokenId b) { return length_of(a) < length_of(b); };
    for (std::size_t c = 0; c < classes_; ++c) {
      std::stable_sort(symbols_[c].begin(), symbols_[c].end(), shorter);
      for (std::uint32_t i = 0; i < symbols_[c].size(); ++i) place_[symbols_[c][i]] = i;
      std::sort(rules_[c].begin(), rules_[c].end(), [&](TokenId a, TokenId b) { return rule_before(a, b); });
      for (std::uint32_t i = 0; i < rules_[c].size(); ++i)
        place_[rules_[c][i]] = static_cast<std::uint32_t>(symbols_[c].size()) + i;
    }
    std::uint32_t rule = phrases_.symbols();
    part_.assign(phrases_.size(), 0);
    for (TokenId t = 0; t < phrases_.symbols(); ++t) part_[t] = t;
    for (const auto& rules : rules_) {
      for (const TokenId t : rules) part_[t] = rule++;
    }
    rule_count_ = rule - phrases_.symbols();
    if (rule >= kNoSymbol) throw std::logic_error("more tokens than a bundle can hold");
  }

  // Left parts are compared by where they will stand, which this same order says.
  bool rule_before(TokenId a, TokenId b) const {
    for (;;) {
      if (a == b) return false;
      if (length_of(a) != length_of(b)) return length_of(a) < length_of(b);
      const TokenId left_a = phrases_[a].left, left_b = phrases_[b].left;
      if (left_a == left_b) return a < b;
      const bool symbol_a = left_a < phrases_.symbols(), symbol_b = left_b < phrases_.symbols();
      if (symbol_a || symbol_b) return symbol_a && symbol_b ? place_[left_a] < place_[left_b] : symbol_a;
      a = left_a;
      b = left_b;
    }
  }

  void give_codewords() {
    written_.of_token.resize(phrases_.size());
    written_.of_class.resize(classes_ * kRow);
    for (std::size_t c = 0; c < classes_; ++c) {
      std::uint32_t code = 0, length = 0;
      std::size_t s = 0, r = 0;
      const auto give = [&](TokenId token) {
        written_.of_token[token] = {code++, static_cast<std::uint8_t>(length)};
      };
      for (; length <= kMaxCodeLength; ++length, code <<= 1) {
        while (s < symbols_[c].size() && length_of(symbols_[c][s]) == length) give(symbols_[c][s++]);
        while (r < rules_[c].size() && length_of(rules_[c][r]) == length) give(rules_[c][r++]);
      }
    }
  }

  // For each context, its classes in the order of their codewords: how much longer than the last, and which.
  void append_row(std::size_t context, Bytes& to) {
    std::vector<std::uint8_t> order(classes_);
    const auto length = [&](std::uint8_t c) { return learned_.class_lengths[context * kRow + c]; };
    for (std::size_t i = 0; i < classes_; ++i) order[i] = static_cast<std::uint8_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint8_t a, std::uint8_t b) { return length(a) < length(b); });
    std::uint32_t code = 0;
    std::uint8_t last = 0;
    for (const std::uint8_t c : order) {
      const int longer = length(c) - last;
      if (longer > 7) throw std::logic_error("a gap between lengths of codewords");
      code <<= longer;
      last = length(c);
      written_.of_class[context * kRow + c] = {code++, last};
      to.u8(static_cast<std::uint32_t>(longer) << 5 | c);
    }
  }

  std::vector<std::uint8_t> tables() {
    find_values();
    Bytes bytes;
    bytes.u16(phrases_.symbols());
    bytes.u16(rule_count_);
    bytes.u8(static_cast<std::uint32_t>(classes_));
    bytes.u8(static_cast<std::uint32_t>(low_bits_));
    bytes.u8(static_cast<std::uint32_t>(std::bit_width(upper_bits_)));
    bytes.u8(0);
    bytes.u32(upper_bits_);
    const std::uint32_t mapped = learned_.classes.first_rare;
    Bytes lengths;
    std::uint32_t symbol = 0, rule = 0;
    for (std::size_t c = 0; c < classes_; ++c) {
      std::uint32_t symbols[kMaxCodeLength + 1] = {}, rules[kMaxCodeLength + 1] = {};
      int shortest = kMaxCodeLength + 1, longest = -1;
      const auto count = [&](const std::vector<TokenId>& tokens, std::uint32_t* counts) {
        for (const TokenId t : tokens) {
          if (length_of(t) == kNoCodeword) continue;
          ++counts[length_of(t)];
          shortest = std::min<int>(shortest, length_of(t));
          longest = std::max<int>(longest, length_of(t));
        }
      };
      count(symbols_[c], symbols);
      count(rules_[c], rules);
      if (longest < 0) shortest = 0;
      bytes.u16(symbol);
      bytes.u16(rule);
      bytes.u32(first_value_[c]);
      bytes.u8(static_cast<std::uint32_t>(shortest));
      bytes.u8(static_cast<std::uint32_t>(longest - shortest + 1));
      for (int length = shortest; length <= longest; ++length) {
        lengths.u16(symbols[length]);
        lengths.u16(rules[length]);
      }
      symbol += static_cast<std::uint32_t>(symbols_[c].size());
      rule += static_cast<std::uint32_t>(rules_[c].size());
    }
    bytes.u16(symbol);
    bytes.u16(rule);
    bytes.u32(0);
    bytes.u16(0);
    for (std::size_t c = 0; c < classes_; ++c) append_row(c, bytes);
    bytes.append(lengths.get());
    BitWriter map, labels;
    const auto map_bits = static_cast<int>(std::bit_width(mapped - 1));
    const auto label_bits = static_cast<int>(std::bit_width(classes_ - 1));
    for (const auto& symbols : symbols_) {
      for (const TokenId t : symbols) {
        if (t < mapped) map.write(t, map_bits);
      }
    }
    for (TokenId t = 0; t < mapped; ++t) labels.write(learned_.classes.context[t], label_bits);
    bytes.append(map.take());
    bytes.append(labels.take());
    return bytes.take();
  }

  // A rule's left part as a number that never falls from one rule to the next: its place in the class, plus a multiple of
  // the tokens of the class.
  void find_values() {
    std::uint32_t value = 0;
    for (std::size_t c = 0; c < classes_; ++c) {
      const auto all = static_cast<std::uint32_t>(symbols_[c].size() + rules_[c].size());
      const std::uint32_t base = value;
      first_value_.push_back(base);
      for (const TokenId t : rules_[c]) {
        const std::uint32_t place = place_[phrases_[t].left];
        const std::uint32_t behind = (value - base) % all;
        value += place >= behind ? place - behind : place + all - behind;
        values_.push_back(value);
      }
    }
    const std::uint32_t last = values_.empty() ? 0 : values_.back();
    std::uint64_t best = ~std::uint64_t{0};
    for (int low = 0; low <= 16; ++low) {
      const std::uint64_t bits = static_cast<std::uint64_t>(low) * rule_count_ + rule_count_ + (last >> low);
      if (bits < best && rule_count_ + (last >> low) <= kMaxUpperBits) best = bits, low_bits_ = low;
    }
    upper_bits_ = rule_count_ == 0 ? 0 : rule_count_ + (last >> low_bits_);
  }

  std::vector<std::uint8_t> dictionary() {
    const auto part_bits = static_cast<int>(std::bit_width(phrases_.symbols() + rule_count_ - 1));
    const auto sample_bits = static_cast<int>(std::bit_width(upper_bits_));
    BitWriter records, upper, samples;
    std::uint32_t rule = 0, zeros = 0;
    for (const auto& rules : rules_) {
      for (const TokenId t : rules) {
        const std::uint32_t value = values_[rule];
        records.write(value & ((1u << low_bits_) - 1), low_bits_);
        records.write(part_[phrases_[t].right], part_bits);
        for (; zeros < value >> low_bits_; ++zeros) upper.write(0, 1);
        if (rule % kRulesASample == 0) samples.write(static_cast<std::uint32_t>(upper.size()), sample_bits);
        upper.write(1, 1);
        ++rule;
      }
    }
    Bytes bytes;
    bytes.append(records.take());
    bytes.append(upper.take());
    bytes.append(samples.take());
    return bytes.take();
  }

  const Learned& learned_;
  const PhraseSet& phrases_;
  std::size_t classes_;
  std::vector<std::vector<TokenId>> symbols_, rules_;  // by class
  std::vector<std::uint32_t> place_;                   // of a token in its class
  std::vector<std::uint32_t> part_;                    // its number as a right part
  std::vector<std::uint32_t> first_value_, values_;
  std::uint32_t rule_count_ = 0, upper_bits_ = 0;
  int low_bits_ = 0;
  WrittenCode written_;
};

}  // namespace

WrittenCode write_code(const Learned& learned) { return CodeWriter(learned).write(); }

}  // namespace lr::pack
