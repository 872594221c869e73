// Opens a finished bundle with the device's own code and compares it with what went in.
#pragma once
#include <libreader/ports.h>

#include <vector>

#include "alphabet_builder.h"
#include "pass.h"
#include "strikes.h"

namespace lr::pack {

// Throws std::logic_error with the first difference. Several threads read the source at once.
void prove(const Source& bundle, const Spill& articles, const BuiltAlphabet& alphabet,
           const std::vector<StrikePictures>& strikes, const Pass& pass);

}  // namespace lr::pack
