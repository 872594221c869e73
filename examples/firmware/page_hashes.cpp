// Reads a bundle as a device would and prints a hash of every page it paints. The same lines come out of every machine:
// what a board prints is compared with what the PC prints (tests/firmware), and what it costs is held to a budget
// (tests/budget).
//
//   open reads 3 bytes 1612              what opening the bundle read
//   style reads 2 bytes 64               and then looking for a strike and setting a style with it
//   page 0 7 1c0ffee1 reads 3 bytes 908  article, page, hash of its pixels, what laying out and painting it read
//   back 0 6 reads 2 bytes 612          the page before it, reached backwards: the same pixels, or the run fails
//   workspace_bytes 10360
//   reader_bytes 2168
#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>

#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_open, 1)
FIRMWARE_MARK(mark_layout, 2)
FIRMWARE_MARK(mark_paint, 3)
FIRMWARE_MARK(mark_back, 4)
FIRMWARE_MARK(mark_end, 5)

// Not static and in C's name space: the budget subtracts them by name from what the firmware holds.
extern "C" {
constexpr std::int16_t kWidth = 400, kHeight = 300;
std::uint8_t frame_buffer[lr::stride_for(kWidth, 1) * kHeight];
constexpr std::uint16_t kModelBytes = 6 * 1024;  // of coded strikes, where the source is not mapped
alignas(8) std::byte workspace[24 * 1024];
}

namespace program {
namespace {

constexpr std::uint32_t kArticles = 3, kPages = 20;

lr::Reader reader;
std::uint32_t hashes[kPages];

lr::Surface frame() {
  return {frame_buffer, kWidth, kHeight, 0, kHeight, lr::stride_for(kWidth, 1), 1, lr::Rotation::k0};
}

lr::StorageCounters take_counters() {
  const lr::StorageCounters counters = reader.bundle().storage().counters();
  reader.bundle().storage().reset_counters();
  return counters;
}

void print_costs(Line line, const lr::StorageCounters& cost, Print print) {
  line.word("reads").number(cost.reads).word("bytes").number(cost.bytes).print(print);
}

int failed(const char* what, lr::Status status, Print print) {
  Line().word("failed:").word(what).word(lr::name_of(status)).print(print);
  return 1;
}

// The first strike of one bit a pixel. A function of its own, so that the strike is not on the stack of what follows.
[[gnu::noinline]] lr::Status find_strike(std::uint8_t& index, std::uint16_t& ppem) {
  for (std::uint32_t i = 0; i < reader.bundle().strikes(); ++i) {
    lr::Strike strike;
    const lr::Status status = reader.strike(i, strike);
    if (status != lr::Status::kOk) return status;
    if (strike.bits_per_pixel() != 1) continue;
    index = static_cast<std::uint8_t>(i);
    ppem = strike.ppem();
    return lr::Status::kOk;
  }
  return lr::Status::kNotFound;
}

lr::Status open(const lr::Source& source, lr::StorageCounters& cost) {
  lr::Limits limits;
  if (source.mapped == nullptr) limits.glyph_bytes += kModelBytes;
  std::uint8_t strike = 0;
  std::uint16_t ppem = 0;
  lr::Status status = reader.open(source, workspace, limits);
  cost = take_counters();
  if (status == lr::Status::kOk) status = find_strike(strike, ppem);
  if (status == lr::Status::kOk) status = reader.set_style(lr::style_for_screen(kWidth, kHeight, strike, strike, ppem));
  return status;
}

lr::Status paint() {
  mark_paint();
  const lr::Status status = reader.paint(frame());
  mark_end();
  return status;
}

// Pages forward to the end or to kPages, printing each, then back to the first.
lr::Status read_article(std::uint32_t article, Print print) {
  mark_layout();
  lr::Status status = reader.open_article(article);
  std::uint32_t pages = 0;
  while (status == lr::Status::kOk) {
    status = paint();
    if (status != lr::Status::kOk) return status;
    hashes[pages] = lr::surface_hash(frame());
    print_costs(Line().word("page").number(article).number(pages).hex(hashes[pages]), take_counters(), print);
    if (++pages == kPages) break;
    mark_layout();
    status = reader.next();
  }
  mark_end();
  if (status != lr::Status::kOk && status != lr::Status::kEnd) return status;
  take_counters();
  while (pages-- > 1) {
    mark_back();
    status = reader.previous();
    if (status == lr::Status::kOk) status = paint();
    if (status != lr::Status::kOk) return status;
    print_costs(Line().word("back").number(article).number(pages - 1), take_counters(), print);
    if (lr::surface_hash(frame()) == hashes[pages - 1]) continue;
    Line().word("failed: the page differs when it is reached backwards").print(print);
    return lr::Status::kDamaged;
  }
  return lr::Status::kOk;
}

}  // namespace

// The first pages of the first articles, on 400 by 300 pixels of 1 bit.
int run(const lr::Source& source, Print print) {
  mark_open();
  lr::StorageCounters cost;
  lr::Status status = open(source, cost);
  mark_end();
  if (status != lr::Status::kOk) return failed("open", status, print);
  print_costs(Line().word("open"), cost, print);
  print_costs(Line().word("style"), take_counters(), print);
  for (std::uint32_t article = 0; article < kArticles && article < reader.bundle().articles(); ++article) {
    status = read_article(article, print);
    if (status != lr::Status::kOk) return failed("article", status, print);
  }
  Line().word("workspace_bytes").number(static_cast<std::uint32_t>(lr::workspace_bytes({}))).print(print);
  Line().word("reader_bytes").number(static_cast<std::uint32_t>(sizeof reader)).print(print);
  return 0;
}

}  // namespace program
