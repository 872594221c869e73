// Where a bitmap stands: in the em square of full-width text, on its side for vertical lines. Moves whole pixels only.
#pragma once
#include "bitmap_font.h"

namespace lr::pack {

// Without the paper at its edges.
BitmapGlyph trimmed(const BitmapGlyph& glyph);

// `glyph` is trimmed. What is narrower than the em square is put into the middle of it, quotation marks at the side of
// what they quote.
void place_in_em(BitmapGlyph& glyph, char32_t c, int ppem);

// Moves a mark's ink out of what layout takes for blank (SymbolProperties::blank) of its em square: designs differ in
// where a comma stands.
void leave_blank(BitmapGlyph& glyph, std::uint8_t blank, int ppem);

// A stop or comma of a vertical line stands in the opposite corner of its em square.
void move_to_other_corner(BitmapGlyph& glyph, int ppem);

// The small kana of a vertical line (the only ones with a form for it) stand nearer to the upper right of theirs.
void move_up_right(BitmapGlyph& glyph, int ppem);

// As wide as its ink with a pixel on either side: marks that a face has for full-width text only.
void set_narrow(BitmapGlyph& glyph);

// Turns it clockwise by 90 degrees about the middle of the em square.
void lay_on_side(BitmapGlyph& glyph, int ppem);

}  // namespace lr::pack
