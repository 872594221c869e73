// Rounds of: parse with the present prices, count, pair the neighbours that gain most, drop the phrases that lose.
#include "learn.h"

#include <libreader/text/control.h>

#include <algorithm>
#include <cstdio>

#include "../strikes/parallel.h"
#include "parse.h"
#include "prefix_code.h"

namespace lr::pack {
namespace {

constexpr Symbol kEnd = 0;
constexpr int kLongestClassCode = 12;

struct Counts {
  std::vector<std::uint64_t> uses;       // of tokens
  std::vector<std::uint64_t> in_class;   // of predicted classes
  std::uint64_t tokens = 0;
};

class Learner {
 public:
  Learner(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options)
      : text_(text), options_(options), phrases_(symbols) {
    cut_blocks();
    std::vector<std::uint64_t> uses(symbols, 1);
    for (const Symbol s : text_) ++uses[s];
    prices_.classes = deal(uses, options_.classes);
    counts_.uses = uses;
    set_even_prices();
  }

  Learned run() {
    for (int round = 0; round < options_.rounds; ++round) {
      parse();
      const bool last = round + 1 == options_.rounds;
      if (round == 0 || round % 2 == 1 || last) cluster(meetings(), round == 0 ? 12 : 4, prices_.classes);
      count();
      if (options_.verbose) show(round);
      if (round + 3 < options_.rounds) {
        if (round > 2) prune();
        extend(round);
      } else if (!last) {
        prune();
      }
      set_prices();
    }
    // From here on with the codewords that will be.
    for (int i = 0; i < 3; ++i) {
      drop_unused();
      find_lengths();
      parse();
      count();
    }
    drop_unused();
    find_lengths();
    if (options_.verbose) show(options_.rounds);
    Learned learned(phrases_.symbols());
    learned.text_cost = coded_cost();
    learned.phrases = std::move(phrases_);
    learned.classes = std::move(prices_.classes);
    learned.token_lengths = std::move(token_lengths_);
    learned.class_lengths = std::move(class_lengths_);
    learned.tokens = counts_.tokens;
    return learned;
  }

