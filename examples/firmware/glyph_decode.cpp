// Decodes pictures of each strike of a bundle in the order in which they are stored. What the boards execute for it is
// held to a budget (tests/budget).
//
//   strike 0 bits 1 coder 2 pixels 59327      what was decoded, pixels counted within the pictures' frames
#include <libreader/bundle.h>
#include <libreader/font.h>

#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_strike, 1)  // the pictures of a strike; its model is checked before
FIRMWARE_MARK(mark_end, 2)

namespace program {
namespace {

constexpr std::uint32_t kDecoded = 128;  // in the middle of the rare symbols, ideographs all

lr::Storage::Page pages[8];
std::uint8_t buffer[4096], model[16];
lr::Bundle bundle;
lr::Strike strike;

lr::Status decode_all(std::uint32_t& pixels) {
  lr::Status status = lr::Status::kOk;
  pixels = 0;
  mark_strike();
  const std::uint32_t first = (bundle.alphabet().first_rare() + bundle.alphabet().symbols()) / 2;
  for (std::uint32_t i = first; i < first + kDecoded && status == lr::Status::kOk; ++i) {
    lr::Glyph glyph;
    status = strike.glyph(static_cast<lr::Symbol>(i), buffer, glyph);
    pixels += static_cast<std::uint32_t>(glyph.width) * glyph.height;
  }
  mark_end();
  return status;
}

}  // namespace

int run(const lr::Source& source, Print print) {
  lr::Status status = bundle.open(source, pages);
  for (std::uint32_t i = 0; i < bundle.strikes() && status == lr::Status::kOk; ++i) {
    std::uint32_t used = 0, pixels = 0;
    status = strike.open(bundle.storage(), bundle.strike_range(i), bundle.added_glyphs(i), bundle.alphabet());
    if (status == lr::Status::kOk) status = strike.load(model, used);
    if (status == lr::Status::kOk) status = decode_all(pixels);
    if (status != lr::Status::kOk) continue;
    Line()
        .word("strike")
        .number(i)
        .word("bits")
        .number(strike.bits_per_pixel())
        .word("coder")
        .number(strike.coder())
        .word("pixels")
        .number(pixels)
        .print(print);
  }
  if (status == lr::Status::kOk) return 0;
  Line().word("failed:").word(lr::name_of(status)).print(print);
  return 1;
}

}  // namespace program
