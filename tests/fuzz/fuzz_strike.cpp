// A strike section, another behind it that it may refer to, and any glyph of it, scaled where it is scalable: a Status,
// never more. Checksums are made right first, so that what they cover is reached.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/font.h>
#include <libreader/font/glyph_cache.h>
#include <libreader/font/strike_format.h>
#include <libreader/scale.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "../support/plain_alphabet.h"
#include "repair.h"

namespace {

using lr::Status;
namespace format = lr::format;

lr::Symbol symbols, first_full;  // of the alphabet: the last four bytes of an input
lr::Alphabet alphabet;
lr::Scaling scaling;  // by the same bytes

struct Copy {
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    std::copy_n(static_cast<std::vector<std::uint8_t>*>(self)->begin() + offset, size, static_cast<std::uint8_t*>(to));
    return Status::kOk;
  }
};

std::uint32_t read_all(const lr::Source& source) {
  std::array<lr::Storage::Page, 2> pages;
  lr::Storage storage;
  storage.open(source, pages);
  lr::Strike strike;
  std::uint32_t ink = 0, used = 0;
  if (strike.open(storage, {0, source.size_bytes}, {}, alphabet, scaling) != Status::kOk) return 0;
  std::vector<std::uint8_t> model(strike.model_bytes()), memory(strike.picture_bytes() + 2000);
  if (strike.load(model, used) != Status::kOk) return 0;
  lr::GlyphCache glyphs(memory, strike.picture_bytes(), strike.bits_bytes());
  for (std::uint32_t i = 0; i <= symbols; ++i) {
    std::int32_t advance = 0;
    (void)strike.advance(static_cast<lr::Symbol>(i), advance);
    lr::Glyph glyph;
    if (glyphs.glyph(strike, 0, static_cast<lr::Symbol>(i), glyph) != Status::kOk || glyph.width == 0) continue;
    ink += lr::crc32c(glyph.bits, (std::uint32_t{glyph.width} * glyph.height * strike.bits_per_pixel() + 7) / 8);
  }
  return ink;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  size -= 4;
  symbols = lr::load_u16(data + size) % 2048;
  first_full = lr::load_u16(data + size + 2) % 2048;
  if (lr::load_plain_alphabet(symbols, first_full, alphabet) != Status::kOk) return 0;
  scaling = {lr::scaler_for(static_cast<std::uint8_t>(1u << symbols % 3)),
             static_cast<std::uint16_t>(first_full % 100)};
  std::vector<std::uint8_t> bytes(data, data + size);
  if (size >= format::kStrikeHeadBytes) {
    const std::size_t reference = std::min<std::size_t>(lr::load_u32(data + format::kStrikeReferenceAt), size);
    lr::fuzz::seal_strike(std::span(bytes).subspan(reference), symbols, first_full);
    lr::fuzz::seal_strike(bytes, symbols, first_full);
  }
  const auto length = static_cast<std::uint32_t>(bytes.size());
  const std::uint32_t mapped = read_all(lr::memory_source(bytes.data(), length));
  if (read_all({Copy::read, &bytes, nullptr, length}) != mapped) std::abort();  // the same pictures either way
  return 0;
}
