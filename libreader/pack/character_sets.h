// Sets of characters by the names of their standards: what fonts of bitmaps are numbered by, and what a manifest may
// ask for. The tables are iconv's.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

// How an X11 font numbers its characters.
class Charset {
 public:
  class Converter;

  Charset() = default;  // Unicode
  Charset(const char* encoding, std::uint32_t added);

  // None: the number stands for no character.
  std::optional<char32_t> code_point(std::uint32_t code) const;

 private:
  std::shared_ptr<Converter> converter_;  // from an encoding that has the set; null: the number is the code point
  std::uint32_t added_ = 0;               // to a number of two bytes, which makes it one of that encoding
};

// By CHARSET_REGISTRY; none, or "ISO10646", is Unicode. Throws InputError with the name of the font.
Charset find_charset(std::string_view registry, const std::string& font);

// "gb2312" …, in the order of code points. Throws InputError at `where` that names the sets there are.
std::u32string characters_of_set(std::string_view set, const std::string& where);

}  // namespace lr::pack
