// Any bytes as a .pdf file. Only our part is instrumented; poppler is as the system has it.
#include <libreader/pack/import/pdf/pdf.h>

#include "fuzz_import.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool added = (lr::pack::use_pdf(), true);
  static_cast<void>(added);
  return fuzz_import(data, size, "fuzz.pdf");
}
