// Groups, order, break table.
#include "alphabet_builder.h"

#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "import.h"
#include "rare_symbols.h"
#include "vertical_forms.h"

namespace lr::pack {
namespace {

// Equal for symbols of one group. Proportional groups come first: only they have advances in a strike. The soft hyphen,
// which is no text, stands before all that is: search has a run of symbols of one code point each.
auto group_key(const SymbolKey& key, bool vertical) {
  const SymbolProperties& p = key.properties;
  return std::tuple(p.symbol_class != SymbolClass::kSoftHyphen, p.advance != AdvanceKind::kProportional, p.advance, p.symbol_class, p.break_class, p.cells, p.blank,
                    key.text().size(), vertical && has_vertical_form(key));
}

void append_u16(std::vector<std::uint8_t>& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value));
  to.push_back(static_cast<std::uint8_t>(value >> 8));
}

// Those from `first` on.
std::vector<std::uint32_t> ordered(const SymbolTable& symbols, std::uint32_t first, bool vertical) {
  std::vector<std::uint32_t> order(symbols.size() - first);
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = first + i;
  const auto rank = [&](std::uint32_t i) {
    const SymbolKey& key = symbols.key(i);
    return std::tuple(group_key(key, vertical), !symbols.is_early(i), ~symbols.uses(i), key.cluster, key.form, key.language);
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return order;
}

// Puts the rare symbols last, of the largest group that has no advances of its own; how many those are.
std::size_t rare_last(const SymbolTable& symbols, bool vertical, std::vector<std::uint32_t>& order) {
  using Key = decltype(group_key(symbols.key(0), vertical));
  const auto key_of = [&](std::uint32_t i) { return group_key(symbols.key(i), vertical); };
  std::map<Key, std::size_t> sizes;
  for (const std::uint32_t i : order) {
    if (symbols.key(i).properties.advance != AdvanceKind::kProportional && symbols.key(i).text().size() == 1) ++sizes[key_of(i)];
  }
  if (sizes.empty()) return 0;
  const Key largest =
      std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seldom;
  for (const std::uint32_t i : order) {
    if (key_of(i) != largest || symbols.uses(i) > kRareUses || symbols.is_early(i)) continue;
    if (const char32_t c = symbols.key(i).cluster.front(); c <= 0xFFFF) seldom.emplace_back(c, i);
  }
  const auto run = longest_run(std::move(seldom));
  std::vector<bool> is_rare(symbols.size());
  for (const auto& [code_point, i] : run) is_rare[i] = true;
  auto rare = std::stable_partition(order.begin(), order.end(), [&](std::uint32_t i) { return !is_rare[i]; });
  for (const auto& [code_point, i] : run) *rare++ = i;
  return run.size();
}

struct Groups {
  std::vector<std::uint8_t> bytes;
  std::uint32_t count = 0;

  void add(std::size_t first, const SymbolProperties& p, std::size_t code_points, bool has_forms = false) {
    append_u16(bytes, static_cast<std::uint32_t>(first));
    bytes.push_back(static_cast<std::uint8_t>(p.symbol_class));
    bytes.push_back(static_cast<std::uint8_t>(p.advance));
    bytes.push_back(p.break_class);
    bytes.push_back(p.cells);
    bytes.push_back(static_cast<std::uint8_t>(code_points));
    bytes.push_back(static_cast<std::uint8_t>(p.blank | (has_forms ? kVerticalForms : 0)));
    ++count;
  }
};

// Of the n-th symbol of the table. A code point of the basic plane stands for itself; everything else in the table of
// clusters, at its place there, behind `clusters_before` words.
void add_code_points(BuiltAlphabet& built, const std::u32string& cluster, std::size_t n, std::size_t clusters_before) {
  const std::size_t place = n % format::kSymbolsARecord;
  if (place == 0) built.code_points.resize(built.code_points.size() + format::kCodePointsBytes, 0);
  std::uint8_t* record = built.code_points.data() + built.code_points.size() - format::kCodePointsBytes;
  std::uint32_t value = cluster.empty() ? 0 : static_cast<std::uint32_t>(cluster.front());
  if (cluster.size() > 1 || value > 0xFFFF) {
    value = static_cast<std::uint32_t>(clusters_before + built.clusters.size());
    if (value > 0xFFFF) throw InputError("bundle", "has more rare characters than fit: make several bundles");
    built.clusters.push_back(static_cast<std::uint32_t>(cluster.size()));
    built.clusters.insert(built.clusters.end(), cluster.begin(), cluster.end());
    record[0] = static_cast<std::uint8_t>(record[0] | 1u << place);
  }
  record[1 + 2 * place] = static_cast<std::uint8_t>(value);
  record[2 + 2 * place] = static_cast<std::uint8_t>(value >> 8);
}

void append_break_table(std::vector<std::uint8_t>& to, const BreakStatistics& breaks) {
  for (int pair = 0; pair < kMaxBreakClasses * kMaxBreakClasses; pair += 2) {
    const int before = pair / kMaxBreakClasses, after = pair % kMaxBreakClasses;
    const auto low = static_cast<int>(breaks.commonest(before, after));
    const auto high = static_cast<int>(breaks.commonest(before, after + 1));
    to.push_back(static_cast<std::uint8_t>(low | high << 4));
  }
}

}  // namespace

