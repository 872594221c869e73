// Hands out parts of the caller's memory, once, in order. There is no way to give one back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace lr {

class Arena {
 public:
  explicit Arena(std::span<std::byte> memory) : next_(memory.data()), left_(memory.size()) {
    const auto misfit = reinterpret_cast<std::uintptr_t>(next_) % kAlignment;
    if (misfit != 0) skip(kAlignment - misfit);
  }

  // `count` objects of a trivial type, uninitialised; null when the memory does not reach.
  template <class T>
  T* take(std::size_t count) {
    static_assert(alignof(T) <= kAlignment);
    const std::size_t bytes = rounded(count * sizeof(T));
    if (bytes > left_) return nullptr;
    auto* taken = reinterpret_cast<T*>(next_);
    skip(bytes);
    return taken;
  }

  // What take<T>(count) uses.
  template <class T>
  static constexpr std::size_t cost(std::size_t count) {
    return rounded(count * sizeof(T));
  }

  static constexpr std::size_t kAlignment = 8;

 private:
  static constexpr std::size_t rounded(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }
  void skip(std::size_t bytes) {
    bytes = bytes < left_ ? bytes : left_;
    next_ += bytes;
    left_ -= bytes;
  }

  std::byte* next_;
  std::size_t left_;
};

}  // namespace lr
