// Draws a page: glyphs as ink on paper, the darker value wins, so that overlapping glyphs join. In vertical lines
// full-width symbols stand upright, brackets, dashes and words lie on their side (T1, T5).
#include <libreader/base/crc32c.h>
#include <libreader/draw.h>
#include <libreader/text/control.h>

#include <cstring>

#include "halve.h"
#include "inks.h"
#include "sheet.h"

namespace lr {
namespace {

// How a symbol stands in a vertical line (UAX #50, by what the packer made of it).
enum class Stand : std::uint8_t {
  kOnSide,
  kUpright,
  kMirrored,   // upright, the ink of a stop in the opposite corner of its box (T3)
  kRightward,  // upright, the ink of a mark at the left moved to the right
};

Stand stand_of(const SymbolGroup& group) {
  if (group.advance != AdvanceKind::kFull || lies_on_side(group.symbol_class)) return Stand::kOnSide;
  if (blank_of(group) != blank_of(0, 2)) return Stand::kUpright;
  const bool stop = group.symbol_class == SymbolClass::kComma || group.symbol_class == SymbolClass::kStop;
  return stop ? Stand::kMirrored : Stand::kRightward;
}

// A glyph as it is drawn.
struct Ink {
  Picture picture;
  int left, top;  // of its first pixel, from the pen on the baseline
};

// A line while it is drawn, or its readings, which are half as large.
struct Pen {
  Sheet& sheet;
  Layout& layout;
  Strike& strike;
  GlyphCache& glyphs;
  std::uint8_t strike_number;
  int baseline;  // across
  bool dots_above;
  bool half = false;

  int em() const { return strike.ppem() >> half; }
  [[gnu::noinline]] int ascent() const { return strike.ascent() >> half; }
  int lower() const { return baseline + em() - ascent(); }
  Pen of_reading() const {
    Pen pen{sheet, layout, strike, glyphs, strike_number, 0, false, true};
    pen.baseline = baseline - ascent() - pen.em() + pen.ascent();
    return pen;
  }

