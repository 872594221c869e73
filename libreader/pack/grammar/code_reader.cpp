// Tables to codewords. What it reads has been checked: the bundle is sound.
#include "code_reader.h"

#include <libreader/base/bytes.h>
#include <libreader/text/text_code.h>

#include <bit>

#include "../import.h"

namespace lr::pack {
namespace {

// Bits of a byte string from a place on.
class Bits {
 public:
  explicit Bits(std::span<const std::uint8_t> bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}
  std::uint32_t take(int count) {
    std::uint32_t value = 0;
    for (; count > 0; --count, ++at_) value = value << 1 | (bytes_[at_ / 8] >> (7 - at_ % 8) & 1u);
    return value;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_;
};

class CodeReader {
 public:
  CodeReader(std::span<const std::uint8_t> code, std::span<const std::uint8_t> phrases, std::uint32_t symbols,
             std::uint32_t first_rare)
      : code_(code),
        dictionary_(phrases),
        all_symbols_(symbols),
        symbols_(load_u16(code.data())),
        rules_(load_u16(code.data() + 2)),
        first_rare_(first_rare),
        classes_(code[4]),
        phrases_(symbols) {}

  ReadCode run() {
    read_tables();
    read_phrases();
    add_rules();
    give_codewords();
    add_symbols();
    Prices prices = prices_of(classes_of_symbols_, lengths_of(of_token_), lengths_of(of_class_));
    return {std::move(phrases_), std::move(prices), std::move(of_token_), std::move(of_class_)};
  }

 private:
  struct Class {
    std::uint32_t first_symbol, first_rule, first_value, shortest, lengths;
  };

  static std::vector<std::uint8_t> lengths_of(const std::vector<Codeword>& words) {
    std::vector<std::uint8_t> lengths;
    for (const Codeword& word : words) lengths.push_back(word.length);
    return lengths;
  }

  void read_tables() {
    std::size_t at = kTextCodeHeadBytes;
    for (std::size_t i = 0; i <= classes_; ++i, at += kTokenClassBytes) {
      const std::uint8_t* p = code_.data() + at;
      class_.push_back({load_u16(p), load_u16(p + 2), load_u32(p + 4), p[8], p[9]});
    }
    read_rows(at);
    at += classes_ * classes_;
    lengths_at_ = at;
    for (std::size_t i = 0; i < classes_; ++i) at += class_[i].lengths * kLengthBytes;
    const int map_bits = std::bit_width(first_rare_ - 1), label_bits = static_cast<int>(std::bit_width(classes_ - 1));
    Bits map(code_.subspan(at));
    for (std::uint32_t i = 0; i < symbols_; ++i) map_.push_back(i < first_rare_ ? map.take(map_bits) : i);
    Bits labels(code_.subspan(at + (first_rare_ * static_cast<std::size_t>(map_bits) + 7) / 8));
    classes_of_symbols_.count = static_cast<int>(classes_);
    classes_of_symbols_.predicted.resize(all_symbols_);
    for (std::uint32_t i = 0; i < symbols_; ++i)
      classes_of_symbols_.context.push_back(static_cast<std::uint8_t>(i < first_rare_ ? labels.take(label_bits) : classes_ - 1));
    for (std::size_t c = 0; c < classes_; ++c) {
      for (std::uint32_t i = class_[c].first_symbol; i < class_[c + 1].first_symbol; ++i)
        classes_of_symbols_.predicted[map_[i]] = static_cast<std::uint8_t>(c);
    }
  }

  void read_rows(std::size_t at) {
    of_class_.resize(classes_ * kMaxTokenClasses);
    for (std::size_t context = 0; context < classes_; ++context) {
      std::uint32_t code = 0, length = 0;
      for (std::size_t i = 0; i < classes_; ++i) {
        const std::uint8_t byte = code_[at++];
        code <<= byte >> 5;
        length += byte >> 5;
        of_class_[context * kMaxTokenClasses + (byte & 31)] = {code++, static_cast<std::uint8_t>(length)};
      }
    }
  }

