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

}  // namespace lr::pack
