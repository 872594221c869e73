// Numbers that take as many bits as they need.
#include "bits.h"

namespace lr {

std::uint32_t BitReader::unary() {
  std::uint32_t zeros = 0;
  while (!overrun() && bit() == 0) ++zeros;
  return zeros;
}

std::uint32_t BitReader::gamma() {
  const std::uint32_t size = unary();
  return size > 31 ? 0xFFFFFFFF : (1u << size | bits(size)) - 1;
}

}  // namespace lr
