// The bytes of a STRK section of one size that nobody stored: its tables are made at once, each picture when it is
// read.
#pragma once
#include <cstdint>
#include <vector>

#include "outline_fonts.h"

namespace lr {

class DrawnStrike {
 public:
  // `part` outlives this; null: an empty section, of no glyphs.
  DrawnStrike(const OutlineFonts* part, OutlineSize size);

  std::uint64_t bytes() const { return part_ == nullptr ? 0 : front_.size() + std::uint64_t{slots_} * slot_bytes_; }
  // `size` bytes from `at`, which it has.
  void read(std::uint64_t at, std::uint8_t* to, std::uint32_t size);

 private:
  void make_front(std::uint32_t picture_bytes);
  void make_slot(std::uint32_t number);

  const OutlineFonts* part_;
  OutlineSize size_;
  std::vector<std::uint8_t> front_;  // head, advances, index
  std::vector<std::uint8_t> slot_;   // the picture that was read last, with its checksum
  std::uint32_t slots_ = 0, slot_bytes_ = 0, in_slot_ = 0xFFFFFFFF;
};

}  // namespace lr
