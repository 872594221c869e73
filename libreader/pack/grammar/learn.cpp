// Rounds of: parse with the present prices, count, pair the neighbours that gain most, drop the phrases that lose.
#include "learn.h"

#include <libreader/text/control.h>

#include <algorithm>
#include <bit>
#include <numeric>

#include "../strikes/parallel.h"
#include "parse.h"
#include "prefix_code.h"

namespace lr::pack {
namespace {

constexpr int kLongestClassCode = 12;
constexpr std::uint32_t kMostTokens = 65000;
constexpr int kMostGrowth = 30;  // rounds that add phrases; texts that repeat themselves take so many
constexpr int kSettled = 200;    // it is over when a round adds less than this part of the phrases
constexpr int kRoundsAfter = 3;  // that only drop some
constexpr int kRuleBits = 20;    // what a phrase takes in the dictionary, about
constexpr std::size_t kNarrowing = 10;  // so small a part of the phrases may go for narrower numbers of the others

struct Counts {
  std::vector<std::uint64_t> uses;      // of tokens
  std::vector<std::uint64_t> in_class;  // of predicted classes
  std::uint64_t tokens = 0;
};

// Of a dictionary of so many bytes; never more than there are numbers for.
std::size_t most_phrases(std::uint32_t symbols, const LearnOptions& options) {
  const std::size_t numbers = kMostTokens - std::min(symbols, kMostTokens);
  if (options.dictionary_bytes == 0) return numbers;
  std::size_t most = 0;
  for (std::size_t step = 1 << 15; step > 0; step /= 2) {  // a right part, and some 6.5 bits for the left one
    const std::size_t half_bits = 2 * static_cast<std::size_t>(std::bit_width(symbols + most + step)) + 13;
    if ((most + step) * half_bits <= options.dictionary_bytes * 16) most += step;
  }
  return std::min(most, numbers);
}

class Learner {
 public:
  Learner(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options)
      : text_(text), options_(options), most_phrases_(most_phrases(symbols, options)), phrases_(symbols) {
    cut_blocks();
    std::vector<std::uint64_t> uses(symbols, 1);
    for (const Symbol s : text_) ++uses[s];
    const bool has_rare = options_.first_rare < symbols;
    prices_.classes = deal(uses, std::max(options_.classes, has_rare ? 2 : 1), std::min(options_.first_rare, symbols));
    counts_.uses = uses;
    set_even_prices();
  }

  Learned run() {
    int left = kMostGrowth + kRoundsAfter;
    for (int round = 0; left > 0; ++round, --left) {
      parse();
      cluster(meetings(), round == 0 ? 30 : 10, prices_.classes);
      count();
      if (round > 2)
        prune(most_phrases_ -
              most_phrases_ * static_cast<std::size_t>(std::max(0, left - kRoundsAfter)) / (4 * kMostGrowth));
      if (left > kRoundsAfter && extend() * kSettled < phrases_.phrases()) left = kRoundsAfter + 1;
      if (left == kRoundsAfter + 1) most_phrases_ = std::min(most_phrases_, narrow_enough());
      set_prices();
    }
    for (int i = 0; i < 3; ++i) {  // from here on with the codewords that will be
      parse();
      count();
      drop_unused();
      find_lengths();
      relabel();
      count();
      find_lengths();
    }
    Learned learned(phrases_.symbols());
    learned.text_bits = coded_bits();
    learned.phrases = std::move(phrases_);
    learned.classes = std::move(prices_.classes);
    learned.token_lengths = std::move(token_lengths_);
    learned.class_lengths = std::move(class_lengths_);
    return learned;
  }

 private:
  // Blocks of whole units, for threads.
  void cut_blocks() {
    std::size_t begin = 0;
    constexpr std::size_t kBlock = 1 << 14;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == kEndOfUnit && i + 1 - begin >= kBlock) {
        blocks_.push_back({begin, i + 1});
        begin = i + 1;
      }
    }
    if (begin < text_.size()) blocks_.push_back({begin, text_.size()});
    parsed_.resize(blocks_.size());
  }

  void parse() {
    parallel_for(blocks_.size(), options_.threads, [&](std::size_t b) {
      Parser parser(phrases_, prices_);
      std::vector<TokenId>& tokens = parsed_[b];
      tokens.clear();
      std::size_t begin = blocks_[b].first;
      for (std::size_t i = begin; i < blocks_[b].second; ++i) {
        if (text_[i] != kEndOfUnit && i + 1 < blocks_[b].second) continue;
        parser.parse(std::span(text_).subspan(begin, i + 1 - begin), kEndOfUnit, tokens);
        begin = i + 1;
      }
    });
  }

