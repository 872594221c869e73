// Which encoding a text without any mark is in: the one in which it reads like its language.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "encoding_table.h"

namespace lr::pack {

struct Guess {
  const Encoding* encoding = nullptr;  // none reads well: nullptr
  std::string text;                    // decoded
  bool is_sure = false;                // no other reads nearly as well
  // Where there is none: the encoding that the text up to byte `failed_at` reads well in, or nullptr.
  const Encoding* nearly = nullptr;
  std::size_t failed_at = 0;
};

Guess guess_encoding(std::string_view bytes);

// The same for a text with zero bytes in it: UTF-16 without a byte order mark, or none.
Guess guess_utf16(std::string_view bytes);

}  // namespace lr::pack
