// The encodings that files come in, and how their bytes become UTF-8. Which one a file is in is encoding.cpp's
// question.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lr::pack {

struct Encoding {
  std::string_view name;    // for people
  const char* converter;    // what iconv calls it
  std::string_view labels;  // what documents call it, between spaces
};

// By any of its labels, in any case; nullptr if there is none.
const Encoding* find_encoding(std::string_view label);

struct Decoding {
  std::string text;       // UTF-8, up to failed_at
  std::size_t failed_at;  // byte of the first invalid sequence, or kAllValid of utf.h
};

Decoding decode(std::string_view bytes, const Encoding& encoding);

}  // namespace lr::pack
