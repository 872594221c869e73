// A Source whose bytes the module's host supplies, by an import:
//
//   "host" "read" (offset: i32, to: i32, size: i32) -> i32    copies bytes of the bundle into the module's memory; 0:
//   done
#pragma once
#include <libreader/ports.h>

#include <cstdint>

namespace lr::wasm {

[[clang::import_module("host"), clang::import_name("read")]] int host_read(std::uint32_t offset, void* to,
                                                                           std::uint32_t size);

inline Source host_source(std::uint32_t size_bytes) {
  return {[](void*, std::uint32_t offset, void* to, std::uint32_t size) {
            return host_read(offset, to, size) == 0 ? Status::kOk : Status::kIo;
          },
          nullptr, nullptr, size_bytes};
}

}  // namespace lr::wasm
