// What folds alike goes on folding to what it did; characters of a kind that is new, to the first symbol that has them.
#include "added_folds.h"

#include <libreader/search/section.h>
#include <libreader/text/control.h>

#include <map>
#include <stdexcept>
#include <unordered_map>

#include "../folding.h"
#include "../section.h"

namespace lr::pack {

std::vector<std::uint8_t> added_folds(Bundle& bundle, const BuiltAlphabet& alphabet, const SymbolTable& symbols,
                                      std::uint32_t first) {
  SearchSection section;
  if (section.open(bundle) != Status::kOk) throw std::logic_error("the search section of a sound bundle does not open");
  const auto cluster_of = [&](std::size_t i) -> const std::u32string& {
    return symbols.key(alphabet.symbol[i]).text();
  };
  std::unordered_map<std::uint32_t, std::uint32_t> known;  // folds of the bundle
  const Status status = section.for_each_fold([&](std::uint32_t from, Symbol symbol) {
    known.emplace(from, plain_fold(cluster_of(symbol).front()));
    return true;
  });
  if (status != Status::kOk) throw std::logic_error("the folds of a sound bundle cannot be read");
  const auto folded = [&](char32_t c) {
    const std::uint32_t plain = plain_fold(c);
    const auto found = known.find(plain);
    return found == known.end() ? plain : found->second;
  };
  std::unordered_map<char32_t, std::uint32_t> leaders;         // what all that fold alike become
  std::unordered_map<std::uint32_t, std::size_t> symbol_with;  // the first that begins with it
  for (std::size_t i = kFirstTextSymbol; i < alphabet.symbol.size(); ++i) {
    if (cluster_of(i).empty()) continue;
    const char32_t c = cluster_of(i).front();
    leaders.emplace(fold(c), folded(c));
    symbol_with.emplace(plain_fold(c), i);
  }
  std::vector<char32_t> forms = typed_forms();
  for (std::size_t i = first; i < alphabet.symbol.size(); ++i)
    forms.insert(forms.end(), cluster_of(i).begin(), cluster_of(i).end());
  std::map<std::uint32_t, std::size_t> folds;
  for (const char32_t c : forms) {
    const auto leader = leaders.find(fold(c));
    if (leader == leaders.end() || folded(c) == leader->second) continue;
    folds.emplace(plain_fold(c), symbol_with.at(leader->second));
  }
  Bytes records;
  for (const auto& [code_point, symbol] : folds) {
    records.u24(code_point);
    records.u16(static_cast<std::uint32_t>(symbol));
  }
  return records.take();
}

}  // namespace lr::pack
