// Any bytes as the page tables of a bundle, their checksums right and their keys those of a reader's style: pages may
// have wrong numbers, and no text is lost or doubled where they meet. Seeds: sound tables, some with bits flipped.
#include <cstdio>
#include <cstdlib>

#include "../support/forged_pages.h"

namespace {

using namespace lr;

// The sound bundle, its last section taken off.
struct Carrier {
  std::vector<std::uint8_t> bytes = test::bundle_with_table();
  std::size_t entry = 0, offset = 0;
  std::uint32_t key = 0;

  Carrier() {
    entry = test::pages_entry(bytes);
    offset = load_u32(bytes.data() + entry + 4);
    key = load_u32(bytes.data() + offset + format::kPagesHeadBytes);
    bytes.resize(offset);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Carrier carrier;
  if (size < format::kPagesHeadBytes + format::kPageTableBytes || size > 4000) return 0;
  std::vector<std::uint8_t> bundle = carrier.bytes;
  std::vector<std::uint8_t> payload(data, data + size);
  store_u16(payload.data(), kLayoutVersion);
  store_u32(payload.data() + format::kPagesHeadBytes, carrier.key);
  const std::vector<std::uint8_t> section = pack::paged(payload, 1);
  bundle.insert(bundle.end(), section.begin(), section.end());
  store_u32(bundle.data() + carrier.entry + 8, static_cast<std::uint32_t>(section.size()));
  test::seal_pages(bundle);
  const std::string problem = test::read_everywhere(bundle);
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
