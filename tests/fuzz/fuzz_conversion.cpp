// Any bytes as a .md file, converted into another script; the length chooses which.
#include "fuzz_import.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr const char* kNames[] = {"s2t", "s2twp", "t2s", "tw2sp", "s2hk", "hk2s"};
  lr::pack::ImportOptions options;
  options.convert = kNames[size % 6];
  options.language = options.convert.starts_with('s') ? "zh-Hans" : "zh-Hant";
  return fuzz_import(data, size, "fuzz.md", options);
}
