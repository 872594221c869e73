// What boards have in common whose bundle lies in memory, where their linker script says.
#pragma once
#include <libreader/ports.h>

#include <cstdint>

extern "C" const std::uint8_t __bundle_start[], __bundle_end[];

namespace board {

// Its length stands in its bytes 8 to 11, little-endian; Reader::open checks the rest.
inline lr::Source mapped_bundle() {
  const std::uint8_t* length = __bundle_start + 8;
  const std::uint32_t size = length[0] | length[1] << 8 | length[2] << 16 | static_cast<std::uint32_t>(length[3]) << 24;
  const auto room = static_cast<std::uint32_t>(__bundle_end - __bundle_start);
  return lr::memory_source(__bundle_start, size < room ? size : room);
}

inline volatile std::uint32_t& reg(std::uint32_t address) {
  return *reinterpret_cast<volatile std::uint32_t*>(address);
}

}  // namespace board
