// Bits, most significant first; partner of base/bits.h.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lr::pack {

class BitWriter {
 public:
  void write(std::uint32_t bits, int count) {
    for (int i = count - 1; i >= 0; --i) {
      if (size_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | ((bits >> i) & 1) << (7 - size_ % 8));
      ++size_;
    }
  }
  std::size_t size() const { return size_; }
  // The bytes, the last one filled with zeros.
  std::vector<std::uint8_t> take() {
    size_ = 0;
    return std::exchange(bytes_, {});
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

}  // namespace lr::pack
