// Which readings can stand beside the line: the others stay in their brackets on it.
#pragma once
#include <libreader/bundle/block.h>

#include <vector>

#include "document.h"

namespace lr::pack {

inline constexpr int kRubyStyles = kRubyBase | kRubyText;

// The ruby styles of each code point of the reading text: those of the spans where a base and the reading behind it are
// whole and no longer than a line holds (kMaxRubySymbols), else none. Both styles at once say how a reading stands, see
// FORMAT.md, "Chunks".
std::vector<Styles> ruby_styles(const std::vector<Span>& spans);

}  // namespace lr::pack