 private:
  // Blocks of whole units, for threads.
  void cut_blocks() {
    std::size_t begin = 0;
    constexpr std::size_t kBlock = 1 << 14;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == kEnd && i + 1 - begin >= kBlock) {
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
        if (text_[i] != kEnd && i + 1 < blocks_[b].second) continue;
        parser.parse(std::span(text_).subspan(begin, i + 1 - begin), kEnd, tokens);
        begin = i + 1;
      }
    });
  }

  template <typename F>
  void over_pairs(F f) const {  // f(previous token, token); the first of a unit follows kEnd
    TokenId before = kEnd;
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
      prices_.of_token[t] = static_cast<std::int32_t>(log2_cost(std::max<std::uint64_t>(total[classes.predicted[phrases_[t].first]], 1)) - log2_cost(uses2(t)));
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
      const std::vector<std::uint8_t> lengths = prefix_lengths(uses, kMaxCodeLength);
      for (std::size_t i = 0; i < own.size(); ++i) token_lengths_[own[i]] = lengths[i];
    }
    prices_ = prices_of(std::move(prices_.classes), token_lengths_, class_lengths_);
  }

  Cost coded_cost() const {
    Cost cost = 0;
    for (std::size_t i = 0; i < meeting_.size(); ++i) cost += static_cast<Cost>(meeting_[i]) * class_lengths_[i];
    for (TokenId t = 0; t < phrases_.size(); ++t) {
      if (counts_.uses[t] > 0) cost += static_cast<Cost>(counts_.uses[t]) * token_lengths_[t];
    }
    return cost * kBit;
  }

  Cost text_cost() const {
    Cost cost = 0;
    for (std::size_t c = 0; c < kMaxClasses; ++c) {
      std::uint64_t total = 0;
      for (std::size_t p = 0; p < kMaxClasses; ++p) {
        total += meeting_[c * kMaxClasses + p];
        cost -= x_log_x(meeting_[c * kMaxClasses + p]);
      }
      cost += x_log_x(total);
    }
    for (std::size_t p = 0; p < kMaxClasses; ++p) cost += x_log_x(counts_.in_class[p]);
    for (const std::uint64_t uses : counts_.uses) cost -= x_log_x(uses);
    return cost;
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

  void extend(int round) {
    std::vector<std::uint64_t> keys;
    keys.reserve(counts_.tokens);
    TokenId skipped = kNoToken;
    over_pairs([&](TokenId a, TokenId b) {
      if (phrases_[a].last == kEnd) {
        skipped = kNoToken;
        return;
      }
      if (a == b && skipped == a) {  // a run of one token: every other pair
        skipped = kNoToken;
        return;
      }
      skipped = a == b ? a : kNoToken;
      keys.push_back(static_cast<std::uint64_t>(a) << 32 | b);
    });
    struct Candidate {
      Cost gain;
      TokenId a, b;
      std::uint32_t n;
    };
    std::vector<Candidate> candidates;
    for (const auto& [key, n] : counted(keys)) {
      if (n < 2) continue;
      const auto a = static_cast<TokenId>(key >> 32), b = static_cast<TokenId>(key);
      const Cost g = gain(a, b, n) - options_.rule_bits * kBit;
      if (g > 0) candidates.push_back({g, a, b, n});
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) { return x.gain > y.gain; });
    std::size_t most = std::max<std::size_t>(400, phrases_.phrases() / 2 + phrases_.symbols() / 4);
    (void)round;
    if (phrases_.phrases() >= options_.most_phrases) return;
    most = std::min(most, options_.most_phrases - phrases_.phrases());
    std::size_t added = 0;
    for (const Candidate& c : candidates) {
      if (added == most) break;
      const TokenId made = phrases_.add(c.a, c.b);
      if (made == kNoToken) continue;
      counts_.uses.resize(phrases_.size(), 0);
      counts_.uses[made] = c.n;  // to begin with
      ++added;
    }
    if (options_.verbose) std::fprintf(stderr, "  %zu candidates, %zu added\n", candidates.size(), added);
  }

  // Drops phrases that are worth less than their place in the dictionary.
  void prune() {
    std::vector<std::uint32_t> references = phrases_.references();
    std::size_t removed = 0;
    for (TokenId t = phrases_.size(); t-- > phrases_.symbols();) {
      if (!phrases_[t].alive || references[t] > 0) continue;
      const std::uint64_t n = counts_.uses[t];
      if (n > 0) {
        const TokenId a = phrases_[t].left, b = phrases_[t].right;
        const auto from = static_cast<std::size_t>(prices_.classes.context[phrases_[a].last]);
        const std::uint8_t to = prices_.classes.predicted[phrases_[b].first];
        const std::uint64_t na = counts_.uses[a] + n, nb = counts_.uses[b] + n, in_b = counts_.in_class[to] + n;
        const Cost worth = static_cast<Cost>(n) * prices_.of_class[from * kMaxClasses + to] + x_log_x(n) + x_log_x(in_b) -
                           x_log_x(in_b - n) + x_log_x(na - n) - x_log_x(na) + x_log_x(nb - n) - x_log_x(nb);
        if (worth > options_.rule_bits * kBit) continue;
        counts_.uses[a] += n;
        counts_.uses[b] += n;
        counts_.in_class[to] += n;
        counts_.uses[t] = 0;
      }
      --references[phrases_[t].left];
      --references[phrases_[t].right];
      phrases_.remove(t);
      ++removed;
    }
    if (options_.verbose) std::fprintf(stderr, "  %zu removed\n", removed);
  }

  void show(int round) const {
    const double text = static_cast<double>(text_cost()) / kBit / 8, rules = phrases_.phrases() * options_.rule_bits / 8.0;
    std::fprintf(stderr, "round %d: %u phrases, %llu tokens, text %.0f + rules %.0f = %.0f\n", round, phrases_.phrases(),
                 static_cast<unsigned long long>(counts_.tokens), text, rules, text + rules);
  }

  const std::vector<Symbol>& text_;
  const LearnOptions& options_;
  PhraseSet phrases_;
  Prices prices_;
  Counts counts_;
  std::vector<std::uint64_t> meeting_;
  std::vector<std::uint8_t> token_lengths_, class_lengths_;
  std::vector<std::pair<std::size_t, std::size_t>> blocks_;
  std::vector<std::vector<TokenId>> parsed_;
};

}  // namespace

Learned learn(const std::vector<Symbol>& text, std::uint32_t symbols, const LearnOptions& options) {
  return Learner(text, symbols, options).run();
}

}  // namespace lr::pack
