// An SD card (SDSC, SDHC, SDXC) on an SPI bus, block by block.
#pragma once
#include <libreader/ports.h>

#include <cstdint>

#include "card_file.h"

namespace lr::sd_card {

// What the board supplies: a byte out and the byte that came in meanwhile; the card's select line.
struct Bus {
  std::uint8_t (*exchange)(void* context, std::uint8_t out);
  void (*select)(void* context, bool selected);
  void* context;
};

class Card {
 public:
  // Wakes the card; the bus runs at 400 kHz or less until this has returned. Once more after the card was taken out.
  // kIo: nothing answers, or no card that this knows.
  Status open(const Bus& bus);

  // Valid while this stays where it is. kIo: the card is gone, or says no.
  BlockDevice blocks() { return {read_block, write_block, this}; }

 private:
  static Status read_block(void* self, std::uint32_t block, std::uint8_t* to);
  static Status write_block(void* self, std::uint32_t block, const std::uint8_t* from);

  std::uint8_t receive() { return bus_.exchange(bus_.context, 0xFF); }
  std::uint8_t command(std::uint8_t number, std::uint32_t argument);
  bool receive_until(std::uint8_t wanted);
  void release();

  Bus bus_{};
  bool by_block_ = false;  // addresses are of blocks, not of bytes
};

}  // namespace lr::sd_card
