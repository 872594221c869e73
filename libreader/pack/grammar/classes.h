// Which symbols are alike: as the last one before a token (its context), and as the first one of a token (what is predicted
// from the context).
#pragma once
#include <libreader/text/text_code.h>

#include <cstdint>
#include <vector>

namespace lr::pack {

inline constexpr int kMaxClasses = kMaxTokenClasses;

struct Classes {
  int count = 1;                          // of each kind
  std::uint32_t first_rare = 0;           // symbols from here on stay in the last class of both kinds
  std::vector<std::uint8_t> context;      // by symbol
  std::vector<std::uint8_t> predicted;    // by symbol
};

// How often a token that begins with a symbol follows one that ends with another: (last << 16 | first, count), ascending.
using Meetings = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Moves symbols between classes as long as the text gets shorter; `classes` is where it begins.
void cluster(const Meetings& meetings, int passes, Classes& classes);

// To begin with: symbols in the order of their use, dealt out; rare ones in a class of their own, the last of two or more.
Classes deal(const std::vector<std::uint64_t>& uses, int count, std::uint32_t first_rare);

}  // namespace lr::pack
