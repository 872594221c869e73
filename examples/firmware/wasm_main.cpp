// page_hashes and app_session as modules: what runs on boards, in an engine for WebAssembly. The host calls `run` with
// the size of the bundle, supplies its bytes (ports/wasm/host_source.h) and takes the lines:
//
//   "host" "print" (text: i32)    a terminated line
#include "../../ports/wasm/host_source.h"
#include "program.h"

[[clang::import_module("host"), clang::import_name("print")]] void host_print(const char* text);

extern "C" [[clang::export_name("run")]] int run(std::uint32_t size_bytes) {
  return program::run(lr::wasm::host_source(size_bytes), [](const char* text) { host_print(text); });
}
