// Folds for the symbols that were added to a bundle, beside those of its SRCH section.
#pragma once
#include <libreader/bundle.h>
#include <libreader/pack/alphabet_builder.h>

#include <cstdint>
#include <vector>

namespace lr::pack {

// Records of table FOLD: all that symbols from alphabet number `first` on need, besides what the bundle folds already.
std::vector<std::uint8_t> added_folds(Bundle& bundle, const BuiltAlphabet& alphabet, const SymbolTable& symbols,
                                      std::uint32_t first);

}  // namespace lr::pack
