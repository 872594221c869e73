// The text format of GNU Unifont: lines "4E00:" and 32 hexadecimal digits (8 pixels wide) or 64 (16 pixels), 16 rows,
// the baseline above the last two.
#include <libreader/pack/import.h>

#include "bitmap_font.h"
#include "font_lines.h"

namespace lr::pack {

BitmapFont parse_unifont_hex(std::string_view text, const std::string& name) {
  constexpr int kRows = 16, kDescent = 2;
  BitmapFont font;
  FontLines lines(text, name);
  while (lines.next()) {
    const std::string_view line = lines.line();
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      lines.fail("expected a code point, a colon and hexadecimal digits: this is no BDF, PCF or unifont.hex");
    const auto code_point = hex_number(line.substr(0, colon));
    if (!code_point || *code_point > 0x10FFFF) lines.fail("expected a code point before the colon");
    const std::string_view digits = line.substr(colon + 1);
    if (digits.size() != 32 && digits.size() != 64)
      lines.fail("expected 32 or 64 hexadecimal digits, found " + std::to_string(digits.size()));
    const int width = static_cast<int>(digits.size()) / 4;
    BitmapGlyph glyph{0, kDescent - kRows, width, kRows, width, {}};
    if (!append_hex(digits, glyph.rows)) lines.fail("expected hexadecimal digits behind the colon");
    font.add(static_cast<char32_t>(*code_point), std::move(glyph));
  }
  return font;
}

}  // namespace lr::pack
