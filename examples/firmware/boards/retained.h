// For machines whose flash controller the emulator lacks: memory that a restart leaves as it is.
#pragma once
#include "memory_store.h"

extern "C" std::uint8_t __retained_start[];

namespace board {

template <std::uint32_t kSectorBytes, std::uint16_t kSectors>
lr::Store retained_store() {
  return memory_store<kSectorBytes, kSectors>(__retained_start);
}

}  // namespace board
