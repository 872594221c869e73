// The learned code as the sections of a bundle take it, and the codewords that text is written with.
//
// Writes what text/text_code.cpp reads.
#pragma once
#include <cstdint>
#include <vector>

#include "learn.h"

namespace lr::pack {

struct Codeword {
  std::uint32_t bits = 0;
  std::uint8_t length = 0;
};

struct WrittenCode {
  std::vector<std::uint8_t> code;     // section CODE, not yet cut into pages
  std::vector<std::uint8_t> phrases;  // section PHRA, likewise
  std::vector<Codeword> of_token;     // in its class; phrases that are only parts of others have none
  std::vector<Codeword> of_class;     // [context class * kMaxTokenClasses + class]
};

WrittenCode write_code(const Learned& learned);

}  // namespace lr::pack
