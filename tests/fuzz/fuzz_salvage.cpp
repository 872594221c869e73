// Any bytes as a damaged bundle: inspected, put so that they open, read as far as they can be.
#include <libreader/pack/import.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/salvage.h>
#include <libreader/pack/upkeep/stored_bundle.h>

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint32_t kMostArticles = 20;  // they may all point at the same text
  const std::span<const std::uint8_t> file(data, size);
  (void)lr::pack::inspect_damage(file);
  try {
    const std::vector<std::uint8_t> readable = lr::pack::readable_bytes("fuzz", file);
    lr::pack::StoredBundle bundle("fuzz", readable);
    for (std::uint32_t i = 0; i < bundle.articles() && i < kMostArticles; ++i) {
      try {
        (void)bundle.read(i);
      } catch (const lr::pack::InputError&) {
        continue;
      }
    }
  } catch (const lr::pack::InputError&) {
    return 0;
  }
  return 0;
}
