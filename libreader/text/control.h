// The first symbols of every alphabet: not text, but what stands between it. Their numbers are part of the format.
#pragma once
#include "symbol.h"

namespace lr {

enum Control : Symbol {
  kEndOfUnit = 0,  // or of the part of it that stands in this chunk
  // The boundary before the next text symbol has this Opportunity whatever the break table says: kExceptionFirst + value.
  kExceptionFirst = 1,
  kExceptionLast = 5,
  // Turns one RunStyle bit on or off: kToggleFirst + bit number. Every unit and chunk begins with all of them off.
  kToggleFirst = 6,
  kToggleLast = 9,
  // Open a span of text that is shown but is no part of the reading text; kSpanEnd closes it.
  kNoteMarkSpan = 10,  // the mark of the next note reference of the article
  kLabelSpan = 11,     // the label of a list item or note
  kSpanEnd = 12,
  kAddedSymbol = 13,  // a symbol that the text code has no codeword for follows: its number in kAddedSymbolBits
  // 14 and 15 are kept for later versions; a reader passes over them.
  kFirstTextSymbol = 16,
};

}  // namespace lr
