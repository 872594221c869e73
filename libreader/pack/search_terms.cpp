// Folds for a bundle: of the characters that are alike, the symbol with the lowest number stands for all.
#include "search_terms.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>

#include "folding.h"
#include "import.h"

namespace lr::pack {
namespace {

constexpr std::uint32_t kLetterLists = 256;
constexpr std::uint32_t kChunksOfBlocksLog2 = 2;

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
  for (const char32_t c : forms) {
    const auto plain = static_cast<char32_t>(plain_fold(c));
    if (folded(c) != plain) folds_.emplace(plain, leaders.at(fold(c)).symbol);
  }
}

SearchTerms::SearchTerms(Bundle& bundle, SearchSection& section)
    : has_lists_(section.has_lists()), letter_lists_(section.letter_lists()), chunks_log2_(section.group_log2()) {
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

void ChunkLists::enter(std::uint32_t chunk, std::uint32_t list) {
  if (chunk >= chunks_.size()) chunks_.resize(chunk + 1);
  chunks_[chunk].push_back(list);
}

void ChunkLists::add(std::uint32_t chunk, Symbol symbol) {
  if (!terms_.has_lists()) return;
  for (const char32_t c : terms_.folded(symbol)) {
    if (const std::uint32_t list = terms_.list_of(c); list != SearchTerms::kNoList) enter(chunk, list);
    if (!is_word_letter(c)) {
      letters_ = 0;
      continue;
    }
    word_[0] = word_[1];
    word_[1] = word_[2];
    word_[2] = {c, chunk};
    if (++letters_ < 3) continue;
    const std::uint32_t list =
        terms_.symbols() + list_of_letters(word_[0].code_point, word_[1].code_point, c, terms_.letter_lists());
    for (const Letter& letter : word_) enter(letter.chunk, list);
  }
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
