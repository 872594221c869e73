// A restart of any Cortex-M: the reset that software may ask for.
#pragma once
#include "mapped.h"

namespace board {

[[noreturn]] inline void reset_cortex_m() {
  reg(0xE000ED0C) = 0x05FA0004;  // AIRCR: SYSRESETREQ
  for (;;) {
  }
}

}  // namespace board
