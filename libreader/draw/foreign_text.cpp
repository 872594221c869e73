// Asks one bundle after the other for each character.
#include <libreader/base/utf8.h>
#include <libreader/foreign_text.h>

#include "canvas.h"

namespace lr {
namespace {

// The advance in pixels, and the picture where there is a canvas.
Status draw_symbol(const GlyphSource& source, Symbol symbol, Canvas* canvas, int x, int baseline, int& advance) {
  const AdvanceKind kind = source.bundle->alphabet().group_of(symbol).advance;
  std::int32_t advance_q6 = kind == AdvanceKind::kFull ? source.strike->em_q6() : 0;
  Status status = Status::kOk;
  if (kind == AdvanceKind::kProportional) status = source.strike->advance(symbol, advance_q6);
  advance = (advance_q6 + 32) >> 6;
  if (canvas == nullptr || status != Status::kOk) return status;
  Glyph glyph;
  status = source.strike->glyph(symbol, source.buffer, glyph);
  if (status == Status::kOk)
    canvas->draw({glyph.bits, glyph.width, glyph.height, source.strike->bits_per_pixel()}, x + glyph.left,
                 baseline + glyph.top);
  return status;
}

// An outline of half an em less a pixel on either side.
void draw_box(Canvas& canvas, int x, int baseline, int ppem) {
  const int width = ppem / 2 - 2, height = ppem * 3 / 4;
  for (int i = 0; i < width; ++i) {
    canvas.dot(x + 1 + i, baseline - 1);
    canvas.dot(x + 1 + i, baseline - height);
  }
  for (int i = 1; i < height; ++i) {
    canvas.dot(x + 1, baseline - i);
    canvas.dot(x + width, baseline - i);
  }
}

Status draw_character(std::span<const GlyphSource> sources, std::uint32_t c, Canvas* canvas, int x, int baseline,
                      int& advance) {
  for (const GlyphSource& source : sources) {
    Symbol symbol = 0;
    Status status = source.bundle->find_symbol(c, symbol);
    if (status == Status::kOk) status = draw_symbol(source, symbol, canvas, x, baseline, advance);
    if (status == Status::kOk || status == Status::kIo) return status;
  }
  const int ppem = sources.front().strike->ppem();
  if (canvas != nullptr) draw_box(*canvas, x, baseline, ppem);
  advance = ppem / 2;
  return Status::kOk;
}

}  // namespace

Status draw_foreign_text(std::span<const GlyphSource> sources, std::string_view utf8, const Surface* surface, int& x,
                         int baseline) {
  if (sources.empty()) return Status::kBadCall;
  Canvas canvas(surface != nullptr ? *surface : Surface{});
  while (!utf8.empty()) {
    int advance = 0;
    const Status status =
        draw_character(sources, decode_utf8(utf8), surface != nullptr ? &canvas : nullptr, x, baseline, advance);
    if (status != Status::kOk) return status;
    x += advance;
  }
  return Status::kOk;
}

}  // namespace lr
