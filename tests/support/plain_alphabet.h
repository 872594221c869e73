// An alphabet of symbols that are all alike, for tests that need no more of it than their numbers.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/text/alphabet.h>

#include <array>

namespace lr {

inline Status load_plain_alphabet(Symbol symbols, Symbol first_full, Alphabet& alphabet) {
  std::array<std::uint8_t, kAlphabetHeadBytes + kGroupBytes + kBreakTableBytes> bytes{};
  store_u16(bytes.data(), symbols);
  store_u16(bytes.data() + 2, first_full);
  bytes[4] = 1;  // group, of all symbols
  for (const int at : {6, 8}) store_u16(bytes.data() + at, symbols);  // no forms, none of them rare
  return alphabet.load(bytes.data(), bytes.size());
}

}  // namespace lr
