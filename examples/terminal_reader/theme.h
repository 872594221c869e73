// Colours of the page: numbers of the 256 that terminals share, and what serves where there are 8.
#pragma once
#include <span>
#include <string_view>

namespace lrread {

inline constexpr short kOwnColour = -1;  // the terminal's

struct Palette {
  short text, paper, accent, quiet, marker;  // marker: the paper of a highlight
};

struct Theme {
  std::string_view name;
  bool has_colours;
  Palette many, few;  // of 256 colours; of 8
};

// The first is the default.
std::span<const Theme> themes();
// Null: there is none.
const Theme* find_theme(std::string_view name);
// The one behind it; the first behind the last.
const Theme& theme_after(const Theme& theme);

}  // namespace lrread
