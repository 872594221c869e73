// SiFive E, as the HiFive1: 16 KB of RAM, code and bundle in mapped flash, keys from UART0.
#include "../board.h"
#include "mapped.h"
#include "retained.h"

extern "C" [[noreturn]] void _start();

namespace {

constexpr std::uint32_t kUart = 0x10013000;
constexpr std::uint32_t kReceived = 0x04, kControl = 0x0C;

}  // namespace

void board::begin() { reg(kUart + kControl) = 1; }

lr::Source board::bundle() { return mapped_bundle(); }

lr::Store board::store() { return retained_store<1024, 2>(); }

char board::key() {
  std::uint32_t received = 0;
  do received = reg(kUart + kReceived);
  while ((received >> 31) != 0);
  return static_cast<char>(received);
}

void board::restart() { _start(); }  // the emulator has no reset for it
