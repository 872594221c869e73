// Hands out parts of the caller's memory, once, in order. There is no way to give one back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace lr {

class Arena {
 public:
  explicit Arena(std::span<std::byte> memory);

  // `count` objects of a trivial type, uninitialised; null when the memory does not reach.
  template <class T>
  T* take(std::size_t count) {
    static_assert(alignof(T) <= kAlignment);
    return static_cast<T*>(take_bytes(rounded(count * sizeof(T))));
  }

  // What take<T>(count) uses.
  template <class T>
  static constexpr std::size_t cost(std::size_t count) {
    return rounded(count * sizeof(T));
  }

  static constexpr std::size_t kAlignment = 8;

 private:
  static constexpr std::size_t rounded(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }
  void* take_bytes(std::size_t bytes);

  std::byte* next_;
  std::size_t left_;
};

}  // namespace lr
