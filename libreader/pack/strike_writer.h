// Writes a STRK section from pictures. Writes what font/strike.cpp reads.
#pragma once
#include <libreader/text/symbol.h>

#include <cstdint>
#include <vector>

#include "strikes.h"

namespace lr::pack {

// `pictures.glyphs[i]` belongs to alphabet number first_symbol + i; numbers below are controls and get none.
std::vector<std::uint8_t> write_strike(const StrikePictures& pictures, const std::string& face, Symbol first_symbol,
                                       Symbol first_full);

}  // namespace lr::pack
