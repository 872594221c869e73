// A firmware without a panel: reads the bundle where it lies in flash and runs a program on it. One source for all
// boards; the port (ports/cortex_m, ports/riscv) supplies startup, semihost.h and the linker script that says where the
// bundle is.
#include <semihost.h>

#include <cstdint>

#include "program.h"

extern "C" {
extern const std::uint8_t __bundle_start[], __bundle_end[];
extern const std::uint32_t __stack_limit[], __stack_top[];
}

namespace {

// The bundle in flash. Its length stands in its bytes 8 to 11, little-endian; Reader::open checks the rest.
lr::Source flash_source() {
  const std::uint8_t* length = __bundle_start + 8;
  const std::uint32_t size = length[0] | length[1] << 8 | length[2] << 16 | static_cast<std::uint32_t>(length[3]) << 24;
  const auto room = static_cast<std::uint32_t>(__bundle_end - __bundle_start);
  return lr::memory_source(__bundle_start, size < room ? size : room);
}

// Bytes of the stack that were ever written: the startup painted it.
std::uint32_t stack_peak_bytes() {
  const std::uint32_t* word = __stack_limit;
  while (word < __stack_top && *word == 0xDEADBEEF) ++word;
  return static_cast<std::uint32_t>(__stack_top - word) * 4;
}

void print_figure(const char* name, std::uint32_t value) {
  char digits[12] = {};
  char* first = digits + 10;
  *first = '\n';
  do *--first = static_cast<char>('0' + value % 10);
  while ((value /= 10) != 0);
  semihost::print(name);
  semihost::print(first);
}

}  // namespace

int main() {
  const int result = program::run(flash_source(), semihost::print);
  print_figure("stack_bytes ", stack_peak_bytes());
  return result;
}