  // kNotFound: there is nothing to draw. kIo, kNoSpace.
  Status load(Symbol symbol, Ink& ink) const {
    Glyph glyph;
    const Status status = glyphs.glyph(strike, strike_number, symbol, glyph);
    if (status == Status::kIo || status == Status::kNoSpace) return status;
    if (status != Status::kOk || glyph.bits == nullptr) return Status::kNotFound;
    ink = {{glyph.bits, glyph.width, glyph.height, strike.bits_per_pixel()}, glyph.left, glyph.top};
    if (half) ink.picture = halve(ink.picture, ink.left, ink.top, glyphs.buffer());
    return Status::kOk;
  }
};

// A line under a symbol, or with step 2 the dots of a link, which a panel shows without a grey and takes away without a
// ghost.
[[gnu::noinline]] void draw_under(Pen& pen, const LineItem& item, int step) {
  const int x = item.x_q6 / 64, y = pen.lower();
  for (int i = x & (step - 1); i <= item.advance_q6 / 64; i += step) pen.sheet.dot(x + i, y);
}

// E1: a dot at each ideograph, below it in Chinese, above it in Japanese, to the right of a column; a line under Latin.
[[gnu::noinline]] void draw_emphasis(Pen& pen, const SymbolGroup& group, const LineItem& item) {
  const int x = item.x_q6 / 64, width = item.advance_q6 / 64;
  const bool cell = (item.styles & (kCellBegin | kCellRest)) != 0;
  if (cell || group.symbol_class == SymbolClass::kIdeograph) {
    const int y = pen.dots_above ? pen.baseline - pen.ascent() - 2 : pen.lower();
    for (int i = 0; i < 4 && width > 0; ++i) pen.sheet.dot(x + width / 2 - 1 + i % 2, y + i / 2);
  } else if (group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit ||
             (group.symbol_class == SymbolClass::kSpace && group.advance == AdvanceKind::kProportional)) {
    draw_under(pen, item, 1);
  }
}

// A thematic break: a line of a third of the measure in the middle of its row.
void draw_rule(Pen& pen) {
  const int measure = pen.layout.measure_q6() / 64;
  for (int i = 0; i < measure / 3; ++i)
    pen.sheet.dot(pen.layout.left() + measure / 3 + i, pen.baseline - pen.ascent() / 2);
}

// The line above notes, in the row before the first of them: a quarter of the measure long.
void draw_line_above(Sheet& sheet, const Layout& layout, const Line& first) {
  const int pitch = layout.style().line_height, across = layout.top() + first.row * pitch - pitch / 2;
  for (int i = 0; i < layout.measure_q6() / 64 / 4; ++i) sheet.dot(layout.left() + i, across);
}

// An ellipsis behind the symbols of a line: the bundle need not have the glyph.
void draw_ellipsis(Pen& pen, const LineItem& last) {
  const int em = pen.em(), begin = last.x_q6 / 64 + last.advance_q6 / 64, across = pen.lower() - em / 2;
  const int size = em < 24 ? 2 : em / 12;
  for (int i = 0; i < 3 * size * size; ++i)
    pen.sheet.dot(begin + em * (1 + 2 * (i % 3)) / 6 - size / 2 + i / 3 % size, across + i / 3 / size);
}

// What the proportional symbols of a box come to, set solid.
Status cell_width(Strike& strike, std::span<const LineItem> cell, int& width) {
  std::int32_t sum = 0;
  for (const LineItem& item : cell) {
    std::int32_t advance = 0;
    if (const Status status = strike.advance(item.symbol, advance); status == Status::kIo) return status;
    sum += advance;
  }
  width = (sum + 32) / 64;
  return Status::kOk;
}

// Upright in a vertical line; `left` from the box's left side to the pen, `drop` from its top to the baseline.
void draw_upright(Pen& pen, const Ink& ink, const LineItem& item, Stand stand, int left, int drop) {
  const int top = item.x_q6 >> 6;
  int x = left + ink.left, y = drop + ink.top;
  if (stand == Stand::kMirrored) y = pen.em() - y - ink.picture.height;
  if (stand != Stand::kUpright) x = pen.em() - x - ink.picture.width;
  pen.sheet.draw_upright(ink.picture, top + y, pen.lower(), x);
  if ((item.styles & kStrong) != 0 && !pen.half) pen.sheet.draw_upright(ink.picture, top + y, pen.lower(), x + 1);
}

// The symbols of a box side by side: a number in its middle; the figures of a note mark in the upper right, where their
// ink is high above the baseline.
[[gnu::noinline]] Status draw_cell(Pen& pen, std::span<const LineItem> cell) {
  int width = 0;
  if (const Status status = cell_width(pen.strike, cell, width); status != Status::kOk) return status;
  const bool mark = cell[0].span == kNoteMarkSpan;
  const int em = pen.em(), drop = mark ? em * 3 / 4 : pen.ascent();
  int left = mark ? em - width : (em - width) / 2;
  for (const LineItem& item : cell) {
    Ink ink;
    const Status status = pen.load(item.symbol, ink);
    if (status == Status::kIo || status == Status::kNoSpace) return status;
    if (status == Status::kOk) draw_upright(pen, ink, item, Stand::kUpright, left, drop);
    if (const Status measured = cell_width(pen.strike, {&item, 1}, width); measured != Status::kOk) return measured;
    left += width;
  }
  return Status::kOk;
}

bool has_ink(const SymbolGroup& group) {
  return group.symbol_class != SymbolClass::kSpace && group.symbol_class != SymbolClass::kTab;
}

// What a symbol shows, and how it stands. kNotFound, kIo, kNoSpace.
Status load_symbol(Pen& pen, Symbol symbol, Ink& ink, Stand& stand) {
  stand = Stand::kOnSide;
  if (pen.sheet.vertical()) {
    const Alphabet& alphabet = pen.layout.bundle().alphabet();
    stand = stand_of(alphabet.group_of(symbol));
    if (const Symbol form = alphabet.vertical_form(symbol); form != kNoSymbol) {
      symbol = form;
      stand = Stand::kUpright;
    }
  }
  return pen.load(symbol, ink);
}

void draw_ink(Pen& pen, const Ink& ink, const LineItem& item, Stand stand) {
  if (stand != Stand::kOnSide) return draw_upright(pen, ink, item, stand, 0, pen.ascent());
  const int along = (item.x_q6 >> 6) + ink.left, across = pen.baseline + ink.top;  // down, left of the page too
  pen.sheet.draw(ink.picture, along, across);
  if ((item.styles & kStrong) != 0 && !pen.half) pen.sheet.draw(ink.picture, along + 1, across);
}

// What paints a page: the lines in their order, the symbols that stand alone behind them, gathered.
struct Painter {
  Sheet& sheet;
  Layout& layout;
  const Flow& flow;
  const Page& page;
  GlyphCache& glyphs;
  Inks inks;
  std::uint8_t gathered = 0;  // number of the strike of what is in `inks`

