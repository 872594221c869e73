// The code of a bundle as the packer needs it to write more text: phrases, what tokens cost, their codewords.
//
// Reads what code_writer.cpp writes.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "code_writer.h"
#include "parse.h"

namespace lr::pack {

struct ReadCode {
  PhraseSet phrases;
  Prices prices;
  std::vector<Codeword> of_token, of_class;  // as in WrittenCode
};

// `code` and `phrases` are sections CODE and PHRA of a sound bundle, out of their pages. `symbols` counts those of the
// alphabet with what was added to it: those behind the code's own are written as kAddedSymbol and their number.
// Throws InputError: the code has no codeword for that.
ReadCode read_code(std::span<const std::uint8_t> code, std::span<const std::uint8_t> phrases, std::uint32_t symbols,
                   std::uint32_t first_rare);

}  // namespace lr::pack