  template <typename F>
  void over_pairs(F f) const {  // f(previous token, token); the first of a unit follows kEnd
    TokenId before = kEndOfUnit;
    for (const std::vector<TokenId>& block : parsed_) {
      for (const TokenId token : block) {
        f(before, token);
        before = token;
      }
    }
  }

  template <typename Key>
  static std::vector<std::pair<Key, std::uint32_t>> counted(std::vector<Key>& keys) {
    std::sort(keys.begin(), keys.end());
    std::vector<std::pair<Key, std::uint32_t>> result;
    for (std::size_t i = 0; i < keys.size();) {
      std::size_t j = i;
      while (j < keys.size() && keys[j] == keys[i]) ++j;
      result.emplace_back(keys[i], static_cast<std::uint32_t>(j - i));
      i = j;
    }
    return result;
  }

  Meetings meetings() const {
    std::vector<std::uint32_t> keys;
    over_pairs([&](TokenId a, TokenId b) {
      keys.push_back(static_cast<std::uint32_t>(phrases_[a].last) << 16 | phrases_[b].first);
    });
    return counted(keys);
  }

  void count() {
    counts_.uses.assign(phrases_.size(), 0);
    counts_.in_class.assign(kMaxClasses, 0);
    counts_.tokens = 0;
    meeting_.assign(kMaxClasses * kMaxClasses, 0);
    const Classes& classes = prices_.classes;
    over_pairs([&](TokenId a, TokenId b) {
      ++counts_.uses[b];
      const std::uint8_t to = classes.predicted[phrases_[b].first];
      ++counts_.in_class[to];
      ++meeting_[static_cast<std::size_t>(classes.context[phrases_[a].last]) * kMaxClasses + to];
      ++counts_.tokens;
    });
  }

  void set_even_prices() {
    prices_.of_class.assign(kMaxClasses * kMaxClasses, static_cast<std::int32_t>(4 * kBit));
    prices_.of_token.assign(phrases_.size(), static_cast<std::int32_t>(8 * kBit));
  }

  void set_prices() {
    const Classes& classes = prices_.classes;
    counts_.uses.resize(phrases_.size(), 0);
    const auto classes_count = static_cast<std::size_t>(classes.count);
    for (std::size_t c = 0; c < classes_count; ++c) {
      std::uint64_t total = 0;
      for (std::size_t p = 0; p < classes_count; ++p) total += meeting_[c * kMaxClasses + p] * 8 + 1;
      for (std::size_t p = 0; p < classes_count; ++p)
        prices_.of_class[c * kMaxClasses + p] =
            static_cast<std::int32_t>(log2_cost(total) - log2_cost(meeting_[c * kMaxClasses + p] * 8 + 1));
    }
    std::vector<std::uint64_t> total(kMaxClasses, 0);
    const auto uses2 = [&](TokenId t) { return std::max<std::uint64_t>(counts_.uses[t] * 2, 1); };
    for (TokenId t = 0; t < phrases_.size(); ++t) {
      if (phrases_[t].alive) total[classes.predicted[phrases_[t].first]] += uses2(t);
    }
    prices_.of_token.resize(phrases_.size());
    for (TokenId t = 0; t < phrases_.size(); ++t)
      prices_.of_token[t] = static_cast<std::int32_t>(
          log2_cost(std::max<std::uint64_t>(total[classes.predicted[phrases_[t].first]], 1)) - log2_cost(uses2(t)));
  }

  // How many phrases to keep: without a few of them, the number of a token takes a bit less in each of the others.
  std::size_t narrow_enough() const {
    const std::size_t symbols = phrases_.symbols(), all = symbols + phrases_.phrases(), fewer = std::bit_floor(all - 1);
    return fewer > symbols && (all - fewer) * kNarrowing < phrases_.phrases() ? fewer - symbols : phrases_.phrases();
  }

  void drop_unused() {
    std::vector<std::uint32_t> references = phrases_.references();
    for (TokenId t = phrases_.size(); t-- > phrases_.symbols();) {
      if (!phrases_[t].alive || references[t] > 0 || counts_.uses[t] > 0) continue;
      --references[phrases_[t].left];
      --references[phrases_[t].right];
      phrases_.remove(t);
    }
  }

