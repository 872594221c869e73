// Opens a finished bundle with the device's own code and compares it with what went in.
#pragma once
#include <libreader/ports.h>

#include "alphabet_builder.h"
#include "output.h"
#include "pass.h"
#include "picture_spill.h"

namespace lr::pack {

// Throws std::logic_error with the first difference. Several threads read the source at once.
void prove(Output& bundle, const Spill& articles, const BuiltAlphabet& alphabet,
           const Pictures& strikes, const Pass& pass);

// The same for page tables: lays every article out once more.
void prove_pages(Output& bundle, const Pass& pass);

// The same of articles that were added under these numbers, and of the pictures of the symbols from `first_added` on.
void prove_added(const Source& bundle, const Spill& articles, const std::vector<std::uint32_t>& numbers,
                 const BuiltAlphabet& alphabet, Symbol first_added, const Pictures& strikes);

}  // namespace lr::pack
