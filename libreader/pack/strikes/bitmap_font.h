// A font of bitmaps, drawn by hand for one size: read from BDF (bdf.cpp), PCF (pcf.cpp) or the lines of unifont.hex
// (unifont_hex.cpp), plain or compressed with gzip. Knows nothing of faces.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lr::pack {

struct BitmapGlyph {
  int left = 0, top = 0;      // px, of the first pixel, from the pen on the baseline, y downwards
  int width = 0, height = 0;  // px, at most kMaxBitmapSide
  int advance = 0;            // px
  std::string rows;           // from the top; each in whole bytes, the first pixel in the most significant bit

  bool ink(int x, int y) const {
    const auto at =
        static_cast<std::size_t>(y) * ((static_cast<std::size_t>(width) + 7) / 8) + static_cast<std::size_t>(x) / 8;
    return (static_cast<unsigned char>(rows[at]) >> (7 - x % 8) & 1) != 0;
  }
};

inline constexpr int kMaxBitmapSide = 127;

struct BitmapFont {
  std::vector<BitmapGlyph> glyphs;
  std::unordered_map<char32_t, std::size_t> glyph_of;  // the first of a code point stays

  void add(char32_t c, BitmapGlyph glyph) {
    if (glyph_of.try_emplace(c, glyphs.size()).second) glyphs.push_back(std::move(glyph));
  }
};

// All throw InputError that names the file and the line or byte. `name` is what messages call it.
BitmapFont parse_bdf(std::string_view text, const std::string& name);
BitmapFont parse_pcf(std::string_view bytes, const std::string& name);
BitmapFont parse_unifont_hex(std::string_view text, const std::string& name);

// Of any of these, told by how the bytes begin, after gunzip() where they are compressed.
BitmapFont parse_bitmap_font(std::string_view bytes, const std::string& name);
BitmapFont read_bitmap_font(const std::filesystem::path& file);

}  // namespace lr::pack
