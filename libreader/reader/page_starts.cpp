// The way back through an article in bounded memory.
#include <libreader/reader.h>

namespace lr {

void PageStarts::clear() {
  count_ = 0;
  stride_ = 1;
}

void PageStarts::add(std::uint32_t number, Place place) {
  if (number % stride_ != 0 || number / stride_ != count_) return;  // between two kept ones, or known
  if (count_ == memory_.size()) {
    for (std::uint32_t i = 1; 2 * i < count_; ++i) memory_[i] = memory_[2 * i];
    count_ = (count_ + 1) / 2;
    stride_ *= 2;
    if (number % stride_ != 0 || number / stride_ != count_) return;
  }
  memory_[count_++] = place;
}

bool PageStarts::before_page(std::uint32_t number, std::uint32_t& found, Place& place) const {
  if (count_ == 0) return false;
  const std::uint32_t index = number / stride_ < count_ ? number / stride_ : count_ - 1;
  found = index * stride_;
  place = memory_[index];
  return true;
}

bool PageStarts::before_place(Place target, std::uint32_t& found, Place& place) const {
  if (count_ == 0) return false;
  std::uint32_t low = 0, high = count_ - 1;
  while (low < high) {
    const std::uint32_t middle = (low + high + 1) / 2;
    if (memory_[middle] <= target) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  found = low * stride_;
  place = memory_[low];
  return true;
}

}  // namespace lr
