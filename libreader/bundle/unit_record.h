// A record of section UNIT: eight units, each as its difference from the one before.
//
// Reads what pack/unit_table.cpp writes. Specified in FORMAT.md, "UNIT".
#pragma once
#include <libreader/base/bits.h>
#include <libreader/bundle.h>

#include <bit>

#include "format.h"

namespace lr {

class UnitRecord {
 public:
  // `bytes` outlive this.
  UnitRecord(const std::uint8_t* bytes, std::uint32_t size) : bits_(bytes, size, 0) {
    next_chunk_ = golomb(format::kFirstChunkBits);
    in_chunk_ = static_cast<std::uint16_t>(gamma());
  }

  // Goes to the first unit, or to the next one.
  void next() {
    place(gamma());
    if (const std::uint32_t marks = gamma(); marks == 1) {
      unit_.marks_before = 0;
    } else if (marks > 1) {
      unit_.marks_before = static_cast<std::uint16_t>(unit_.marks_before + marks - 1);
    }
    const std::uint32_t points = unit_.code_points_before;
    unit_.code_points_before = bit() == 0 ? 0 : points + golomb(format::kPointsBits);
    if (bit() != 0) return;
    unit_.kind = static_cast<BlockKind>(gamma());
    unit_.level = static_cast<std::uint8_t>(gamma());
    unit_.quote_depth = static_cast<std::uint8_t>(gamma());
    unit_.list_depth = static_cast<std::uint8_t>(gamma());
  }

  const Unit& unit() const { return unit_; }
  // Whether the record ended before the units did.
  bool overrun() const { return bits_.overrun(); }

 private:
  // As BitReader's, but for short codes in one go: search reads every record.
  std::uint32_t gamma() {
    const std::uint32_t window = bits_.peek();
    const auto zeros = static_cast<std::uint32_t>(std::countl_zero(window));
    if (zeros > 12) return bits_.gamma();
    bits_.skip(2 * zeros + 1);
    return (window >> (31 - 2 * zeros)) - 1;
  }
  std::uint32_t golomb(std::uint32_t low_bits) {
    const std::uint32_t high = gamma(), low = bits_.peek() >> (32 - low_bits);
    bits_.skip(low_bits);
    return high << low_bits | low;
  }
  std::uint32_t bit() {
    const std::uint32_t bit = bits_.peek() >> 31;
    bits_.skip(1);
    return bit;
  }

  void place(std::uint32_t where) {
    unit_.shares_chunk = where < format::kOwnChunks;
    unit_.chunks = static_cast<std::uint16_t>(unit_.shares_chunk ? 1 : where - format::kOwnChunks);
    if (where == format::kNextChunk) in_chunk_ = 0;
    unit_.first_chunk = where == format::kSameChunk ? next_chunk_ - 1 : next_chunk_;
    unit_.units_before = unit_.shares_chunk ? in_chunk_++ : std::uint16_t{0};
    next_chunk_ = unit_.first_chunk + unit_.chunks;
  }

  BitReader bits_;
  Unit unit_{};
  std::uint32_t next_chunk_;
  std::uint16_t in_chunk_;  // units before the next one, if that shares the chunk of the last
};

}  // namespace lr
