// Where one kind of work begins and the one before it ends: empty functions that a profiler of executed instructions
// knows by their names. The operand keeps the compiler from making one function of them.
#pragma once

#define FIRMWARE_MARK(name, number) \
  extern "C" [[gnu::noinline]] void name() { asm volatile("" : : "i"(number)); }
