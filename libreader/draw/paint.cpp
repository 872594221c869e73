// Draws a page: glyphs as ink on paper, the darker value wins, so that overlapping glyphs join.
#include <libreader/base/crc32c.h>
#include <libreader/draw.h>
#include <libreader/text/control.h>

#include <cstring>

#include "canvas.h"

namespace lr {
namespace {

// Emphasis as a dot under each ideograph and a line under Latin (E1, first form): below the descent, inside the line
// gap.
void draw_emphasis(Canvas& canvas, const SymbolGroup& group, const LineItem& item, int y) {
  const int x = item.x_q6 / 64, width = item.advance_q6 / 64;
  if (group.symbol_class == SymbolClass::kIdeograph) {
    for (int i = 0; i < 4; ++i) canvas.dot(x + width / 2 - 1 + i % 2, y + i / 2);
  } else if (group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit ||
             group.symbol_class == SymbolClass::kSpace) {
    for (int i = 0; i <= width; ++i) canvas.dot(x + i, y);
  }
}

// A thematic break: a line of a third of the measure in the middle of its row.
void draw_rule(Canvas& canvas, const Layout& layout, int y) {
  const int measure = layout.measure_q6() / 64;
  for (int i = 0; i < measure / 3; ++i) canvas.dot(layout.left() + measure / 3 + i, y);
}

// The first symbol of a line that comes after `last` in storage; kPastAll: there is none.
constexpr std::uint32_t kPastAll = 0x10000;  // before the first, too
std::uint32_t symbol_after(std::span<const LineItem> items, std::uint32_t last) {
  std::uint32_t next = kPastAll;
  for (const LineItem& item : items) {
    if ((last == kPastAll || item.symbol > last) && item.symbol < next) next = item.symbol;
  }
  return next;
}

// Every place of a symbol in a line.
void draw_symbol(Canvas& canvas, std::span<const LineItem> items, Symbol symbol, const Glyph& glyph, int bits_per_pixel,
                 int baseline) {
  const Picture picture{glyph.bits, glyph.width, glyph.height, bits_per_pixel};
  for (const LineItem& item : items) {
    if (item.symbol != symbol) continue;
    const int x = (item.x_q6 >> 6) + glyph.left, y = baseline + glyph.top;  // down, left of the page too
    canvas.draw(picture, x, y);
    if ((item.styles & kStrong) != 0) canvas.draw(picture, x + 1, y);
  }
}

Status draw_line(Canvas& canvas, Layout& layout, const Flow& flow, const Line& line, GlyphCache& glyphs) {
  Strike& strike = layout.strike_for(line.kind);
  const int baseline = layout.baseline(line);
  if (line.kind == BlockKind::kRule) draw_rule(canvas, layout, baseline - strike.ascent() / 2);
  std::span<const LineItem> items;
  if (const Status status = layout.items(flow, line, items); status != Status::kOk) return status;
  const Alphabet& alphabet = layout.bundle().alphabet();
  for (const LineItem& item : items) {
    if ((item.styles & kEmphasis) != 0)
      draw_emphasis(canvas, alphabet.group_of(item.symbol), item, baseline + strike.descent());
  }
  for (std::uint32_t next = symbol_after(items, kPastAll); next != kPastAll; next = symbol_after(items, next)) {
    const auto symbol = static_cast<Symbol>(next);
    const SymbolClass of = alphabet.group_of(symbol).symbol_class;
    if (of == SymbolClass::kSpace || of == SymbolClass::kTab) continue;
    Glyph glyph;
    const Status status = glyphs.glyph(strike, line.kind == BlockKind::kTitle ? 1 : 0, symbol, glyph);
    if (status == Status::kIo || status == Status::kNoSpace) return status;
    if (status == Status::kOk) draw_symbol(canvas, items, symbol, glyph, strike.bits_per_pixel(), baseline);
  }
  return Status::kOk;
}

}  // namespace

Status paint(Layout& layout, const Flow& flow, const Page& page, std::span<std::uint8_t> glyph_buffer,
             const Surface& surface) {
  GlyphCache glyphs(glyph_buffer, static_cast<std::uint32_t>(glyph_buffer.size()), 0);
  return paint(layout, flow, page, glyphs, surface);
}

Status paint(Layout& layout, const Flow& flow, const Page& page, GlyphCache& glyphs, const Surface& surface) {
  const std::uint8_t depth = surface.bits_per_pixel;
  if (depth != 1 && depth != 2 && depth != 4) return Status::kBadCall;
  if (surface.pixels == nullptr || surface.width <= 0 || surface.band_height < 0) return Status::kBadCall;
  if (surface.stride_bytes < stride_for(surface.width, depth)) return Status::kBadCall;
  if (layout.style().metrics != MetricsKind::kStrike) return Status::kBadCall;
  Canvas canvas(surface);
  canvas.clear();
  const Style& style = layout.style();
  for (const Line& line : page.lines.first(page.count)) {
    // Ink may stand out of a line's rows by half a row at most.
    const int top = style.margin_top + line.row * style.line_height - style.line_height / 2;
    const int bottom = top + (line.rows + 1) * style.line_height;
    if (!canvas.touches(top, bottom)) continue;
    if (const Status status = draw_line(canvas, layout, flow, line, glyphs); status != Status::kOk) return status;
  }
  return Status::kOk;
}

std::uint32_t surface_hash(const Surface& surface, std::uint32_t seed) {
  const std::uint32_t bits = static_cast<std::uint32_t>(surface.width) * surface.bits_per_pixel;
  const std::uint32_t whole = bits / 8, rest = bits % 8;
  for (int row = 0; row < surface.band_height; ++row) {
    const std::uint8_t* bytes = surface.pixels + row * surface.stride_bytes;
    seed = crc32c(bytes, whole, seed);
    if (rest != 0) {
      const auto last = static_cast<std::uint8_t>(bytes[whole] & (0xFF00u >> rest));
      seed = crc32c(&last, 1, seed);
    }
  }
  return seed;
}

}  // namespace lr
