// The programs as modules: what runs on boards, in an engine for WebAssembly. The host calls `run` with the size of the
// bundle, supplies its bytes (ports/wasm/host_source.h) and keys, and takes the lines:
//
//   "host" "print" (text: i32)    a terminated line
//   "host" "key" () -> i32        the next letter that is typed
#include "../../ports/wasm/host_source.h"
#include "board.h"
#include "boards/memory_store.h"
#include "program.h"

namespace {

[[clang::import_module("host"), clang::import_name("print")]] void host_print(const char* text);
[[clang::import_module("host"), clang::import_name("key")]] int host_key();

constexpr std::uint32_t kSectorBytes = 4096;
constexpr std::uint16_t kSectors = 2;

std::uint8_t flash[kSectorBytes * kSectors];
std::uint32_t bundle_bytes;

}  // namespace

void board::begin() { std::memset(flash, 0xFF, sizeof flash); }
lr::Source board::bundle() { return lr::wasm::host_source(bundle_bytes); }
lr::Store board::store() { return memory_store<kSectorBytes, kSectors>(flash); }
char board::key() { return static_cast<char>(host_key()); }

extern "C" [[clang::export_name("run")]] int run(std::uint32_t size_bytes) {
  bundle_bytes = size_bytes;
  board::begin();
  int result = program::kPowerCut;
  while (result == program::kPowerCut) result = program::run(board::bundle(), [](const char* text) { host_print(text); });
  return result;
}
