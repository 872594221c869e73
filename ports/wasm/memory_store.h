// A Store in the module's memory, whose host keeps it: before the application is opened it puts in what it has kept,
// and after each change it is told which bytes differ.
//
//   "host" "changed" (offset: i32, size: i32)
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <cstring>

namespace lr::wasm {

[[clang::import_module("host"), clang::import_name("changed")]] void host_changed(std::uint32_t offset,
                                                                                  std::uint32_t size);

template <std::uint32_t kSectorBytes, std::uint16_t kSectors>
class MemoryStore {
 public:
  static constexpr std::uint32_t kBytes = kSectorBytes * kSectors;

  // Empty flash is all ones.
  void clear() { std::memset(bytes_, 0xFF, kBytes); }
  std::uint8_t* bytes() { return bytes_; }
  Store store() { return {read, program, erase, this, kSectorBytes, kSectors, 4}; }

 private:
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    std::memcpy(to, static_cast<MemoryStore*>(self)->bytes_ + offset, size);
    return Status::kOk;
  }
  static Status program(void* self, std::uint32_t offset, const void* from, std::uint32_t size) {
    std::uint8_t* to = static_cast<MemoryStore*>(self)->bytes_ + offset;
    for (std::uint32_t i = 0; i < size; ++i) to[i] &= static_cast<const std::uint8_t*>(from)[i];
    host_changed(offset, size);
    return Status::kOk;
  }
  static Status erase(void* self, std::uint32_t offset) {
    std::memset(static_cast<MemoryStore*>(self)->bytes_ + offset, 0xFF, kSectorBytes);
    host_changed(offset, kSectorBytes);
    return Status::kOk;
  }

  std::uint8_t bytes_[kBytes];
};

}  // namespace lr::wasm
