// UTF-8, wide characters and their columns.
#include "text.h"

#include <ports/terminal/symbol_text.h>
#include <wchar.h>
#include <wctype.h>

#include <algorithm>

namespace lrread {
namespace {

constexpr wchar_t kReplacement = 0xFFFD, kEllipsis = 0x2026;

int cells_of(wchar_t character) { return std::max(0, wcwidth(character)); }

}  // namespace

std::wstring widen(std::string_view utf8) {
  std::wstring text;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    const int extra = lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : -1;
    std::uint32_t code_point = extra <= 0 ? lead : lead & (0x3Fu >> extra);
    int read = 0;
    for (; read < extra && i < utf8.size() && (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80; ++read)
      code_point = code_point << 6 | (static_cast<unsigned char>(utf8[i++]) & 0x3F);
    const bool sound = extra >= 0 && read == extra && !lr::terminal::is_terminal_command(code_point);
    text.push_back(sound ? static_cast<wchar_t>(code_point) : kReplacement);
  }
  return text;
}

std::string narrow(std::wstring_view text) {
  std::string utf8;
  for (const wchar_t character : text) lr::terminal::append_utf8(utf8, static_cast<char32_t>(character));
  return utf8;
}

int cells_of(std::wstring_view text) {
  int cells = 0;
  for (const wchar_t character : text) cells += cells_of(character);
  return cells;
}

int cells_of(std::string_view utf8) { return cells_of(widen(utf8)); }

std::string shorten(std::string_view utf8, int cells) {
  std::wstring text = widen(utf8);
  if (cells_of(text) <= cells) return narrow(text);
  int used = 1;  // the ellipsis
  std::size_t kept = 0;
  while (kept < text.size() && used + cells_of(text[kept]) <= cells) used += cells_of(text[kept++]);
  text.resize(kept);
  while (!text.empty() && text.back() == L' ') text.pop_back();
  return cells > 0 ? narrow(text + kEllipsis) : std::string();
}

std::string shorten_bytes(std::string_view utf8, std::size_t bytes) {
  if (utf8.size() <= bytes) return std::string(utf8);
  while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xC0) == 0x80) --bytes;
  return std::string(utf8.substr(0, bytes));
}

std::wstring fold(std::string_view utf8) {
  std::wstring text = widen(utf8);
  for (wchar_t& character : text) character = static_cast<wchar_t>(towlower(static_cast<wint_t>(character)));
  return text;
}

}  // namespace lrread
