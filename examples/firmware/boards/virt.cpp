// QEMU's virt board as an ESP32-C3 would be: the bundle mapped, keys from a 16550.
#include "../board.h"
#include "mapped.h"
#include "retained.h"

namespace {

constexpr std::uint32_t kUart = 0x10000000;
constexpr std::uint32_t kReceived = 0, kLineStatus = 5;
constexpr std::uint32_t kReset = 0x00100000;  // SiFive's test device

volatile std::uint8_t& byte_reg(std::uint32_t address) { return *reinterpret_cast<volatile std::uint8_t*>(address); }

}  // namespace

void board::begin() {}

lr::Source board::bundle() { return mapped_bundle(); }

lr::Store board::store() { return retained_store<4096, 2>(); }

char board::key() {
  while ((byte_reg(kUart + kLineStatus) & 1) == 0) {
  }
  return static_cast<char>(byte_reg(kUart + kReceived));
}

void board::restart() {
  reg(kReset) = 0x7777;
  for (;;) {
  }
}
