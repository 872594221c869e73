// Opens a finished bundle with the device's own code and compares it with what went in.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "alphabet_builder.h"
#include "prepare.h"
#include "strikes.h"

namespace lr::pack {

// Throws std::logic_error with the first difference.
void prove(std::span<const std::uint8_t> bundle, const std::vector<PreparedArticle>& articles, const BuiltAlphabet& alphabet,
           const std::vector<StrikePictures>& strikes);

}  // namespace lr::pack
