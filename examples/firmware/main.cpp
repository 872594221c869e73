// A firmware: runs a program on the bundle of its board, then says how much stack that took. One source for all boards:
// a file of boards/ supplies board.h, a port (ports/cortex_m, ports/riscv) startup, semihost.h and the linker script.
#include <semihost.h>

#include <cstdint>

#include "board.h"
#include "line.h"
#include "program.h"

extern "C" const std::uint32_t __stack_limit[], __stack_top[];

namespace {

// Bytes of the stack that were ever written: the startup painted it.
std::uint32_t stack_peak_bytes() {
  const std::uint32_t* word = __stack_limit;
  while (word < __stack_top && *word == 0xDEADBEEF) ++word;
  return static_cast<std::uint32_t>(__stack_top - word) * 4;
}

// A function of its own, so that its line is not on the stack of the program.
[[gnu::noinline]] void print_stack() {
  program::Line().word("stack_bytes").number(stack_peak_bytes()).print(semihost::print);
}

}  // namespace

int main() {
  board::begin();
  const int result = program::run(board::bundle(), semihost::print);
  print_stack();
  if (result == program::kPowerCut) board::restart();
  return result;
}
