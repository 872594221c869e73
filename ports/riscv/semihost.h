// Words and the exit code of a RISC-V program, handed to the debugger or emulator that it runs under (RISC-V
// semihosting). ports/cortex_m/semihost.h is the same for Arm; a firmware takes one of them by its include path.
#pragma once
#include <cstdint>

namespace semihost {

inline std::intptr_t call(std::intptr_t operation, const void* argument) {
  register std::intptr_t a0 asm("a0") = operation;
  register const void* a1 asm("a1") = argument;
  // The three instructions are the call: uncompressed, and in one page.
  asm volatile(
      ".balign 16\n .option push\n .option norvc\n slli zero, zero, 0x1f\n ebreak\n srai zero, zero, 7\n .option pop"
      : "+r"(a0)
      : "r"(a1)
      : "memory");
  return a0;
}

// Writes a terminated string (SYS_WRITE0).
inline void print(const char* text) { call(0x04, text); }

// Ends the program with an exit code (SYS_EXIT_EXTENDED, "application exit").
[[noreturn]] inline void exit(int code) {
  const std::intptr_t argument[] = {0x20026, code};
  call(0x20, argument);
  for (;;) {
  }
}

}  // namespace semihost
