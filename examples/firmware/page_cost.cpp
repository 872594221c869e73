// Paints a page of 800 by 480 pixels with each strike of a bundle, first with no picture kept, then with those that the
// first time left. What the boards execute for it is held to a budget (tests/budget).
//
//   strike 0 bits 1 coder 2 code_points 431 reads 22 bytes 36120      the page's text, what laying it out and painting it read
#include <libreader/reader.h>

#include <cstddef>

#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_cold, 1)
FIRMWARE_MARK(mark_warm, 2)
FIRMWARE_MARK(mark_end, 3)

namespace program {
namespace {

constexpr std::int16_t kWidth = 800, kHeight = 480;
constexpr std::uint32_t kArticle = 1, kPage = 2;  // text from edge to edge
constexpr lr::Limits kLimits{8, 48, 128, 16, 112 * 1024};

std::uint8_t frame_buffer[lr::stride_for(kWidth, 2) * kHeight];
alignas(8) std::byte workspace[144 * 1024];
lr::Reader reader;

// A function of its own, so that the strike is not on the stack of what follows.
[[gnu::noinline]] lr::Status look_at(std::uint8_t index, std::uint8_t& bits, std::uint8_t& coder, std::uint16_t& ppem) {
  lr::Strike strike;
  const lr::Status status = reader.strike(index, strike);
  bits = strike.bits_per_pixel();
  coder = strike.coder();
  ppem = strike.ppem();
  return status;
}

lr::Status paint(std::uint8_t index, const lr::Source& source, Print print) {
  std::uint8_t bits = 0, coder = 0;
  std::uint16_t ppem = 0;
  lr::Status status = reader.open(source, workspace, kLimits);
  if (status == lr::Status::kOk) status = look_at(index, bits, coder, ppem);
  if (status == lr::Status::kOk) status = reader.set_style(lr::style_for_screen(kWidth, kHeight, index, index, ppem));
  if (status == lr::Status::kOk) status = reader.open_article(kArticle);
  reader.bundle().storage().reset_counters();
  if (status == lr::Status::kOk) status = reader.go_to_page(kPage);
  if (status != lr::Status::kOk) return status;
  const lr::Surface frame{frame_buffer, kWidth, kHeight, 0, kHeight, lr::stride_for(kWidth, bits), bits, lr::Rotation::k0};
  mark_cold();
  status = reader.paint(frame);
  mark_warm();
  const lr::StorageCounters cost = reader.bundle().storage().counters();
  if (status == lr::Status::kOk) status = reader.paint(frame);
  mark_end();
  std::uint32_t code_points = 0;
  for (std::uint32_t i = 0; i < reader.page().count; ++i)
    code_points += reader.page().lines[i].end_code_point - reader.page().lines[i].start.code_point;
  Line line;
  line.word("strike").number(index).word("bits").number(bits).word("coder").number(coder);
  line.word("code_points").number(code_points).word("reads").number(cost.reads).word("bytes").number(cost.bytes).print(print);
  return status;
}

}  // namespace

int run(const lr::Source& source, Print print) {
  lr::Status status = reader.open(source, workspace, kLimits);
  const std::uint32_t strikes = status == lr::Status::kOk ? reader.bundle().strikes() : 0;
  for (std::uint8_t i = 0; i < strikes && status == lr::Status::kOk; ++i) status = paint(i, source, print);
  if (status == lr::Status::kOk) return 0;
  Line().word("failed:").word(lr::name_of(status)).print(print);
  return 1;
}

}  // namespace program
