// Any bytes as a font of bitmaps, BDF, PCF or unifont.hex: it is read, or refused with InputError; what was read can be
// drawn.
#include <libreader/pack/import.h>
#include <libreader/pack/strikes/bitmap_font.h>
#include <libreader/pack/strikes/bitmap_place.h>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lr::pack;
  try {
    const BitmapFont font = parse_bitmap_font({reinterpret_cast<const char*>(data), size}, "font");
    for (const auto& [c, index] : font.glyph_of) {
      BitmapGlyph glyph = trimmed(font.glyphs.at(index));
      place_in_em(glyph, c, 16);
      leave_blank(glyph, data[0], 16);
      lay_on_side(glyph, 16);
    }
  } catch (const InputError&) {
  }
  return 0;
}
