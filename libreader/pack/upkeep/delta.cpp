// Heads and frames.
#include "delta.h"

#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/pack/import.h>
#include <libreader/pack/section.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "sha256.h"

namespace lr::pack {
namespace {

constexpr std::uint8_t kDeltaMagic[4] = {'L', 'R', 'D', 0x1A};
constexpr std::uint16_t kDeltaVersion = 1;
constexpr std::size_t kHeadCrcAt = kDeltaHeadBytes - kCrcBytes;
constexpr int kLevel = 19;
constexpr int kMostWindowLog = 31;
// No bundle grows by more than so many times what describes it: a head that says otherwise is refused before memory is
// asked for.
constexpr std::uint64_t kMostGrowth = 64;

using Compressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(result));
  return result;
}

int window_log(std::size_t bytes) {
  int log = 10;
  while (log < kMostWindowLog && (std::size_t{1} << log) < bytes) ++log;
  return log;
}

}  // namespace

std::vector<std::uint8_t> make_delta(std::span<const std::uint8_t> before, std::span<const std::uint8_t> after) {
  if (before.size() + after.size() > std::size_t{1} << kMostWindowLog)
    throw InputError("delta", "the bundles have more than 2 GiB together: split them first");
  Bytes head;
  head.append(kDeltaMagic);
  head.u16(kDeltaVersion);
  head.u16(0);
  head.u32(static_cast<std::uint32_t>(before.size()));
  head.u32(static_cast<std::uint32_t>(after.size()));
  head.append(sha256(before));
  head.append(sha256(after));
  Bytes delta;
  delta.append_checked(head.get());
  const Compressor compressor(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  const int window = window_log(before.size() + after.size());
  checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_compressionLevel, kLevel));
  checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_windowLog, window));
  checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_chainLog, std::min(window, 27)));
  checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_enableLongDistanceMatching, 1));
  checked(ZSTD_CCtx_refPrefix(compressor.get(), before.data(), before.size()));
  std::vector<std::uint8_t> frame(ZSTD_compressBound(after.size()));
  frame.resize(checked(ZSTD_compress2(compressor.get(), frame.data(), frame.size(), after.data(), after.size())));
  delta.append(frame);
  return delta.take();
}

std::vector<std::uint8_t> apply_delta(const std::string& delta_name, std::span<const std::uint8_t> delta,
                                      const std::string& before_name, std::span<const std::uint8_t> before) {
  const std::uint8_t* p = delta.data();
  if (delta.size() < kDeltaHeadBytes || std::memcmp(p, kDeltaMagic, sizeof kDeltaMagic) != 0)
    throw InputError(delta_name, "is not a delta of bundles (it does not begin with \"LRD\"): lrpack diff makes one");
  if (load_u16(p + 4) != kDeltaVersion)
    throw InputError(delta_name, "is a delta of version " + std::to_string(load_u16(p + 4)) +
                                     ", this libreader reads version 1: get a newer one");
  if (crc32c(p, kHeadCrcAt) != load_u32(p + kHeadCrcAt)) throw InputError(delta_name, "is damaged: copy it again");
  const std::uint64_t size = load_u32(p + 12);
  const Sha256 is = sha256(before);
  if (load_u32(p + 8) != before.size() || std::memcmp(p + 16, is.data(), is.size()) != 0)
    throw InputError(before_name, "is not the bundle that " + delta_name + " was made for");
  if (size > kMostGrowth * (before.size() + delta.size())) throw InputError(delta_name, "is damaged: copy it again");
  std::vector<std::uint8_t> after(static_cast<std::size_t>(size));
  const Decompressor decompressor(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  checked(ZSTD_DCtx_setParameter(decompressor.get(), ZSTD_d_windowLogMax, kMostWindowLog));
  checked(ZSTD_DCtx_refPrefix(decompressor.get(), before.data(), before.size()));
  const std::size_t written = ZSTD_decompressDCtx(decompressor.get(), after.data(), after.size(), p + kDeltaHeadBytes,
                                                  delta.size() - kDeltaHeadBytes);
  const bool fits = ZSTD_isError(written) == 0 && written == after.size();
  if (!fits || std::memcmp(sha256(after).data(), p + 48, sizeof(Sha256)) != 0)
    throw InputError(delta_name, "is damaged: copy it again");
  return after;
}

}  // namespace lr::pack
