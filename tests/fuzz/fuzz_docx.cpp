// Any bytes as a .docx file, and as the parts of one.
#include "fuzz_zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz_zip(data, size, "fuzz.docx");
}