  // Codewords for the present counts, and prices from them.
  void find_lengths() {
    const Classes& classes = prices_.classes;
    const auto count = static_cast<std::size_t>(classes.count);
    class_lengths_.assign(kMaxClasses * kMaxClasses, 0);
    for (std::size_t c = 0; c < count; ++c) {
      std::vector<std::uint64_t> uses(count);
      for (std::size_t p = 0; p < count; ++p) uses[p] = meeting_[c * kMaxClasses + p];
      const std::vector<std::uint8_t> lengths = prefix_lengths(uses, kLongestClassCode);
      std::copy(lengths.begin(), lengths.end(), class_lengths_.begin() + static_cast<std::ptrdiff_t>(c * kMaxClasses));
    }
    std::vector<std::vector<TokenId>> tokens(count);
    for (TokenId t = 0; t < phrases_.size(); ++t) {
      if (phrases_[t].alive && (t < phrases_.symbols() || counts_.uses[t] > 0))
        tokens[classes.predicted[phrases_[t].first]].push_back(t);
    }
    token_lengths_.assign(phrases_.size(), kNoCodeword);
    for (const std::vector<TokenId>& own : tokens) {
      std::vector<std::uint64_t> uses;
      for (const TokenId t : own) uses.push_back(counts_.uses[t]);
      std::vector<std::uint8_t> lengths = prefix_lengths(uses, kMaxCodeLength);
      if (!own.empty() && own.front() >= classes.first_rare) {  // rare symbols stand by their numbers, whatever their uses
        const auto phrases = std::lower_bound(own.begin(), own.end(), phrases_.symbols());
        std::sort(lengths.begin(), lengths.begin() + (phrases - own.begin()));
      }
      for (std::size_t i = 0; i < own.size(); ++i) token_lengths_[own[i]] = lengths[i];
    }
    prices_ = prices_of(std::move(prices_.classes), token_lengths_, class_lengths_);
  }

  // Gives each symbol the context whose codewords are shortest for the classes that follow it.
  void relabel() {
    const Classes& classes = prices_.classes;
    const auto count = static_cast<std::size_t>(classes.count);
    std::vector<std::uint32_t> following(classes.context.size() * kMaxClasses);
    over_pairs([&](TokenId a, TokenId b) {
      ++following[static_cast<std::size_t>(phrases_[a].last) * kMaxClasses + classes.predicted[phrases_[b].first]];
    });
    for (std::size_t s = 0; s < classes.first_rare; ++s) {
      const auto bits = [&](std::size_t context) {
        return std::inner_product(class_lengths_.begin() + static_cast<std::ptrdiff_t>(context * kMaxClasses),
                                  class_lengths_.begin() + static_cast<std::ptrdiff_t>(context * kMaxClasses + count),
                                  following.begin() + static_cast<std::ptrdiff_t>(s * kMaxClasses), std::uint64_t{0});
      };
      std::size_t best = classes.context[s];
      for (std::size_t c = 0; c < count; ++c) best = bits(c) < bits(best) ? c : best;
      prices_.classes.context[s] = static_cast<std::uint8_t>(best);
    }
  }

