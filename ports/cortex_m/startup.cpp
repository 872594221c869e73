// Cortex-M port, from reset to main: vectors, .data, .bss, the painted stack, constructors. With common.ld, the linker
// script of one chip (stm32f405.ld) and semihost.h this is all that a Cortex-M firmware of libreader needs.
// A fault ends the program with exit code 139.
#include <cstdint>

#include "semihost.h"

extern "C" {
extern std::uint32_t __data_load[], __data_start[], __data_end[], __bss_start[], __bss_end[];
extern std::uint32_t __stack_limit[], __stack_top[];
extern void (*__init_array_start[])();
extern void (*__init_array_end[])();
int main();

void fault_handler() {
  semihost::print("fault\n");
  semihost::exit(139);
}

// Plain loops: memcpy and memset may not run before .data and .bss are there.
[[gnu::noinline, gnu::optimize("no-tree-loop-distribute-patterns")]] void reset_handler() {
#if defined(__ARM_FP)
  *reinterpret_cast<volatile std::uint32_t*>(0xE000ED88) |= 0xFu << 20;  // CPACR: the FPU on
  asm volatile("dsb\n isb");
#endif
  for (std::uint32_t *from = __data_load, *to = __data_start; to != __data_end;) *to++ = *from++;
  for (std::uint32_t* to = __bss_start; to != __bss_end;) *to++ = 0;
  std::uint32_t* stack;
  asm volatile("mov %0, sp" : "=r"(stack));
  for (std::uint32_t* to = __stack_limit; to < stack - 8; ++to) *to = 0xDEADBEEF;
  for (auto constructor = __init_array_start; constructor != __init_array_end; ++constructor) (*constructor)();
  semihost::exit(main());
}

[[gnu::section(".vectors"), gnu::used]] void (*const vectors[])() = {
    reinterpret_cast<void (*)()>(__stack_top), reset_handler,
    fault_handler, fault_handler, fault_handler, fault_handler, fault_handler,  // NMI, hard, memory, bus, usage
    nullptr, nullptr, nullptr, nullptr, fault_handler, fault_handler, nullptr, fault_handler, fault_handler};
}
