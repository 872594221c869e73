// Pages on a small panel of greys, the board's own: what it then shows is held against what the PC painted
// (tests/firmware/oled_test.py). Keys: n the next page, q ends.
//
//   page 3 1c0ffee1        a page was sent to the panel: its number, the hash of its pixels
//   row ffff…              after each page: its rows from the top, 4 bits a pixel
#include <libreader/reader.h>
#include <ports/ssd0323/ssd0323.h>

#include <cstddef>
#include <cstdint>

#include "board.h"
#include "line.h"
#include "program.h"

namespace program {
namespace {

using lr::ssd0323::kBitsPerPixel;
using lr::ssd0323::kHeight;
using lr::ssd0323::kWidth;

constexpr std::uint16_t kStride = lr::stride_for(kWidth, kBitsPerPixel);
constexpr lr::Limits kLimits{4, 12, 64, 8, 8 * 1024};
std::uint8_t frame[kStride * kHeight];
alignas(8) std::byte workspace[16 * 1024];
lr::Reader reader;

lr::Status open(const lr::Source& source) {
  if (const lr::Status status = reader.open(source, workspace, kLimits); status != lr::Status::kOk) return status;
  for (std::uint8_t i = 0; i < reader.bundle().strikes(); ++i) {
    lr::Strike strike;
    const lr::Status status = reader.strike(i, strike);
    if (status != lr::Status::kOk) return status;
    if (strike.bits_per_pixel() != kBitsPerPixel) continue;
    const lr::Status styled = reader.set_style(lr::style_for_screen(kWidth, kHeight, i, i, strike.ppem()));
    return styled == lr::Status::kOk ? reader.open_article(0) : styled;
  }
  return lr::Status::kNotFound;
}

void say(const lr::Surface& surface, Print print) {
  Line().word("page").number(reader.page_number()).hex(lr::surface_hash(surface)).print(print);
  constexpr const char* kDigits = "0123456789abcdef";
  for (std::uint32_t row = 0; row < kHeight; ++row) {
    char text[2 * kStride + 1] = {};
    for (std::uint32_t i = 0; i < kStride; ++i) {
      text[2 * i] = kDigits[frame[row * kStride + i] >> 4];
      text[2 * i + 1] = kDigits[frame[row * kStride + i] & 15];
    }
    print("row ");
    print(text);
    print("\n");
  }
}

}  // namespace

int run(const lr::Source& source, Print print) {
  const lr::Surface surface{frame, kWidth, kHeight, 0, kHeight, kStride, kBitsPerPixel, lr::Rotation::k0};
  lr::Status status = open(source);
  while (status == lr::Status::kOk) {
    status = reader.paint(surface);
    if (status == lr::Status::kOk) status = board::show(surface);
    if (status == lr::Status::kOk) say(surface, print);
    if (status == lr::Status::kOk && board::key() == 'q') return 0;
    if (status == lr::Status::kOk) status = reader.next();
  }
  Line().word("failed:").word(lr::name_of(status)).print(print);
  return 1;
}

}  // namespace program
