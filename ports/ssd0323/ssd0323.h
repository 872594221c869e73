// An OLED of 128 by 64 pixels and 16 greys behind an SSD0323 on an SPI bus. Takes bands of rows as they are painted at 4 bits
// a pixel: a byte of a Surface is a byte of the panel. Commands: data sheet of the SSD0323, table 7.
#pragma once
#include <libreader/ports.h>

#include <cstdint>

namespace lr::ssd0323 {

inline constexpr std::int16_t kWidth = 128, kHeight = 64;
inline constexpr std::uint8_t kBitsPerPixel = 4;

// What the board supplies: a byte out, to the commands or to the data (pin D/C#), the panel being selected meanwhile.
struct Bus {
  void (*send)(void* context, const std::uint8_t* bytes, std::uint32_t count, bool data);
  void* context;
};

// Turns the panel on. `remap` says how the glass is wired (command A0h): 0 where pixels lie as in memory.
void begin(const Bus& bus, std::uint8_t remap);

// Shows a band: of the panel's width, 4 bits a pixel, not turned. kBadCall: another one.
Status show(const Bus& bus, const Surface& band);

}  // namespace lr::ssd0323
