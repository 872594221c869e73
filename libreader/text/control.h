// The first symbols of every alphabet: not text, but what stands between it. Their numbers are part of the format.
#pragma once
#include "symbol.h"

namespace lr {

enum Control : Symbol {
  kEndOfUnit = 0,  // or of the part of it that stands in this chunk
  // The boundary before the next text symbol has this Opportunity whatever the break table says: kExceptionFirst + value.
  kExceptionFirst = 1,
  kExceptionLast = 5,
  // Turns one RunStyle bit on or off: see toggle_of(). Every unit and chunk begins with all of them off.
  kToggleFirst = 6,
  kToggleLast = 9,
  // Open a span of text that is shown but is no part of the reading text; kSpanEnd closes it.
  kNoteMarkSpan = 10,  // the mark of the next note reference of the article
  kLabelSpan = 11,     // the label of a list item or note
  kSpanEnd = 12,
  kAddedSymbol = 13,  // a symbol that the text code has no codeword for follows: its number in kAddedSymbolBits
  kRubyToggleFirst = 14,  // the bits 4 and 5
  kRubyToggleLast = 15,
  kFirstTextSymbol = 16,
};

// Symbols of a base and its reading together, brackets too: no more, so that they fit any line's memory.
inline constexpr std::uint32_t kMaxRubySymbols = 15;

inline constexpr unsigned kRunStyles = 6;  // bits of RunStyle

constexpr Symbol toggle_of(unsigned bit) {
  return static_cast<Symbol>(bit < 4 ? kToggleFirst + bit : kRubyToggleFirst + bit - 4);
}

// The bit that a control turns on or off, or kRunStyles.
constexpr unsigned toggled_bit(Symbol control) {
  unsigned bit = 0;
  while (bit < kRunStyles && toggle_of(bit) != control) ++bit;
  return bit;
}

}  // namespace lr