  std::uint64_t coded_bits() const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < meeting_.size(); ++i) bits += meeting_[i] * class_lengths_[i];
    for (TokenId t = 0; t < phrases_.size(); ++t) {
      if (counts_.uses[t] > 0) bits += counts_.uses[t] * token_lengths_[t];
    }
    return bits;
  }

  // What the text gets shorter by when n of the neighbours a, b become one token.
  Cost gain(TokenId a, TokenId b, std::uint64_t n) const {
    const auto from = static_cast<std::size_t>(prices_.classes.context[phrases_[a].last]);
    const std::uint8_t to = prices_.classes.predicted[phrases_[b].first];
    const std::uint64_t in_b = counts_.in_class[to];
    const Cost switched = static_cast<Cost>(n) * prices_.of_class[from * kMaxClasses + to];
    const std::uint64_t na = counts_.uses[a], nb = counts_.uses[b];
    Cost saved = switched + x_log_x(n) + x_log_x(in_b) - x_log_x(in_b - n);
    if (a == b) return saved + x_log_x(na - 2 * n) - x_log_x(na);
    return saved + x_log_x(na - n) - x_log_x(na) + x_log_x(nb - n) - x_log_x(nb);
  }

  // Adds the pairs of neighbours that gain most; how many. A few in each round, for what they gain changes with the
  // others.
  std::size_t extend() {
    struct Candidate {
      Cost gain;
      TokenId a, b;
      std::uint32_t n;
    };
    std::vector<Candidate> candidates;
    for (const auto& [key, n] : neighbours()) {
      if (n < 2) continue;
      const auto a = static_cast<TokenId>(key >> 32), b = static_cast<TokenId>(key);
      const Cost gained = gain(a, b, n) - kRuleBits * kBit;
      if (gained > 0) candidates.push_back({gained, a, b, n});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& x, const Candidate& y) { return x.gain > y.gain; });
    std::size_t room = phrases_.phrases() < most_phrases_ ? most_phrases_ - phrases_.phrases() : 0;
    room = std::min(room, std::max<std::size_t>(400, phrases_.phrases() / 4 + phrases_.symbols() / 8));
    const std::size_t most = room;
    for (const Candidate& candidate : candidates) {
      if (room == 0) break;
      const TokenId made = phrases_.add(candidate.a, candidate.b);
      if (made == kNoToken) continue;
      counts_.uses.resize(phrases_.size(), 0);
      counts_.uses[made] = candidate.n;  // to begin with
      --room;
    }
    return most - room;
  }

  // Pairs of neighbours in a unit, and how many of them could be joined.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> neighbours() const {
    std::vector<std::uint64_t> keys;
    keys.reserve(static_cast<std::size_t>(counts_.tokens));
    TokenId joined = kNoToken;
    over_pairs([&](TokenId a, TokenId b) {
      if (phrases_[a].last == kEndOfUnit || (a == b && joined == a)) {  // of a run of one token, every other pair
        joined = kNoToken;
        return;
      }
      joined = a == b ? a : kNoToken;
      keys.push_back(static_cast<std::uint64_t>(a) << 32 | b);
    });
    return counted(keys);
  }

  // What the text would grow by without a phrase.
  Cost worth(TokenId t) const {
    const std::uint64_t n = counts_.uses[t];
    if (n == 0) return 0;
    const TokenId a = phrases_[t].left, b = phrases_[t].right;
    const auto from = static_cast<std::size_t>(prices_.classes.context[phrases_[a].last]);
    const std::uint8_t to = prices_.classes.predicted[phrases_[b].first];
    const std::uint64_t na = counts_.uses[a] + n, nb = counts_.uses[b] + n, in_b = counts_.in_class[to] + n;
    return static_cast<Cost>(n) * prices_.of_class[from * kMaxClasses + to] + x_log_x(n) + x_log_x(in_b) -
           x_log_x(in_b - n) + x_log_x(na - n) - x_log_x(na) + x_log_x(nb - n) - x_log_x(nb);
  }

  // Drops phrases that are worth less than their place in the dictionary, then the least of the others, to `most`:
  // where there is a limit, some make room for better ones.
  void prune(std::size_t most) {
    std::vector<std::uint32_t> references = phrases_.references();
    const auto drop = [&](TokenId t) {
      const std::uint64_t n = counts_.uses[t];
      const TokenId a = phrases_[t].left, b = phrases_[t].right;
      counts_.uses[a] += n;
      counts_.uses[b] += n;
      counts_.in_class[prices_.classes.predicted[phrases_[b].first]] += n;
      counts_.uses[t] = 0;
      --references[a];
      --references[b];
      phrases_.remove(t);
    };
    for (TokenId t = phrases_.size(); t-- > phrases_.symbols();) {
      if (phrases_[t].alive && references[t] == 0 && worth(t) <= kRuleBits * kBit) drop(t);
    }
    while (phrases_.phrases() > most) {
      std::vector<std::pair<Cost, TokenId>> leaves;
      for (TokenId t = phrases_.symbols(); t < phrases_.size(); ++t) {
        if (phrases_[t].alive && references[t] == 0) leaves.emplace_back(worth(t), t);
      }
      std::sort(leaves.begin(), leaves.end());
      leaves.resize(std::min<std::size_t>(
          leaves.size(),
          std::max<std::size_t>(1, std::min<std::size_t>(phrases_.phrases() - most, leaves.size() / 4))));
      for (const auto& [value, t] : leaves) drop(t);
    }
  }

  const std::vector<Symbol>& text_;
  const LearnOptions& options_;
  std::size_t most_phrases_;
  PhraseSet phrases_;
  Prices prices_;
  Counts counts_;
  std::vector<std::uint64_t> meeting_;
  std::vector<std::uint8_t> token_lengths_, class_lengths_;
  std::vector<std::pair<std::size_t, std::size_t>> blocks_;
  std::vector<std::vector<TokenId>> parsed_;
};

}  // namespace

LearnOptions learn_options(std::size_t symbols) {
  LearnOptions options;
  options.classes = symbols < 2000     ? 1
                    : symbols < 10000  ? 4
                    : symbols < 60000  ? 8
                    : symbols < 150000 ? 16
                    : symbols < 400000 ? 24
                                       : 32;
  return options;
}

Learned learn(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options) {
  return Learner(text, symbols, options).run();
}

}  // namespace lr::pack