// The classes are those of the bundle's symbols, not of the article's: they may differ where languages share a symbol.
BreakStatistics::BreakStatistics(const Spill& spill, const SymbolTable& symbols, const Pass& pass) : BreakStatistics() {
  std::vector<std::uint8_t> break_class(symbols.size());
  for (std::uint32_t i = 0; i < symbols.size(); ++i) break_class[i] = symbols.key(i).properties.break_class;
  std::vector<BreakStatistics> by_worker(thread_count(pass.threads));
  const auto count = [&](unsigned worker, std::size_t, const StoredArticle& article) {
    article.for_each([&](Part part, const PreparedUnit& unit) {
      if (part != Part::kListing) by_worker[worker].add(unit, break_class);
    });
    return 0;
  };
  over_articles(spill, pass, count, [](std::size_t, int) {});
  for (const BreakStatistics& part : by_worker) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += part.counts_[i];
  }
}

void BreakStatistics::add(const PreparedUnit& unit, const std::vector<std::uint8_t>& break_class) {
  for (std::size_t i = 1; i < unit.tokens.size(); ++i) {
    const int before = break_class[unit.tokens[i - 1].symbol], after = break_class[unit.tokens[i].symbol];
    ++counts_[static_cast<std::size_t>((before * kBreakClasses + after) * kOpportunities +
                                       static_cast<int>(unit.tokens[i].before))];
  }
}

Opportunity BreakStatistics::commonest(int before, int after) const {
  const auto* counts = &counts_[static_cast<std::size_t>((before * kBreakClasses + after) * kOpportunities)];
  int best = kOpportunities - 1;
  for (int i = kOpportunities - 2; i >= 0; --i) {
    if (counts[i] > counts[best]) best = i;
  }
  return static_cast<Opportunity>(best);
}

