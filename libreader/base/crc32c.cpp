// CRC-32C by nibbles: a table of 64 bytes, ten instructions a byte on a Cortex-M4.
#include "crc32c.h"

namespace lr {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;

struct NibbleTable {
  std::uint32_t entry[16];
};

constexpr NibbleTable make_table() {
  NibbleTable table{};
  for (std::uint32_t nibble = 0; nibble < 16; ++nibble) {
    std::uint32_t crc = nibble;
    for (int bit = 0; bit < 4; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ kPolynomial : crc >> 1;
    table.entry[nibble] = crc;
  }
  return table;
}

constexpr NibbleTable kTable = make_table();

}  // namespace

std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t seed) {
  const auto* p = static_cast<const std::uint8_t*>(bytes);
  std::uint32_t crc = ~seed;
  for (std::size_t i = 0; i < size; ++i) {
    crc ^= p[i];
    crc = (crc >> 4) ^ kTable.entry[crc & 15];
    crc = (crc >> 4) ^ kTable.entry[crc & 15];
  }
  return ~crc;
}

}  // namespace lr
