// Code points to bytes and back.
#include "utf8.h"

namespace lr {

int encode_utf8(std::uint32_t code_point, char* to) {
  if (code_point > kMaxCodePoint || (code_point >= 0xD800 && code_point < 0xE000)) code_point = 0xFFFD;
  if (code_point < 0x80) {
    to[0] = static_cast<char>(code_point);
    return 1;
  }
  const int extra = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  const std::uint32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
  to[0] = static_cast<char>(lead[extra] | code_point >> (6 * extra));
  for (int i = 1; i <= extra; ++i) to[i] = static_cast<char>(0x80 | ((code_point >> (6 * (extra - i))) & 0x3F));
  return extra + 1;
}

std::uint32_t decode_utf8(std::string_view& utf8) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(utf8[i])); };
  const std::uint32_t lead = at(0);
  const std::size_t extra = lead < 0x80 ? 0 : lead < 0xC2 ? 4 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 4;
  std::uint32_t code_point = extra == 0 ? lead : lead & (0x3Fu >> extra);
  bool sound = extra < 4 && extra < utf8.size();
  for (std::size_t i = 1; sound && i <= extra; ++i) {
    sound = (at(i) & 0xC0) == 0x80;
    code_point = code_point << 6 | (at(i) & 0x3F);
  }
  constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000, 0};
  sound = sound && code_point >= kLeast[extra] && code_point <= kMaxCodePoint &&
          !(code_point >= 0xD800 && code_point < 0xE000);
  utf8.remove_prefix(sound ? extra + 1 : 1);
  return sound ? code_point : 0xFFFD;
}

}  // namespace lr
