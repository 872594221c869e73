// What is to be drawn for an alphabet, and what to say where no face has it.
#pragma once
#include <vector>

#include "alphabet_builder.h"
#include "gather.h"
#include "strikes.h"

namespace lr::pack {

// Of the symbols from alphabet number `first` on.
std::vector<GlyphRequest> glyph_requests(const BuiltAlphabet& alphabet, Symbol first, const SymbolTable& symbols);

// Zero tofu, in strikes, and in outlines, whose spec has no ppem: throws InputError that names the characters that no face has, and where they stand.
void refuse_missing(const DrawnStrike& strike, const StrikeSpec& spec, const std::vector<GlyphRequest>& requests,
                    const BuiltAlphabet& alphabet, Symbol first, const Gathered& gathered);

}  // namespace lr::pack
