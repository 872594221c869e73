// Folds for a bundle: of the characters that are alike, the symbol with the lowest number stands for all.
#include "search_terms.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <functional>

#include "folding.h"
#include "import.h"

namespace lr::pack {
namespace {

constexpr std::uint32_t kLetterLists = 256;
constexpr std::uint32_t kChunksOfBlocksLog2 = 2;
constexpr std::uint32_t kPairNumbersAChunk = 48;
constexpr std::uint64_t kRarestFrequent = 500;  // one in so many code points

}  // namespace

SearchTerms::SearchTerms(const BuiltAlphabet& alphabet, const SymbolTable& symbols, SearchMode mode)
    : has_lists_(mode != SearchMode::kNone) {
  if (has_lists_) letter_lists_ = kLetterLists;
  chunks_log2_ = mode == SearchMode::kBlocks ? kChunksOfBlocksLog2 : 0;
  struct Leader {
    char32_t code_point;  // plainly folded
    Symbol symbol;
  };
  std::unordered_map<char32_t, Leader> leaders;  // of all that fold alike
  folded_.resize(alphabet.symbol.size());
  const auto cluster_of = [&](std::size_t i) -> const std::u32string& {
    return symbols.key(alphabet.symbol[i]).text();
  };
  for (const bool alone : {true, false}) {  // symbols of several code points lead where there is no other
    for (std::size_t i = kFirstTextSymbol; i < alphabet.first_form; ++i) {
      const std::u32string& cluster = cluster_of(i);
      if ((cluster.size() == 1) != alone || cluster.empty()) continue;
      const Leader leader{static_cast<char32_t>(plain_fold(cluster.front())), static_cast<Symbol>(i)};
      if (leaders.emplace(fold(cluster.front()), leader).second && alone)
        lists_.emplace(leader.code_point, leader.symbol);
    }
  }
  const auto folded = [&](char32_t c) {
    const auto leader = leaders.find(fold(c));
    return leader == leaders.end() ? static_cast<char32_t>(plain_fold(c)) : leader->second.code_point;
  };
  std::vector<char32_t> forms = typed_forms();
  for (std::size_t i = kFirstTextSymbol; i < alphabet.first_form; ++i) {
    forms.insert(forms.end(), cluster_of(i).begin(), cluster_of(i).end());
    for (const char32_t c : cluster_of(i)) folded_[i] += folded(c);
  }
  if (has_lists_) find_frequent(alphabet.uses);
  for (const char32_t c : forms) {
    const auto plain = static_cast<char32_t>(plain_fold(c));
    if (folded(c) != plain) folds_.emplace(plain, leaders.at(fold(c)).symbol);
  }
}

SearchTerms::SearchTerms(Bundle& bundle, SearchSection& section)
    : has_lists_(section.has_lists()),
      letter_lists_(section.letter_lists()),
      chunks_log2_(section.group_log2()),
      pair_numbers_(section.pair_numbers()) {
  for (std::uint32_t i = 0; i < section.frequent_symbols(); ++i)
    frequent_.push_back(static_cast<Symbol>(section.frequent_symbol(i)));
  if (std::adjacent_find(frequent_.begin(), frequent_.end(), std::greater_equal<>()) != frequent_.end())
    throw InputError("section SRCH", "its frequent symbols do not rise");
  std::vector<std::u32string> clusters(bundle.alphabet().symbols());
  for (std::size_t i = kFirstTextSymbol; i < clusters.size(); ++i) {
    std::uint32_t points[format::kMaxClusterCodePoints], count = 0;
    const Status status =
        bundle.symbol_code_points(static_cast<Symbol>(i), points, format::kMaxClusterCodePoints, count);
    if (status != Status::kOk) throw InputError("symbol " + std::to_string(i), name_of(status));
    clusters[i].assign(points, points + count);
  }
  const Status status = section.for_each_fold([&](std::uint32_t from, Symbol symbol) {
    folds_.emplace(from, symbol);
    return true;
  });
  if (status != Status::kOk) throw InputError("section SRCH", std::string("the folds are ") + name_of(status));
  for (const auto& [from, symbol] : folds_) {
    const bool stands = symbol < clusters.size() && !clusters[symbol].empty();
    if (!stands || folds_.contains(static_cast<char32_t>(plain_fold(clusters[symbol].front()))))
      throw InputError("section SRCH", "fold of code point " + std::to_string(from) + " to symbol " +
                                           std::to_string(symbol) + ", which stands for nothing or folds itself");
  }
  const auto folded = [&](char32_t c) {
    const auto fold = folds_.find(static_cast<char32_t>(plain_fold(c)));
    return static_cast<char32_t>(plain_fold(fold == folds_.end() ? c : clusters[fold->second].front()));
  };
  folded_.resize(bundle.alphabet().first_added());
  for (std::size_t i = kFirstTextSymbol; i < folded_.size(); ++i) {
    for (const char32_t c : clusters[i]) folded_[i] += folded(c);
    if (clusters[i].size() == 1) lists_.emplace(folded_[i].front(), static_cast<Symbol>(i));
  }
}

std::uint32_t SearchTerms::list_of(char32_t folded) const {
  const auto found = lists_.find(folded);
  return found == lists_.end() ? kNoList : found->second;
}

bool SearchTerms::is_frequent(char32_t folded) const {
  return std::binary_search(frequent_.begin(), frequent_.end(), list_of(folded));
}

// No letters: they have lists of their own.
void SearchTerms::find_frequent(const std::vector<std::uint64_t>& uses) {
  std::map<Symbol, std::uint64_t> count;
  std::uint64_t all = 0;
  for (std::size_t i = kFirstTextSymbol; i < folded_.size(); ++i) {
    for (const char32_t c : folded_[i]) {
      all += uses[i];
      if (const std::uint32_t list = list_of(c); list != kNoList && !is_word_letter(c))
        count[static_cast<Symbol>(list)] += uses[i];
    }
  }
  for (const auto& [symbol, of] : count) {
    if (of > all / kRarestFrequent) frequent_.push_back(symbol);
  }
  if (!frequent_.empty()) pair_numbers_ = kPairNumbersAChunk << chunks_log2_;
}

void ChunkLists::begin_unit() {
  starts_.clear();
  code_points_ = letters_ = 0;
}

void ChunkLists::enter(std::uint32_t chunk, std::uint32_t list) {
  if (chunk >= chunks_.size()) chunks_.resize(chunk + 1);
  chunks_[chunk].push_back(list);
}

// For a chunk, and those before it in the unit in which a match can begin that reaches the last code point.
void ChunkLists::enter_reach(std::uint32_t chunk, std::uint32_t list) {
  std::size_t i = starts_.size();
  while (starts_[i - 1].chunk > chunk) --i;
  do {
    enter(starts_[--i].chunk, list);
  } while (i > 0 && code_points_ - starts_[i].code_point < kMaxQueryCodePoints);
}

void ChunkLists::add(std::uint32_t chunk, Symbol symbol) {
  if (!terms_.has_lists()) return;
  for (const char32_t c : terms_.folded(symbol)) add(chunk, c);
}

void ChunkLists::add(std::uint32_t chunk, char32_t folded) {
  if (starts_.empty() || starts_.back().chunk != chunk) starts_.push_back({chunk, code_points_});
  ++code_points_;
  if (const std::uint32_t list = terms_.list_of(folded); list != SearchTerms::kNoList) enter_reach(chunk, list);
  last_[0] = last_[1];
  last_[1] = last_[2];
  last_[2] = {folded, chunk};
  letters_ = is_word_letter(folded) ? letters_ + 1 : 0;
  const std::uint32_t letter_lists = terms_.letter_lists();
  if (letters_ >= 3)
    enter_reach(last_[0].chunk,
                terms_.symbols() + list_of_letters(last_[0].code_point, last_[1].code_point, folded, letter_lists));
  if (code_points_ > 1 && terms_.is_frequent(last_[1].code_point) && terms_.is_frequent(folded))
    enter_reach(last_[1].chunk,
                terms_.symbols() + letter_lists + number_of_pair(last_[1].code_point, folded, terms_.pair_numbers()));
}

std::vector<std::vector<std::uint32_t>> ChunkLists::take(std::size_t chunks) {
  chunks_.resize(chunks);
  for (std::vector<std::uint32_t>& lists : chunks_) {
    std::sort(lists.begin(), lists.end());
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  }
  return std::move(chunks_);
}

}  // namespace lr::pack