  // Symbols as they are, rules from symbols_ on, as PHRA has them.
  void read_phrases() {
    const int low_bits = code_[5], part_bits = std::bit_width(symbols_ + rules_ - 1);
    Bits records(dictionary_);
    Bits upper(dictionary_.subspan((rules_ * static_cast<std::size_t>(low_bits + part_bits) + 7) / 8));
    std::uint32_t zeros = 0;
    std::size_t own = 0;
    for (std::uint32_t rule = 0; rule < rules_; ++rule) {
      while (upper.take(1) == 0) ++zeros;
      while (rule >= class_[own + 1].first_rule) ++own;
      const std::uint32_t symbols = class_[own + 1].first_symbol - class_[own].first_symbol;
      const std::uint32_t all = symbols + class_[own + 1].first_rule - class_[own].first_rule;
      const std::uint32_t place = ((zeros << low_bits | records.take(low_bits)) - class_[own].first_value) % all;
      const std::uint32_t left = place < symbols ? map_[class_[own].first_symbol + place]
                                                 : symbols_ + class_[own].first_rule + place - symbols;
      parts_.push_back({left, records.take(part_bits)});
    }
  }

  // A phrase is made after its parts.
  TokenId token_of(std::uint32_t part) {
    if (part < symbols_) return part;
    TokenId& token = token_of_rule_[part - symbols_];
    if (token == kNoToken) {
      const TokenId left = token_of(parts_[part - symbols_].left), right = token_of(parts_[part - symbols_].right);
      token = phrases_.add(left, right);
      if (token == kNoToken) throw InputError("bundle", "has a phrase twice: lrpack gc packs it anew");
    }
    return token;
  }

  void add_rules() {
    token_of_rule_.assign(rules_, kNoToken);
    for (std::uint32_t rule = 0; rule < rules_; ++rule) token_of(symbols_ + rule);
  }

  void give_codewords() {
    of_token_.assign(phrases_.size(), {0, kNoCodeword});
    std::size_t at = lengths_at_;
    for (std::size_t c = 0; c < classes_; ++c) {
      std::uint32_t code = 0, symbol = class_[c].first_symbol, rule = class_[c].first_rule;
      for (std::uint32_t i = 0; i < class_[c].lengths; ++i, code <<= 1, at += kLengthBytes) {
        const auto length = static_cast<std::uint8_t>(class_[c].shortest + i);
        for (std::uint32_t n = load_u16(code_.data() + at); n > 0; --n) of_token_[map_[symbol++]] = {code++, length};
        for (std::uint32_t n = load_u16(code_.data() + at + 2); n > 0; --n)
          of_token_[token_of_rule_[rule++]] = {code++, length};
      }
    }
  }

  void add_symbols() {
    const Codeword escape = of_token_[kAddedSymbol];
    if (all_symbols_ > symbols_ && escape.length == kNoCodeword)
      throw InputError("bundle", "has no code for characters that are new to it: lrpack merge packs all of it anew");
    for (std::uint32_t symbol = symbols_; symbol < all_symbols_; ++symbol) {
      of_token_[symbol] = {escape.bits << kAddedSymbolBits | (symbol - symbols_),
                           static_cast<std::uint8_t>(escape.length + kAddedSymbolBits)};
      classes_of_symbols_.predicted[symbol] = classes_of_symbols_.predicted[kAddedSymbol];
      classes_of_symbols_.context.push_back(classes_of_symbols_.context[kAddedSymbol]);
    }
  }

  struct Parts {
    std::uint32_t left, right;
  };

  std::span<const std::uint8_t> code_, dictionary_;
  std::uint32_t all_symbols_, symbols_, rules_, first_rare_;
  std::size_t classes_, lengths_at_ = 0;
  std::vector<Class> class_;
  std::vector<std::uint32_t> map_;
  std::vector<Parts> parts_;
  std::vector<TokenId> token_of_rule_;
  Classes classes_of_symbols_;
  PhraseSet phrases_;
  std::vector<Codeword> of_token_, of_class_;
};

}  // namespace

ReadCode read_code(std::span<const std::uint8_t> code, std::span<const std::uint8_t> phrases, std::uint32_t symbols,
                   std::uint32_t first_rare) {
  return CodeReader(code, phrases, symbols, first_rare).run();
}

}  // namespace lr::pack
