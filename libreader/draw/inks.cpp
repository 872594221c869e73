// Sorted by gaps that shrink (Shell, 1959; the gaps are Knuth's): no recursion, a hundred bytes of code.
#include "inks.h"

namespace lr {

Inks::Inks(std::span<std::uint8_t> memory) : places_(own_) {
  const std::size_t misfit = reinterpret_cast<std::uintptr_t>(memory.data()) % alignof(PlacedInk);
  if (memory.size() < misfit + sizeof own_) return;
  places_ = {reinterpret_cast<PlacedInk*>(memory.data() + misfit), (memory.size() - misfit) / sizeof(PlacedInk)};
}

std::span<const PlacedInk> Inks::take_sorted() {
  const std::span<PlacedInk> inks = places_.first(count_);
  count_ = 0;
  std::size_t gap = 1;
  while (gap < inks.size()) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (std::size_t i = gap; i < inks.size(); ++i) {
      const PlacedInk ink = inks[i];
      std::size_t at = i;
      for (; at >= gap && inks[at - gap].symbol > ink.symbol; at -= gap) inks[at] = inks[at - gap];
      inks[at] = ink;
    }
  }
  return inks;
}

}  // namespace lr