  [[gnu::noinline]] Pen pen_of(const Line& line) const {
    const bool above = sheet.vertical() || flow.language == ArticleLanguage::kJa;
    return {sheet, layout, layout.strike_for(line.kind), glyphs, strike_number_of(line), layout.baseline(line), above};
  }
  static std::uint8_t strike_number_of(const Line& line) { return line.kind == BlockKind::kTitle ? 1 : 0; }
};

// Draws what was gathered, and empties it. Not inlined, like draw_cell and draw_ruby: its locals would lie below the
// layout of lines.
[[gnu::noinline]] Status draw_inks(Painter& painter) {
  const std::span<const PlacedInk> placed = painter.inks.take_sorted();
  Ink ink;
  Stand stand = Stand::kOnSide;
  Status status = Status::kNotFound;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    Pen pen = painter.pen_of(painter.page.lines[placed[i].line]);
    if (i == 0 || placed[i].symbol != placed[i - 1].symbol) status = load_symbol(pen, placed[i].symbol, ink, stand);
    if (status == Status::kNotFound) continue;
    if (status != Status::kOk) return status;
    LineItem item{};
    item.x_q6 = placed[i].along * 64;
    if (placed[i].strong != 0) item.styles = kStrong;
    draw_ink(pen, ink, item, stand);
  }
  return Status::kOk;
}

constexpr std::uint8_t kStrip = kRubyBase | kRubyText;

bool is_tone(const Pen& pen, const LineItem& item) {
  return pen.layout.bundle().alphabet().group_of(item.symbol).advance == AdvanceKind::kProportional;
}

// R4: in a horizontal line the letters of a strip stand below each other, in the middle of the em beside them, and no
// higher than the lines are apart.
struct Strip {
  int step = 0, top = 0;  // px, across
  int letters = 0;        // so far

  Strip(const Pen& pen, std::span<const LineItem> group) {
    int all = 0;
    for (const LineItem& item : group) all += (item.styles & kStrip) == kStrip && !is_tone(pen, item);
    if (all == 0) return;
    const int most = pen.layout.style().line_height / all;
    step = pen.em() / 2 < most ? pen.em() / 2 : most;
    top = pen.lower() - (pen.em() + all * step) / 2;
  }

