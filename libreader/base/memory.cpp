// Memory handed out.
#include "memory.h"

namespace lr {

Arena::Arena(std::span<std::byte> memory) : next_(memory.data()), left_(memory.size()) {
  const auto misfit = reinterpret_cast<std::uintptr_t>(next_) % kAlignment;
  if (misfit != 0 && take_bytes(kAlignment - misfit) == nullptr) left_ = 0;
}

void* Arena::take_bytes(std::size_t bytes) {
  if (bytes > left_) return nullptr;
  void* const taken = next_;
  next_ += bytes;
  left_ -= bytes;
  return taken;
}

}  // namespace lr
