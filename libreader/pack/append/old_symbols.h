// The symbols of a bundle as the packer names them: which cluster in which form and language each number stands for. A
// bundle does not say; its text does, made ready once more.
#pragma once
#include <libreader/bundle.h>
#include <libreader/pack/symbols.h>
#include <libreader/pack/upkeep/stored_bundle.h>

#include <vector>

namespace lr::pack {

// Interns the symbols of the bundle, from kFirstTextSymbol on, in the order of their numbers. Both are of the same
// bytes. Throws InputError: the text made ready anew differs from what is stored.
void intern_symbols(Bundle& bundle, StoredBundle& stored, SymbolTable& to);

}  // namespace lr::pack
