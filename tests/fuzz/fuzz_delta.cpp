// Any bytes as a delta, for a bundle that fits it where its head can be put so.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/pack/import.h>
#include <libreader/pack/upkeep/delta.h>
#include <libreader/pack/upkeep/sha256.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::uint8_t> before(1000, 'b');
  std::vector<std::uint8_t> delta(data, data + size);
  for (const bool is_for_it : {false, true}) {
    if (is_for_it && size >= lr::pack::kDeltaHeadBytes) {
      const lr::pack::Sha256 hash = lr::pack::sha256(before);
      lr::store_u32(delta.data() + 8, static_cast<std::uint32_t>(before.size()));
      std::copy(hash.begin(), hash.end(), delta.begin() + 16);
      lr::store_u32(delta.data() + 80, lr::crc32c(delta.data(), 80));
    }
    try {
      (void)lr::pack::apply_delta("fuzz", delta, "old", before);
    } catch (const lr::pack::InputError&) {
      continue;
    }
  }
  return 0;
}
