// nRF51: 16 KB of RAM, 256 KB of flash for code, bundle and, in its last pages, places; keys from the UART.
#include <cstring>

#include "../board.h"
#include "cortex_m_reset.h"
#include "mapped.h"

extern "C" std::uint8_t __store_start[];

namespace {

constexpr std::uint32_t kUart = 0x40002000;
constexpr std::uint32_t kStartReceiving = 0x000, kReceived = 0x108, kEnable = 0x500, kReceivedByte = 0x518;
constexpr std::uint32_t kFlash = 0x4001E000;  // NVMC
constexpr std::uint32_t kReady = 0x400, kConfig = 0x504, kErasePage = 0x508;
constexpr std::uint32_t kPageBytes = 1024;
constexpr std::uint16_t kPages = 4;

void wait_for_flash() {
  while (board::reg(kFlash + kReady) == 0) {
  }
}

lr::Status read_store(void*, std::uint32_t offset, void* to, std::uint32_t size) {
  std::memcpy(to, __store_start + offset, size);
  return lr::Status::kOk;
}

// Word by word: the offset and the size are multiples of four, the bytes may lie anywhere.
lr::Status program_store(void*, std::uint32_t offset, const void* from, std::uint32_t size) {
  board::reg(kFlash + kConfig) = 1;
  for (std::uint32_t i = 0; i < size; i += 4) {
    std::uint32_t word;
    std::memcpy(&word, static_cast<const std::uint8_t*>(from) + i, 4);
    *reinterpret_cast<volatile std::uint32_t*>(__store_start + offset + i) = word;
    wait_for_flash();
  }
  board::reg(kFlash + kConfig) = 0;
  return std::memcmp(__store_start + offset, from, size) == 0 ? lr::Status::kOk : lr::Status::kIo;
}

lr::Status erase_store(void*, std::uint32_t offset) {
  board::reg(kFlash + kConfig) = 2;
  board::reg(kFlash + kErasePage) =
      static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(__store_start + offset));
  wait_for_flash();
  board::reg(kFlash + kConfig) = 0;
  return lr::Status::kOk;
}

}  // namespace

void board::begin() {
  reg(kUart + kEnable) = 4;
  reg(kUart + kStartReceiving) = 1;
}

lr::Source board::bundle() { return mapped_bundle(); }

lr::Store board::store() { return {read_store, program_store, erase_store, nullptr, kPageBytes, kPages, 4}; }

char board::key() {
  while (reg(kUart + kReceived) == 0) {
  }
  reg(kUart + kReceived) = 0;
  return static_cast<char>(reg(kUart + kReceivedByte));
}

void board::restart() { reset_cortex_m(); }
