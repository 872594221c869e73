// Words and the exit code of a Cortex-M program, handed to the debugger or emulator that it runs under (Arm
// semihosting). ports/riscv/semihost.h is the same for RISC-V; a firmware takes one of them by its include path.
#pragma once
#include <cstdint>

namespace semihost {

inline std::intptr_t call(std::intptr_t operation, const void* argument) {
  register std::intptr_t r0 asm("r0") = operation;
  register const void* r1 asm("r1") = argument;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
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
