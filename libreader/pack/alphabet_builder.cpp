// Groups, order, break table.
#include "alphabet_builder.h"

#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <tuple>

#include "import.h"
#include "vertical_forms.h"

namespace lr::pack {
namespace {

// Equal for symbols of one group. Proportional groups come first: only they have advances in a strike.
auto group_key(const SymbolKey& key, bool vertical) {
  const SymbolProperties& p = key.properties;
  return std::tuple(p.advance != AdvanceKind::kProportional, p.advance, p.symbol_class, p.break_class, p.cells, p.blank,
                    key.cluster.size(), vertical && has_vertical_form(key));
}

void append_u16(std::vector<std::uint8_t>& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value));
  to.push_back(static_cast<std::uint8_t>(value >> 8));
}

std::vector<std::uint32_t> ordered(const SymbolTable& symbols, bool vertical) {
  std::vector<std::uint32_t> order(symbols.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto rank = [&](std::uint32_t i) {
    const SymbolKey& key = symbols.key(i);
    return std::tuple(group_key(key, vertical), ~symbols.uses(i), key.cluster, key.form, key.language);
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return order;
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

// A code point of the basic plane stands for itself; everything else in the table of clusters, at its place there.
void add_code_points(BuiltAlphabet& built, const std::u32string& cluster) {
  const std::size_t place = (built.symbol.size() - 1) % format::kSymbolsARecord;
  if (place == 0) built.code_points.resize(built.code_points.size() + format::kCodePointsBytes, 0);
  std::uint8_t* record = built.code_points.data() + built.code_points.size() - format::kCodePointsBytes;
  std::uint32_t value = cluster.empty() ? 0 : static_cast<std::uint32_t>(cluster.front());
  if (cluster.size() > 1 || value > 0xFFFF) {
    value = static_cast<std::uint32_t>(built.clusters.size());
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

BuiltAlphabet build_alphabet(const SymbolTable& symbols, const BreakStatistics& breaks, bool vertical) {
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
  for (const std::uint32_t i : ordered(symbols, vertical)) {
    const SymbolKey& key = symbols.key(i);
    const bool has_form = vertical && has_vertical_form(key);
    if (previous == nullptr || group_key(*previous, vertical) != group_key(key, vertical))
      groups.add(built.symbol.size(), key.properties, key.cluster.size(), has_form);
    if (has_form) with_form.push_back(i);
    previous = &key;
    built.number[i] = static_cast<Symbol>(built.symbol.size());
    built.symbol.push_back(i);
    built.uses.push_back(symbols.uses(i));
    add_code_points(built, key.cluster);
    if (key.properties.advance == AdvanceKind::kProportional) built.first_full = static_cast<Symbol>(built.symbol.size());
  }
  built.first_form = static_cast<Symbol>(built.symbol.size());
  if (!with_form.empty()) groups.add(built.symbol.size(), {SymbolClass::kIdeograph, AdvanceKind::kFull, 0, 2, 0}, 0);
  for (const std::uint32_t i : with_form) {
    built.symbol.push_back(i);
    built.uses.push_back(0);
    add_code_points(built, {});
  }
  if (groups.count > kMaxGroups)
    throw InputError("bundle", "has " + std::to_string(groups.count) + " kinds of characters, at most " +
                                   std::to_string(kMaxGroups) + " fit: make a bundle a language");
  append_u16(built.alphabet, static_cast<std::uint32_t>(built.symbol.size()));
  append_u16(built.alphabet, built.first_full);
  append_u16(built.alphabet, groups.count);
  append_u16(built.alphabet, with_form.empty() ? 0 : built.first_form);
  built.alphabet.insert(built.alphabet.end(), groups.bytes.begin(), groups.bytes.end());
  append_break_table(built.alphabet, breaks);
  return built;
}

}  // namespace lr::pack
