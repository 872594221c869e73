// Where a line may break and what a code point is to layout, resolved at pack time from Unicode 17 and the rules of the
// language, so that the device needs neither.
#pragma once
#include <libreader/text/symbol.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "language.h"

namespace lr::pack {

// The form of a code point that Chinese and Western text share (“ ” ‘ ’ … — · and the like): kWide is the full-width mark
// of East Asian text, kNarrow the proportional one (rules Q1, Q2). Code points with one form only have that one.
enum class Form : std::uint8_t { kNarrow, kWide };

// One paragraph, analysed. Every vector has one entry a code point of the paragraph.
struct BreakAnalysis {
  std::vector<bool> cluster_start;        // UAX #29 extended grapheme clusters, Unicode 17
  std::vector<Form> form;                 // of the cluster that the code point belongs to
  std::vector<Opportunity> before;        // of the boundary before the code point; [0] is kNever,
                                          // kNever inside a cluster
};

// Analyses one paragraph; a line feed inside it is a forced break (code, verse). `language` is that of the article.
BreakAnalysis analyse_breaks(std::u32string_view paragraph, Language language);

// UAX #14 of Unicode 17 without any tailoring, for conformance: true where a break is allowed or forced before the code
// point; [0] is false.
std::vector<bool> untailored_breaks(std::u32string_view paragraph);

// True where a cluster begins (UAX #29, Unicode 17).
std::vector<bool> cluster_starts(std::u32string_view paragraph);

// What a cluster is to the device. `break_class` numbers classes that behave alike beside each other (from the line break
// property, narrowed by the tailoring); it is below kBreakClasses and means nothing outside the packer.
struct SymbolProperties {
  SymbolClass symbol_class;
  AdvanceKind advance;
  std::uint8_t break_class;
  std::uint8_t cells;  // with kAmbiguousCells
  std::uint8_t blank;  // see Blank
  auto operator<=>(const SymbolProperties&) const = default;
};

inline constexpr int kBreakClasses = 32;

SymbolProperties properties_of(std::u32string_view cluster, Form form, Language language);

}  // namespace lr::pack
