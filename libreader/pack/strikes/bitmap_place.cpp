// Crops, moves and turns bitmaps.
#include "bitmap_place.h"

#include <libreader/text/symbol.h>

#include <algorithm>
#include <cmath>

#include "characters.h"

namespace lr::pack {
namespace {

// Calls has_ink(x, y) for each pixel of a new bitmap.
template <class HasInk>
std::string rows_of(int width, int height, HasInk has_ink) {
  const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
  std::string rows(stride * static_cast<std::size_t>(height), '\0');
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      char& byte = rows[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) / 8];
      if (has_ink(x, y)) byte = static_cast<char>(byte | 0x80 >> x % 8);
    }
  }
  return rows;
}

int ascent_of(int ppem) { return static_cast<int>(std::lround(0.88 * ppem)); }  // as draw_strike has it

}  // namespace

BitmapGlyph trimmed(const BitmapGlyph& glyph) {
  int left = glyph.width, right = 0, top = glyph.height, bottom = 0;
  for (int y = 0; y < glyph.height; ++y) {
    for (int x = 0; x < glyph.width; ++x) {
      if (!glyph.ink(x, y)) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  }
  if (left >= right) return {0, 0, 0, 0, glyph.advance, {}};
  BitmapGlyph result{glyph.left + left, glyph.top + top, right - left, bottom - top, glyph.advance, {}};
  result.rows = rows_of(result.width, result.height, [&](int x, int y) { return glyph.ink(x + left, y + top); });
  return result;
}

void place_in_em(BitmapGlyph& glyph, char32_t c, int ppem) {
  if (glyph.advance == ppem) return;
  if (is_opening_quote(c)) {
    glyph.left = ppem - 1 - glyph.width;
  } else if (is_closing_quote(c)) {
    glyph.left = 1;
  } else {
    glyph.left += (ppem - glyph.advance) / 2;
  }
  glyph.advance = ppem;
}

void leave_blank(BitmapGlyph& glyph, std::uint8_t blank, int ppem) {
  const int before = (blank & kBlankBefore) * ppem / 4, behind = (blank >> 2 & 3) * ppem / 4;
  if (glyph.left >= before && glyph.left + glyph.width <= ppem - behind) return;
  if (before > 0 && behind > 0) {
    glyph.left = (ppem - glyph.width) / 2;
    glyph.top = (ppem - glyph.height) / 2 - ascent_of(ppem);
  } else {
    const int margin = std::clamp(ppem - before - behind - glyph.width, 0, 1);
    glyph.left = before > 0 ? ppem - glyph.width - margin : margin;
  }
}

void move_to_other_corner(BitmapGlyph& glyph, int ppem) {
  glyph.left = ppem - glyph.left - glyph.width;
  glyph.top = ppem - 2 * ascent_of(ppem) - glyph.top - glyph.height;
}

void move_up_right(BitmapGlyph& glyph, int ppem) {
  const int ascent = ascent_of(ppem), right = ppem - 1 - glyph.left - glyph.width, above = glyph.top + ascent - 1;
  glyph.left += std::clamp(right, 0, ppem / 6);
  glyph.top -= std::clamp(above, 0, ppem / 6);
}

void set_narrow(BitmapGlyph& glyph) {
  glyph.left = 1;
  glyph.advance = glyph.width + 2;
}

void lay_on_side(BitmapGlyph& glyph, int ppem) {
  const int ascent = ascent_of(ppem), row = glyph.top + ascent;  // of its first row in the em square
  BitmapGlyph turned{ppem - row - glyph.height, glyph.left - ascent, glyph.height, glyph.width, ppem, {}};
  turned.rows = rows_of(turned.width, turned.height, [&](int x, int y) { return glyph.ink(y, glyph.height - 1 - x); });
  glyph = std::move(turned);
}

}  // namespace lr::pack
