// Commands and rows for an SSD0323.
#include "ssd0323.h"

namespace lr::ssd0323 {
namespace {

constexpr std::uint8_t kColumns = 0x15, kRows = 0x75, kRemap = 0xA0, kNormal = 0xA4, kOn = 0xAF;

}  // namespace

void begin(const Bus& bus, std::uint8_t remap) {
  const std::uint8_t commands[] = {kRemap, remap, kNormal, kOn};
  bus.send(bus.context, commands, sizeof commands, false);
}

Status show(const Bus& bus, const Surface& band) {
  const bool fits = band.width == kWidth && band.bits_per_pixel == kBitsPerPixel && band.rotation == Rotation::k0;
  if (!fits || band.band_top < 0 || band.band_height <= 0 || band.band_top + band.band_height > kHeight)
    return Status::kBadCall;
  constexpr std::uint32_t kRowBytes = kWidth * kBitsPerPixel / 8;
  const auto top = static_cast<std::uint8_t>(band.band_top);
  const auto last = static_cast<std::uint8_t>(band.band_top + band.band_height - 1);
  const std::uint8_t window[] = {kColumns, 0, kRowBytes - 1, kRows, top, last};
  bus.send(bus.context, window, sizeof window, false);
  for (std::int16_t row = 0; row < band.band_height; ++row)
    bus.send(bus.context, band.pixels + row * band.stride_bytes, kRowBytes, true);
  return Status::kOk;
}

}  // namespace lr::ssd0323
