// Cuts, scales and encodes pictures.
#include "picture.h"

#include <algorithm>
#include <array>

namespace lrread {
namespace {

constexpr int kSixelRows = 6, kGreys = 16;

int level_of(std::uint8_t grey) { return (grey * (kGreys - 1) + 127) / 255; }

// "!12~" for twelve times the same; three and fewer are shorter as they are.
void append_run(std::string& to, char sixel, int length) {
  if (length > 3)
    to += "!" + std::to_string(length) + sixel;
  else
    to.append(static_cast<std::size_t>(length), sixel);
}

// One grey's share of a band of six rows; nothing where it has none.
void append_band(std::string& to, const Picture& picture, int top, int level) {
  std::string band;
  bool any = false;
  char last = 0;
  int length = 0;
  for (int x = 0; x < picture.width; ++x) {
    int bits = 0;
    for (int i = 0; i < kSixelRows && top + i < picture.height; ++i)
      bits |= (level_of(picture.at(x, top + i)) == level) << i;
    const char sixel = static_cast<char>('?' + bits);
    any = any || bits != 0;
    if (sixel != last && length > 0) append_run(band, last, length), length = 0;
    last = sixel;
    ++length;
  }
  append_run(band, last, length);
  if (any) to += "#" + std::to_string(level) + band + "$";
}

std::string base64_of(const std::string& bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t n) { return n < bytes.size() ? static_cast<unsigned char>(bytes[n]) : 0u; };
    const unsigned word = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[word >> shift & 63];
  }
  const std::size_t missing = (3 - bytes.size() % 3) % 3;
  return text.replace(text.size() - missing, missing, missing, '=');
}

// Of the 256: 232 to 255 are greys, 16 is black, 231 white.
int colour_of(std::uint8_t grey) {
  const int step = (grey + 5) / 10;
  return step == 0 ? 16 : step > 24 ? 231 : 231 + step;
}

}  // namespace

Picture cut(const Picture& picture, int left, int top, int width, int height) {
  Picture part{std::clamp(picture.width - left, 0, width), std::clamp(picture.height - top, 0, height), {}};
  for (int y = top; y < top + part.height; ++y) {
    for (int x = left; x < left + part.width; ++x) part.grey.push_back(picture.at(x, y));
  }
  return part;
}

Picture fitted(const Picture& picture, int width, int height) {
  if (picture.width <= width && picture.height <= height) return picture;
  const bool by_width = picture.width * height >= picture.height * width;
  Picture small{by_width ? width : std::max(1, picture.width * height / picture.height),
                by_width ? std::max(1, picture.height * width / picture.width) : height,
                {}};
  for (int y = 0; y < small.height; ++y) {
    const int top = y * picture.height / small.height,
              bottom = std::max(top + 1, (y + 1) * picture.height / small.height);
    for (int x = 0; x < small.width; ++x) {
      const int left = x * picture.width / small.width,
                right = std::max(left + 1, (x + 1) * picture.width / small.width);
      int sum = 0;
      for (int v = top; v < bottom; ++v) {
        for (int u = left; u < right; ++u) sum += picture.at(u, v);
      }
      small.grey.push_back(static_cast<std::uint8_t>(sum / ((bottom - top) * (right - left))));
    }
  }
  return small;
}

std::string sixels_of(const Picture& picture) {
  std::string text = "\x1bP0;1q\"1;1;" + std::to_string(picture.width) + ";" + std::to_string(picture.height);
  for (int i = 0; i < kGreys; ++i) {
    const std::string percent = std::to_string((i * 100 + kGreys / 2) / (kGreys - 1));
    text += "#" + std::to_string(i) + ";2;" + percent + ";" + percent + ";" + percent;
  }
  for (int top = 0; top < picture.height; top += kSixelRows) {
    for (int level = 0; level < kGreys; ++level) append_band(text, picture, top, level);
    text += "-";
  }
  return text + "\x1b\\";
}

std::string kitty_picture_of(const Picture& picture) {
  constexpr std::size_t kPiece = 4096;
  std::string pixels;
  for (const std::uint8_t grey : picture.grey) pixels.append(3, static_cast<char>(grey));
  const std::string data = base64_of(pixels);
  std::string text;
  for (std::size_t at = 0; at < data.size(); at += kPiece) {
    const std::string more = std::string("m=") + (at + kPiece < data.size() ? "1" : "0");
    const std::string head =
        "a=T,f=24,q=2,C=1,s=" + std::to_string(picture.width) + ",v=" + std::to_string(picture.height) + ",";
    text += "\x1b_G" + (at == 0 ? head : std::string()) + more + ";" + data.substr(at, kPiece) + "\x1b\\";
  }
  return text;
}

std::string half_blocks_of(const Picture& picture, int row, int column, bool colours) {
  constexpr std::array<const char*, 4> kInk = {" ", "▄", "▀", "█"};  // by what is dark: above 2, below 1
  std::string text;
  for (int y = 0; y < picture.height; y += 2) {
    text += "\x1b[" + std::to_string(row + y / 2 + 1) + ";" + std::to_string(column + 1) + "H";
    for (int x = 0; x < picture.width; ++x) {
      const std::uint8_t above = picture.at(x, y), below = y + 1 < picture.height ? picture.at(x, y + 1) : 255;
      if (colours)
        text += "\x1b[38;5;" + std::to_string(colour_of(above)) + ";48;5;" + std::to_string(colour_of(below)) + "m▀";
      else
        text += kInk[static_cast<std::size_t>((above < 128 ? 2 : 0) + (below < 128 ? 1 : 0))];
    }
    if (colours) text += "\x1b[m";
  }
  return text;
}

}  // namespace lrread