BuiltAlphabet build_alphabet(const SymbolTable& symbols, const BreakStatistics& breaks, bool vertical, bool by_code_point) {
  static_assert(kBreakClasses == kMaxBreakClasses);
  std::size_t count = symbols.size();
  for (std::uint32_t i = 0; i < symbols.size() && vertical; ++i) count += has_vertical_form(symbols.key(i));
  if (count + kFirstTextSymbol >= kNoSymbol)
    throw InputError("bundle", "has " + std::to_string(count) + " different characters, at most " +
                                   std::to_string(kNoSymbol - kFirstTextSymbol - 1) + " fit: make several bundles");
  BuiltAlphabet built;
  built.number.resize(symbols.size());
  built.symbol.assign(kFirstTextSymbol, kNotASymbol);
  built.uses.assign(kFirstTextSymbol, 0);
  static_assert(kFirstTextSymbol % format::kSymbolsARecord == 0);
  built.code_points.assign(kFirstTextSymbol / format::kSymbolsARecord * format::kCodePointsBytes, 0);
  Groups groups;
  groups.add(0, {SymbolClass::kControl, AdvanceKind::kZero, 0, 0, 0}, 0);
  const SymbolKey* previous = nullptr;
  built.first_full = kFirstTextSymbol;
  std::vector<std::uint32_t> with_form;
  std::vector<std::uint32_t> order = ordered(symbols, 0, vertical);
  const std::size_t common = order.size() - (by_code_point ? 0 : rare_last(symbols, vertical, order));
  built.first_rare = static_cast<Symbol>(kFirstTextSymbol + common);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rare;
  for (const std::uint32_t i : order) {
    const SymbolKey& key = symbols.key(i);
    const bool has_form = vertical && has_vertical_form(key);
    if (previous == nullptr || group_key(*previous, vertical) != group_key(key, vertical))
      groups.add(built.symbol.size(), key.properties, key.text().size(), has_form);
    if (has_form) with_form.push_back(i);
    previous = &key;
    built.number[i] = static_cast<Symbol>(built.symbol.size());
    built.symbol.push_back(i);
    built.uses.push_back(symbols.uses(i));
    if (built.symbol.size() <= built.first_rare) {
      add_code_points(built, key.cluster, built.symbol.size() - 1, 0);
    } else {
      rare.emplace_back(key.cluster.front(), i);
    }
    if (key.properties.advance == AdvanceKind::kProportional) built.first_full = static_cast<Symbol>(built.symbol.size());
  }
  append_rare_records(rare, built.code_points);
  built.first_form = static_cast<Symbol>(built.symbol.size());
  if (!with_form.empty()) groups.add(built.symbol.size(), {SymbolClass::kIdeograph, AdvanceKind::kFull, 0, 2, 0}, 0);
  for (const std::uint32_t i : with_form) {
    built.symbol.push_back(i);
    built.uses.push_back(0);
  }
  if (groups.count > kMaxGroups)
    throw InputError("bundle", "has " + std::to_string(groups.count) + " kinds of characters, at most " +
                                   std::to_string(kMaxGroups) + " fit: make a bundle a language");
  append_u16(built.alphabet, static_cast<std::uint32_t>(built.symbol.size()));
  append_u16(built.alphabet, built.first_full);
  append_u16(built.alphabet, groups.count);
  append_u16(built.alphabet, built.first_form);
  append_u16(built.alphabet, built.first_rare);
  built.alphabet.insert(built.alphabet.end(), groups.bytes.begin(), groups.bytes.end());
  append_break_table(built.alphabet, breaks);
  return built;
}

BuiltAlphabet extend_alphabet(const SymbolTable& symbols, const OldAlphabet& old) {
  BuiltAlphabet built;
  built.symbol.assign(kFirstTextSymbol, kNotASymbol);
  const std::uint32_t known = old.symbols - kFirstTextSymbol;
  std::vector<std::uint32_t> order(known);
  for (std::uint32_t i = 0; i < known; ++i) order[i] = i;
  const std::vector<std::uint32_t> fresh = ordered(symbols, known, false);
  order.insert(order.end(), fresh.begin(), fresh.end());
  built.number.resize(symbols.size());
  Groups groups;
  const SymbolKey* previous = nullptr;
  for (const std::uint32_t i : order) {
    const SymbolKey& key = symbols.key(i);
    const std::size_t number = built.symbol.size();
    built.number[i] = static_cast<Symbol>(number);
    built.symbol.push_back(i);
    if (number < old.first_added) continue;
    if (previous == nullptr || group_key(*previous, false) != group_key(key, false))
      groups.add(number, key.properties, key.text().size());
    previous = &key;
    const auto added = static_cast<std::uint32_t>(number - old.first_added);
    add_code_points(built, key.cluster, added, old.base_clusters);
    if (key.properties.advance == AdvanceKind::kProportional) built.first_full = static_cast<Symbol>(added + 1);
  }
  built.first_form = static_cast<Symbol>(built.symbol.size());
  if (built.symbol.size() - old.first_added > kMaxAddedSymbols || groups.count + old.base_groups > kMaxGroups)
    throw InputError("bundle", "has no room for the characters that are new to it: lrpack merge packs all of it anew");
  for (const std::uint32_t value : {static_cast<std::uint32_t>(built.symbol.size()), old.first_added + built.first_full, groups.count, 0u})
    append_u16(built.alphabet, value);
  built.alphabet.insert(built.alphabet.end(), groups.bytes.begin(), groups.bytes.end());
  return built;
}

}  // namespace lr::pack
