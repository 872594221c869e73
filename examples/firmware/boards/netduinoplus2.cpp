// STM32F405: the bundle in flash, keys from USART1.
#include "../board.h"
#include "cortex_m_reset.h"
#include "mapped.h"
#include "retained.h"

namespace {

constexpr std::uint32_t kUsart1 = 0x40011000;
constexpr std::uint32_t kStatus = 0x00, kData = 0x04, kControl = 0x0C;

}  // namespace

void board::begin() { reg(kUsart1 + kControl) = 1u << 13 | 1u << 2; }  // on, receiving

lr::Source board::bundle() { return mapped_bundle(); }

lr::Store board::store() { return retained_store<4096, 2>(); }

char board::key() {
  while ((reg(kUsart1 + kStatus) & 1u << 5) == 0) {
  }
  return static_cast<char>(reg(kUsart1 + kData));
}

void board::restart() { reset_cortex_m(); }
