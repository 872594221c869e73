// What stands on a card may be anything: finding a file on it ends, and reads and writes stay within the card. The
// input is the blocks that are not zero: two bytes of block number, one of how many times it counts, 128 of bytes at
// its beginning or, with the top bit of the count, at its end.
#include <ports/sd_card/card_file.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

namespace {

struct Blocks {
  std::map<std::uint32_t, std::vector<std::uint8_t>> some;
  std::uint32_t reads = 0;
};

lr::Status read(void* context, std::uint32_t block, std::uint8_t* to) {
  auto& blocks = *static_cast<Blocks*>(context);
  if (++blocks.reads > 200'000) return lr::Status::kIo;  // a card so large that it takes long
  const auto found = blocks.some.find(block);
  if (found == blocks.some.end())
    std::memset(to, 0, 512);
  else
    std::memcpy(to, found->second.data(), 512);
  return lr::Status::kOk;
}

lr::Status write(void*, std::uint32_t, const std::uint8_t*) { return lr::Status::kOk; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Blocks blocks;
  for (; size >= 131; data += 131, size -= 131) {
    auto& block = blocks.some[(data[0] | static_cast<std::uint32_t>(data[1]) << 8) * ((data[2] & 0x7Fu) + 1)];
    block.resize(512);
    std::memcpy(&block[(data[2] & 0x80) != 0 ? 384 : 0], data + 3, 128);
  }
  lr::sd_card::CardFile file;
  if (file.open({read, write, &blocks}, "BOOK    LRB") != lr::Status::kOk) {
    if (file.bytes() != 0) std::abort();
    return 0;
  }
  std::uint8_t byte = 0;
  const lr::Source source = file.source();
  (void)source.read(source.context, source.size_bytes - 1, &byte, 1);
  if (source.read(source.context, source.size_bytes, &byte, 1) == lr::Status::kOk) std::abort();
  return 0;
}
