// Symbols of a page and where they stand, gathered to be drawn in the order in which their pictures are stored: so each is
// found, read and decoded once, however often it stands there. Private to draw/.
#pragma once
#include <libreader/text/symbol.h>

#include <cstdint>
#include <span>

namespace lr {

struct PlacedInk {
  Symbol symbol;
  std::int16_t along;       // px, of the pen
  std::uint16_t line : 15;  // of the page
  std::uint16_t strong : 1;
};

class Inks {
 public:
  // `memory` belongs to the caller; where it has less room than is worth while, a few places of its own are taken.
  explicit Inks(std::span<std::uint8_t> memory);
  Inks(const Inks&) = delete;

  bool is_full() const { return count_ == places_.size(); }
  void add(const PlacedInk& ink) { places_[count_++] = ink; }
  // What was added, like symbols beside each other, in the order of symbols; the list is empty after it.
  std::span<const PlacedInk> take_sorted();

 private:
  PlacedInk own_[12]{};
  std::span<PlacedInk> places_;
  std::size_t count_ = 0;
};

}  // namespace lr
