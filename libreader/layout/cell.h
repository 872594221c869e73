// Symbols that stand side by side in one upright box of a vertical line. Private to layout/.
#pragma once
#include <libreader/layout.h>

namespace lr {

// What such a box is to its neighbours.
inline constexpr SymbolGroup kCellGroup{0, SymbolClass::kIdeograph, AdvanceKind::kFull, 0, 2, 0, 0};

// That of a symbol as it stands on a line.
inline const SymbolGroup& group_on_line(const Alphabet& alphabet, const LineItem& item) {
  return (item.styles & kCellBegin) != 0 && item.span == 0 ? kCellGroup : alphabet.group_of(item.symbol);
}

}  // namespace lr
