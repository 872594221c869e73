// Any bytes as a section of fonts, and as a whole bundle that may have one: a Status, never more. What is in the fonts
// is not looked into: stb_truetype is not made for that.
#include <libreader/base/bytes.h>
#include <libreader/outline/bundle_map.h>
#include <libreader/outline/outline_section.h>

#include <cstdlib>
#include <vector>

#include "repair.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lr::OutlineSection section;
  if (section.open(std::vector<std::uint8_t>(data, data + size)) == lr::Status::kOk) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < section.fonts(); ++i) bytes += section.font(i).size();
    double sum = section.ink().left;
    for (std::uint32_t i = 0; i < section.first_full(); ++i) sum += section.advance(i);
    for (std::uint32_t i = 0; i <= section.symbols(); ++i) {
      for (const lr::OutlinePart& part : section.parts(i)) {
        if (!part.is_square && part.font >= section.fonts()) std::abort();
        sum += part.placing.dx;
      }
    }
    if (sum > 1e9 || bytes > size << 20) std::abort();
  }
  std::vector<std::uint8_t> file(data, data + size);
  if (file.size() > lr::format::kHeaderBytes + lr::kCrcBytes) lr::fuzz::repair_checksums(file);
  lr::Storage::Page page;
  lr::Storage storage;
  storage.open(lr::memory_source(file.data(), static_cast<std::uint32_t>(file.size())), {&page, 1});
  lr::BundleMap map;
  if (map.read(storage) != lr::Status::kOk) return 0;
  for (const lr::Range& range : {map.outlines, map.added_outlines}) {
    if (range.bytes != 0 && section.open(storage, range) == lr::Status::kOk) (void)section.parts(20);
  }
  return 0;
}
