// Which symbols have a picture of their own for vertical lines, and how it stands (rules T1 … T3, UAX #50).
#pragma once
#include "symbols.h"

namespace lr::pack {

bool has_vertical_form(const SymbolKey& key);

// Of a symbol that has one.
Standing standing_of(const SymbolKey& key);

}  // namespace lr::pack
