// For machines whose flash controller the emulator lacks: memory that a restart leaves as it is, with the manners of
// flash.
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <cstring>

extern "C" std::uint8_t __retained_start[];

namespace board {

template <std::uint32_t kSectorBytes, std::uint16_t kSectors>
lr::Store retained_store() {
  return {[](void* at, std::uint32_t offset, void* to, std::uint32_t size) {
            std::memcpy(to, static_cast<std::uint8_t*>(at) + offset, size);
            return lr::Status::kOk;
          },
          [](void* at, std::uint32_t offset, const void* from, std::uint32_t size) {
            auto* to = static_cast<std::uint8_t*>(at) + offset;
            for (std::uint32_t i = 0; i < size; ++i) to[i] &= static_cast<const std::uint8_t*>(from)[i];
            return lr::Status::kOk;
          },
          [](void* at, std::uint32_t offset) {
            std::memset(static_cast<std::uint8_t*>(at) + offset, 0xFF, kSectorBytes);
            return lr::Status::kOk;
          },
          __retained_start,
          kSectorBytes,
          kSectors,
          4};
}

}  // namespace board
