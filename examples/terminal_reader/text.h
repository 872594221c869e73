// Text as a terminal counts it: UTF-8 in columns. Needs the locale to be one of UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace lrread {

// Between UTF-8 and wide characters. Bytes that are no UTF-8 become U+FFFD.
std::wstring widen(std::string_view utf8);
std::string narrow(std::wstring_view text);

int cells_of(std::wstring_view text);
int cells_of(std::string_view utf8);

// At most so many cells of it; an ellipsis stands for what was cut.
std::string shorten(std::string_view utf8, int cells);

// At most so many bytes of it, cut between characters.
std::string shorten_bytes(std::string_view utf8, std::size_t bytes);

// Letters made small, for comparing.
std::wstring fold(std::string_view utf8);

}  // namespace lrread
