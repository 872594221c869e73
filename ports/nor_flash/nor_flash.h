// A serial NOR flash (25-series: W25Q, MX25, GD25 …) as Source and Store. A sector is erased to 0xFF as a whole;
// programming turns 1 bits into 0 bits, within pages of 256 bytes, between which it is split here. Whatever was
// programmed or erased is read back and compared: a worn or unerased chip is an error and not a lost bookmark.
#pragma once
#include <libreader/ports.h>

#include <cstdint>

namespace lr::nor_flash {

// What the board supplies: one transaction with the chip selected. Sends `command`, then `out`, then receives `in`;
// either of the last two may be empty. False: the bus failed.
struct Bus {
  bool (*transfer)(void* context, const std::uint8_t* command, std::uint32_t command_bytes, const void* out,
                   std::uint32_t out_bytes, void* in, std::uint32_t in_bytes);
  void* context;
};

inline constexpr std::uint32_t kPageBytes = 256;
inline constexpr std::uint32_t kSectorBytes = 4096;
// How often the chip is asked whether it is ready; some seconds on the fastest of buses, where an erase takes 0.4 s at
// most.
inline constexpr std::uint32_t kMostPolls = 10'000'000;

class Chip {
 public:
  // Reads the chip's id and, from it, its size. kIo: nothing answers. kUnsupported: its size is not a power of two.
  Status open(const Bus& bus);

  std::uint32_t bytes() const { return bytes_; }
  std::uint32_t id() const { return id_; }  // JEDEC: maker, type, log2 of the size

  // All: kBadCall beyond the chip's end, kIo.
  Status read(std::uint32_t at, void* to, std::uint32_t size);
  // kIo as well where a bit would have to rise.
  Status program(std::uint32_t at, const void* from, std::uint32_t size);
  // `at` is a multiple of kSectorBytes.
  Status erase(std::uint32_t at);

 private:
  Status send(std::uint8_t command, std::uint32_t at, const void* out, std::uint32_t out_bytes, void* in,
              std::uint32_t in_bytes);
  Status enable_and_send(std::uint8_t command, std::uint32_t at, const void* out, std::uint32_t out_bytes);
  bool within(std::uint32_t at, std::uint32_t size) const { return at <= bytes_ && size <= bytes_ - at; }

  Bus bus_{};
  std::uint32_t bytes_ = 0, id_ = 0;
};

// A part of the chip; outlives what is made of it.
struct Region {
  Chip* chip;
  std::uint32_t at;     // for a store a multiple of kSectorBytes
  std::uint32_t bytes;  // for a store two sectors or more
};
Source source_of(Region& region);
Store store_of(Region& region);

}  // namespace lr::nor_flash
