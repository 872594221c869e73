// A line of words and numbers.
#pragma once
#include <cstddef>
#include <cstdint>

#include "program.h"

namespace program {

class Line {
 public:
  Line& word(const char* text) {
    if (length_ != 0) put(' ');
    while (*text != '\0') put(*text++);
    return *this;
  }
  Line& number(std::uint32_t value) {
    char digits[11] = {};
    char* first = digits + 10;
    do *--first = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
    return word(first);
  }
  Line& hex(std::uint32_t value) {
    char digits[9] = {};
    for (int i = 0; i < 8; ++i) digits[i] = "0123456789abcdef"[value >> (28 - 4 * i) & 15];
    return word(digits);
  }
  void print(Print print) {
    put('\n');
    text_[length_] = '\0';
    print(text_);
  }

 private:
  void put(char c) {
    if (length_ < sizeof text_ - 2 || (c == '\n' && length_ < sizeof text_ - 1)) text_[length_++] = c;
  }
  char text_[96];
  std::size_t length_ = 0;
};

}  // namespace program
