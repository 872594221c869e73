// Where the pictures of a section STRK lie, by their numbers in it: those of the first packing, or those that were
// added since. Private to font/; FORMAT.md, "STRK".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/status.h>

#include <cstdint>

#include "strike_format.h"

namespace lr {

struct PictureTable {
  // `head` is the checked head of `section`. kDamaged: parts are not within it. kUnsupported: no kind that is known.
  Status open(Range section, const std::uint8_t* head, std::uint32_t symbols_of_it, std::uint32_t first_full_of_it);

  // Room for the largest picture, and what decoding it takes besides.
  std::uint32_t bits_bytes(std::uint32_t bits_per_pixel) const;
  std::uint32_t scratch_bytes() const;

  // Where a picture begins among all pictures, and how many bytes it takes; none: a blank. kDamaged, kIo.
  Status find(Storage& storage, std::uint32_t number, std::uint32_t& at, std::uint32_t& size) const;

  Table advances() const { return {advances_at, first_full, format::kAdvanceBytes}; }

  std::uint32_t index_at = 0, advances_at = 0;
  Range pictures{};
  std::uint16_t symbols = 0;                              // 0: not open
  std::uint16_t first_full = 0;                           // those below have advances
  std::uint16_t largest = 0;                              // bytes of a picture as stored, without its checksum
  std::uint8_t widest = 0, tallest = 0, length_bits = 0;  // of coded ones
  bool is_coded = false, is_scalable = false;             // a scalable one is coded

 private:
  Table index_of(std::uint32_t count) const;
};

// The head of a section STRK. kDamaged, kIo.
struct StrikeHead {
  Status read(Storage& storage, Range section);

  std::uint8_t buffer[format::kStrikeHeadBytes];
  const std::uint8_t* bytes = nullptr;
};

}  // namespace lr
