// The Glyph Bitmap Distribution Format of X11, version 2.1 (Adobe, 1993).
#include <algorithm>
#include <array>
#include <optional>

#include "../character_sets.h"
#include "bitmap_font.h"
#include "font_lines.h"

namespace lr::pack {
namespace {

// "BBX 16 16 0 -2": the word, then numbers.
std::string_view first_word(std::string_view line) { return line.substr(0, line.find(' ')); }

template <std::size_t kCount>
std::array<int, kCount> numbers(const FontLines& lines) {
  std::array<int, kCount> values{};
  std::string_view rest = lines.line().substr(first_word(lines.line()).size());
  for (int& value : values) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc()) lines.fail("expected " + std::to_string(kCount) + " numbers behind the first word");
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  return values;
}

// CHARSET_REGISTRY "ISO10646"
std::string quoted(std::string_view line) {
  const std::size_t first = line.find('"'), last = line.rfind('"');
  return first < last && last != std::string_view::npos ? std::string(line.substr(first + 1, last - first - 1))
                                                        : std::string();
}

class BdfReader {
 public:
  BdfReader(std::string_view text, const std::string& name) : lines_(text, name), name_(name) {}

  BitmapFont read() {
    while (lines_.next()) {
      const std::string_view word = first_word(lines_.line());
      if (word == "CHARSET_REGISTRY") charset_ = find_charset(quoted(lines_.line()), name_);
      if (word == "STARTCHAR") read_glyph();
      if (word == "ENDFONT") return std::move(font_);
    }
    lines_.fail("the file ends before ENDFONT");
  }

 private:
  void read_glyph() {
    BitmapGlyph glyph;
    int code = -1;
    while (lines_.next()) {
      const std::string_view word = first_word(lines_.line());
      if (word == "ENCODING") code = numbers<1>(lines_)[0];
      if (word == "DWIDTH") glyph.advance = numbers<1>(lines_)[0];
      if (word == "BBX") read_box(glyph);
      if (word == "BITMAP") read_rows(glyph);
      if (word == "ENDCHAR") {
        if (glyph.rows.size() != static_cast<std::size_t>((glyph.width + 7) / 8 * glyph.height))
          lines_.fail("the glyph has no BITMAP of the size of its BBX");
        const auto c = code < 0 ? std::nullopt : charset_.code_point(static_cast<std::uint32_t>(code));
        if (c) font_.add(*c, std::move(glyph));
        return;
      }
    }
    lines_.fail("the file ends in a glyph");
  }

  void read_box(BitmapGlyph& glyph) const {
    const auto [width, height, left, bottom] = numbers<4>(lines_);
    const auto is_far = [](int value) { return value < -kMaxBitmapSide || value > kMaxBitmapSide; };
    if (width < 0 || height < 0 || is_far(width) || is_far(height) || is_far(left) || is_far(bottom))
      lines_.fail("a glyph is larger than " + std::to_string(kMaxBitmapSide) + " pixels");
    glyph.width = width;
    glyph.height = height;
    glyph.left = left;
    glyph.top = -bottom - height;
  }

  void read_rows(BitmapGlyph& glyph) {
    const auto digits = static_cast<std::size_t>((glyph.width + 7) / 8 * 2);
    glyph.rows.clear();
    for (int y = 0; y < glyph.height; ++y) {
      if (!lines_.next() || lines_.line().size() < digits || !append_hex(lines_.line().substr(0, digits), glyph.rows))
        lines_.fail("expected a row of " + std::to_string(digits) + " hexadecimal digits");
    }
  }

  FontLines lines_;
  const std::string& name_;
  Charset charset_;
  BitmapFont font_;
};

}  // namespace

BitmapFont parse_bdf(std::string_view text, const std::string& name) { return BdfReader(text, name).read(); }

}  // namespace lr::pack
