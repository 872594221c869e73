// CRC-32C by nibbles: a table of 64 bytes, eight instructions a byte on a Cortex-M4.
#include "crc32c.h"

#include "bytes.h"

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
  for (; size >= 4; size -= 4, p += 4) {
    crc ^= load_u32(p);
#pragma GCC unroll 8
    for (int nibble = 0; nibble < 8; ++nibble) crc = (crc >> 4) ^ kTable.entry[crc & 15];
  }
  for (; size > 0; --size) {
    crc ^= *p++;
#pragma GCC unroll 1
    for (int nibble = 0; nibble < 2; ++nibble) crc = (crc >> 4) ^ kTable.entry[crc & 15];
  }
  return ~crc;
}

// What a flip does to the checksum hangs on how far from the end it is only: step back bit by bit until it fits.
std::uint32_t find_flip(std::uint32_t size, std::uint32_t difference) {
  if ((difference & (difference - 1)) == 0) return 8 * size;
  std::uint32_t effect = kPolynomial;
  for (std::uint32_t bit = 8 * size; bit-- > 0;) {
    if (effect == difference) return bit;
    effect = (effect >> 1) ^ ((effect & 1) != 0 ? kPolynomial : 0);
  }
  return kNoFlip;
}

bool mend_flip(std::uint8_t* bytes, std::uint32_t size, std::uint32_t difference) {
  const std::uint32_t bit = find_flip(size, difference);
  if (bit == kNoFlip) return false;
  if (bit < 8 * size) bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
  return true;
}

}  // namespace lr
