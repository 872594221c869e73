// Every page of every article, in all depths that the bundle has a strike of and in both directions, painted in bands:
// the same hashes on every machine (tests/firmware).
//
//   page 2 1 0 7 1c0ffee1     bits a pixel, vertical, article, page, hash of its pixels
#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>

#include "line.h"
#include "program.h"

#ifndef FIRMWARE_BAND_ROWS
#define FIRMWARE_BAND_ROWS 300
#endif

namespace program {
namespace {

constexpr std::int16_t kWidth = 400, kHeight = 300, kBandRows = FIRMWARE_BAND_ROWS;
constexpr lr::Limits kLimits{2, 24, 104, 32, lr::kSmallTier ? 1536 : 12 * 1024};

alignas(8) std::byte workspace[kLimits.cache_pages * sizeof(lr::Storage::Page) + kLimits.page_lines * sizeof(lr::Line) +
                               kLimits.line_items * sizeof(lr::LineItem) + kLimits.page_starts * sizeof(lr::Place) +
                               kLimits.glyph_bytes + 64];
std::uint8_t band[lr::stride_for(kWidth, 4) * kBandRows];
lr::Reader reader;

lr::Status paint(std::uint8_t bits, std::uint32_t& hash) {
  hash = 0;
  lr::Status status = lr::Status::kOk;
  for (std::int16_t top = 0; top < kHeight && status == lr::Status::kOk;
       top = static_cast<std::int16_t>(top + kBandRows)) {
    const auto rows = static_cast<std::int16_t>(kHeight - top < kBandRows ? kHeight - top : kBandRows);
    const lr::Surface surface{band, kWidth, kHeight, top, rows, lr::stride_for(kWidth, bits), bits, lr::Rotation::k0};
    status = reader.paint(surface);
    hash = lr::surface_hash(surface, hash);
  }
  return status;
}

lr::Status read_article(std::uint8_t bits, lr::Direction direction, std::uint32_t article, Print print) {
  lr::Status status = reader.open_article(article);
  for (; status == lr::Status::kOk; status = reader.next()) {
    std::uint32_t hash = 0;
    status = paint(bits, hash);
    if (status != lr::Status::kOk) return status;
    Line line;
    line.word("page").number(bits).number(direction == lr::Direction::kVertical ? 1 : 0).number(article);
    line.number(reader.page_number()).hex(hash).print(print);
  }
  return status == lr::Status::kEnd ? lr::Status::kOk : status;
}

lr::Strike strike;  // that is looked at

lr::Status depth_of(std::uint32_t index, std::uint8_t& bits, std::uint16_t& ppem) {
  const lr::Status status = reader.strike(index, strike);
  bits = strike.bits_per_pixel();
  ppem = strike.ppem();
  return status;
}

lr::Status read_all(Print print) {
  std::uint32_t depths = 0;
  for (std::uint32_t i = 0; i < reader.bundle().strikes(); ++i) {
    std::uint8_t bits = 0;
    std::uint16_t ppem = 0;
    lr::Status status = depth_of(i, bits, ppem);
    if (status != lr::Status::kOk) return status;
    if ((depths >> bits & 1) != 0) continue;
    depths |= 1u << bits;
    for (const lr::Direction direction : {lr::Direction::kHorizontal, lr::Direction::kVertical}) {
      const auto number = static_cast<std::uint8_t>(i);
      status = reader.set_style(lr::style_for_screen(kWidth, kHeight, number, number, ppem, direction));
      for (std::uint32_t k = 0; k < reader.bundle().articles() && status == lr::Status::kOk; ++k)
        status = read_article(bits, direction, k, print);
      if (status != lr::Status::kOk) return status;
    }
  }
  return lr::Status::kOk;
}

}  // namespace

int run(const lr::Source& source, Print print) {
  lr::Status status = reader.open(source, workspace, kLimits);
  if (status == lr::Status::kOk) status = read_all(print);
  if (status == lr::Status::kOk) return 0;
  Line().word("failed:").word(lr::name_of(status)).print(print);
  return 1;
}

}  // namespace program
