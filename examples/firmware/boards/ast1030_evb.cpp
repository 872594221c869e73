// AST1030: the bundle and places on a serial flash of 1 MB behind the FMC, keys from UART5.
#include <ports/nor_flash/nor_flash.h>

#include "../board.h"
#include "cortex_m_reset.h"

namespace {

constexpr std::uint32_t kUart = 0x7E784000;  // a 16550, a register every four bytes
constexpr std::uint32_t kReceived = 0x00, kLineStatus = 0x14;
constexpr std::uint32_t kFmc = 0x7E620000, kWindow = 0x80000000;
constexpr std::uint32_t kConfig = 0x00, kControl = 0x10;
constexpr std::uint32_t kUserMode = 3, kDeselect = 1u << 2;
constexpr std::uint32_t kStoreBytes = 2 * lr::nor_flash::kSectorBytes;

// In user mode each access to the window is a byte on the bus.
bool transfer(void*, const std::uint8_t* command, std::uint32_t command_bytes, const void* out, std::uint32_t out_bytes,
              void* in, std::uint32_t in_bytes) {
  auto& window = *reinterpret_cast<volatile std::uint8_t*>(kWindow);
  board::reg(kFmc + kControl) = kUserMode;
  for (std::uint32_t i = 0; i < command_bytes; ++i) window = command[i];
  for (std::uint32_t i = 0; i < out_bytes; ++i) window = static_cast<const std::uint8_t*>(out)[i];
  for (std::uint32_t i = 0; i < in_bytes; ++i) static_cast<std::uint8_t*>(in)[i] = window;
  board::reg(kFmc + kControl) = kUserMode | kDeselect;
  return true;
}

lr::nor_flash::Chip chip;
lr::nor_flash::Region bundle_region{&chip, 0, 0}, store_region{&chip, 0, kStoreBytes};

}  // namespace

void board::begin() {
  reg(kFmc + kConfig) = reg(kFmc + kConfig) | 1u << 16;  // the first chip may be written
  reg(kFmc + kControl) = kUserMode | kDeselect;
  if (chip.open({transfer, nullptr}) != lr::Status::kOk) return;
  bundle_region.bytes = store_region.at = chip.bytes() - kStoreBytes;
}

lr::Source board::bundle() { return lr::nor_flash::source_of(bundle_region); }

lr::Store board::store() { return lr::nor_flash::store_of(store_region); }

char board::key() {
  while ((reg(kUart + kLineStatus) & 1) == 0) {
  }
  return static_cast<char>(reg(kUart + kReceived));
}

void board::restart() { reset_cortex_m(); }