  // Where the next of its symbols stands, of which a tone stands to the right of the letter before it, or above the
  // first.
  void place(Pen& small, LineItem& item, Ink& ink, Stand& stand) {
    const int em = small.em();
    const bool tone = is_tone(small, item), above = tone && letters == 0;
    if (small.sheet.vertical()) {
      if (tone) stand = Stand::kUpright;
    } else {
      if (!tone) small.baseline = top + letters * step + small.ascent();
      if (above) small.baseline = top + small.ascent() - em / 2;
    }
    letters += !tone;
    const int right = !tone ? 0 : above ? em / 4 : em;
    if (stand == Stand::kOnSide)
      item.x_q6 += right * 64;
    else
      ink.left += right;
  }
};

// A base, and its reading beside it.
[[gnu::noinline]] Status draw_ruby(Pen& pen, std::span<const LineItem> group) {
  Pen small = pen.of_reading();
  Strip strip(pen, group);
  for (LineItem item : group) {
    if ((item.styles & kStrip) == 0) continue;  // a bracket
    if (!has_ink(pen.layout.bundle().alphabet().group_of(item.symbol))) continue;
    Pen& own = (item.styles & kRubyText) == 0 ? pen : small;
    Ink ink;
    Stand stand;
    const Status status = load_symbol(own, item.symbol, ink, stand);
    if (status == Status::kIo || status == Status::kNoSpace) return status;
    if ((item.styles & kStrip) == kStrip) strip.place(small, item, ink, stand);
    if (status == Status::kOk) draw_ink(own, ink, item, stand);
  }
  return Status::kOk;
}

// How many symbols from the first on share its box.
std::size_t cell_size(std::span<const LineItem> items) {
  std::size_t size = 1;
  while (size < items.size() && (items[size].styles & kCellRest) != 0) ++size;
  return size;
}

Status draw_line(Painter& painter, std::uint32_t number) {
  const Line& line = painter.page.lines[number];
  Pen pen = painter.pen_of(line);
  if (line.kind == BlockKind::kRule) draw_rule(pen);
  std::span<const LineItem> items;
  if (const Status status = painter.layout.items(painter.flow, line, items); status != Status::kOk) return status;
  const int em = pen.strike.ppem();
  if (line.cut_short && !items.empty()) draw_ellipsis(pen, items.back());
  for (std::size_t i = 0; i < items.size();) {
    const LineItem& item = items[i];
    const std::span<const LineItem> cell = items.subspan(i, cell_size(items.subspan(i)));
    i += cell.size();
    // Ink may stand out of a box by half an em, and reach half an em further where several symbols share one.
    const int x = item.x_q6 >> 6, end = x + item.advance_q6 / 64;
    if (!pen.sheet.touches(x - em, pen.baseline - 2 * em, end + 2 * em, pen.baseline + em)) continue;
    const SymbolGroup& group = pen.layout.bundle().alphabet().group_of(item.symbol);
    const bool shares = (item.styles & kCellBegin) != 0, ruby = shares && (item.styles & kRubyBase) != 0;
    if ((item.styles & kEmphasis) != 0 && !ruby) draw_emphasis(pen, group, item);
    if ((item.styles & kLink) != 0) draw_under(pen, item, 2);
    if (shares) {
      if (const Status status = ruby ? draw_ruby(pen, cell) : draw_cell(pen, cell); status != Status::kOk)
        return status;
    } else if (has_ink(group)) {
      if (painter.inks.is_full()) {
        if (const Status status = draw_inks(painter); status != Status::kOk) return status;
      }
      painter.inks.add({item.symbol, static_cast<std::int16_t>(x), static_cast<std::uint16_t>(number & 0x7FFF),
                        (item.styles & kStrong) != 0});
    }
  }
  return Status::kOk;
}

}  // namespace

Status paint(Layout& layout, const Flow& flow, const Page& page, std::span<std::uint8_t> glyph_buffer,
             const Surface& surface) {
  GlyphCache glyphs(glyph_buffer, static_cast<std::uint32_t>(glyph_buffer.size()), 0);
  return paint(layout, flow, page, glyphs, surface, {});
}

Status paint(Layout& layout, const Flow& flow, const Page& page, GlyphCache& glyphs, const Surface& surface,
             std::span<std::uint8_t> memory) {
  const std::uint8_t depth = surface.bits_per_pixel;
  if (depth != 1 && depth != 2 && depth != 4) return Status::kBadCall;
  if (surface.pixels == nullptr || surface.width <= 0 || surface.band_height < 0) return Status::kBadCall;
  if (surface.stride_bytes < stride_for(surface.width, depth)) return Status::kBadCall;
  if (layout.style().metrics != MetricsKind::kStrike) return Status::kBadCall;
  Canvas canvas(surface);
  canvas.clear();
  const Style& style = layout.style();
  Sheet sheet(canvas, style);
  const int length = sheet.vertical() ? style.page_height : style.page_width;
  if (page.notes > 0) draw_line_above(sheet, layout, page.lines[page.count]);
  Painter painter{sheet, layout, flow, page, glyphs, Inks(memory)};
  const std::uint32_t lines = std::uint32_t{page.count} + page.notes;
  for (std::uint32_t i = 0; i < lines; ++i) {
    const Line& line = page.lines[i];
    // Ink may stand out of a line's rows by half a row at most.
    const int top = layout.top() + line.row * style.line_height - style.line_height / 2;
    const int bottom = top + (line.rows + 1) * style.line_height;
    if (!sheet.touches(0, top, length, bottom)) continue;
    if (const std::uint8_t strike = Painter::strike_number_of(line); strike != painter.gathered) {
      if (const Status status = draw_inks(painter); status != Status::kOk) return status;
      painter.gathered = strike;
    }
    if (const Status status = draw_line(painter, i); status != Status::kOk) return status;
  }
  return draw_inks(painter);
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
