// Orders the symbols of a bundle into its alphabet: groups of equal properties, in each those that a
// reader sees first, then the most used.
//
// Writes what text/alphabet.cpp reads.
#pragma once
#include <libreader/text/alphabet.h>

#include <cstdint>
#include <string>
#include <vector>

#include "pass.h"
#include "symbols.h"

namespace lr::pack {

struct BuiltAlphabet {
  std::vector<Symbol> number;          // of each symbol of the table, in the alphabet
  std::vector<std::uint32_t> symbol;   // the reverse; kNotASymbol for controls
  std::vector<std::uint64_t> uses;     // by alphabet number; controls 0
  Symbol first_full = 0;
  Symbol first_rare = 0;               // as in Alphabet
  Symbol first_form = 0;               // the forms for vertical lines are from here on; they stand for no text
  std::vector<std::uint8_t> alphabet;     // section ALPH without its CRC
  std::vector<std::uint8_t> code_points;  // table CPTS
  std::vector<std::uint32_t> clusters;    // table CLUS
};

inline constexpr std::uint32_t kNotASymbol = 0xFFFFFFFF;

// How often each opportunity stands between two break classes, over all text.
class BreakStatistics {
 public:
  BreakStatistics() : counts_(static_cast<std::size_t>(kBreakClasses) * kBreakClasses * kOpportunities) {}
  // A pass over all text.
  BreakStatistics(const Spill& spill, const SymbolTable& symbols, const Pass& pass);
  // The commonest of a pair; kAlways for a pair that never meets.
  Opportunity commonest(int before, int after) const;

 private:
  void add(const PreparedUnit& unit, const std::vector<std::uint8_t>& break_class);

  static constexpr int kOpportunities = 5;
  std::vector<std::uint64_t> counts_;
};

// An alphabet that is there: symbol i of the table is number kFirstTextSymbol + i of it.
struct OldAlphabet {
  std::uint32_t symbols = 0, first_added = 0;         // with controls
  std::uint32_t base_groups = 0, base_clusters = 0;  // words of CLUS, likewise of the first packing
};

// What is to be added to it, together with what was added before: `alphabet`, `code_points` and `clusters` are of the added
// symbols only, and first_full counts from the first of them. Throws InputError likewise.
BuiltAlphabet extend_alphabet(const SymbolTable& symbols, const OldAlphabet& old);

// Throws InputError when the text has more symbols or groups than a bundle can hold.
// `vertical`: with forms for vertical lines. `by_code_point`: all groups are in the order of their uses and code points, without
// rare symbols, as a font pack has them.
BuiltAlphabet build_alphabet(const SymbolTable& symbols, const BreakStatistics& breaks, bool vertical, bool by_code_point);

}  // namespace lr::pack
