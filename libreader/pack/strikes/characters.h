// What drawing needs to know of code points, from the charts of Unicode 17: which are drawn as nothing, which stand on
// another, which are written in an em square. Not for layout: see pack/breaks.h.
#pragma once
#include <optional>

namespace lr::pack {

// Drawn as nothing, and without width unless the advance is full: controls, joiners, selectors, tags.
constexpr bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 ||
         c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

// The width of a space in em; none for what is no space. U+0020 and U+00A0 are as wide as their face says.
constexpr std::optional<double> space_width(char32_t c) {
  constexpr double kSpaces[] = {1 / 2.0, 1, 1 / 2.0, 1, 1 / 3.0, 1 / 4.0, 1 / 6.0, 0.55, 0.25, 1 / 5.0, 1 / 10.0};
  if (c >= 0x2000 && c <= 0x200A) return kSpaces[c - 0x2000];
  switch (c) {
    case 0x20: case 0xA0: return 0.25;
    case 0x09: case 0x3000: return 1;
    case 0x1680: return 0.5;
    case 0x202F: return 1 / 5.0;
    case 0x205F: return 4 / 18.0;
    default: return std::nullopt;
  }
}

constexpr bool is_regional_indicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
constexpr bool is_skin_tone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
constexpr bool is_enclosing_mark(char32_t c) { return (c >= 0x20DD && c <= 0x20E0) || (c >= 0x20E2 && c <= 0x20E4); }

// Marks that are drawn over, above or below the base (of the scripts that the families have).
constexpr bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20F0) || (c >= 0x302A && c <= 0x302F) || c == 0x3099 ||
         c == 0x309A || (c >= 0xFE20 && c <= 0xFE2F);
}

constexpr bool is_han(char32_t c) {
  return (c >= 0x2E80 && c <= 0x2FDF) || c == 0x3005 || c == 0x3007 || (c >= 0x3021 && c <= 0x3029) ||
         (c >= 0x31C0 && c <= 0x31EF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

constexpr bool is_kana(char32_t c) { return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF); }

constexpr bool is_hangul(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3131 && c <= 0x318E) ||
         (c >= 0xA960 && c <= 0xA97C) || (c >= 0xD7B0 && c <= 0xD7FB);
}

// The figures of note marks, 0 to 9.
inline constexpr char32_t kRaisedFigures[] = {0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                              0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

// Letters and figures of Latin, Greek and Cyrillic, which stand on a baseline.
constexpr bool is_western_letter(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x2AF) ||
         (c >= 0x370 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1FFF);
}

constexpr bool is_opening_quote(char32_t c) { return c == 0x2018 || c == 0x201C; }
constexpr bool is_closing_quote(char32_t c) { return c == 0x2019 || c == 0x201D; }

// The form of a mark for vertical lines that has a number of its own (U+FE10 …, U+FE30 …); 0: it has none.
constexpr char32_t vertical_presentation_form(char32_t c) {
  constexpr char32_t kForms[][2] = {
      {0xFF0C, 0xFE10}, {0x3001, 0xFE11}, {0x3002, 0xFE12}, {0xFF1A, 0xFE13}, {0xFF1B, 0xFE14}, {0xFF01, 0xFE15},
      {0xFF1F, 0xFE16}, {0x3016, 0xFE17}, {0x3017, 0xFE18}, {0x2026, 0xFE19}, {0x2025, 0xFE30}, {0xFF3F, 0xFE33},
      {0xFF08, 0xFE35}, {0xFF09, 0xFE36}, {0xFF5B, 0xFE37}, {0xFF5D, 0xFE38}, {0x3014, 0xFE39}, {0x3015, 0xFE3A},
      {0x3010, 0xFE3B}, {0x3011, 0xFE3C}, {0x300A, 0xFE3D}, {0x300B, 0xFE3E}, {0x3008, 0xFE3F}, {0x3009, 0xFE40},
      {0x300C, 0xFE41}, {0x300D, 0xFE42}, {0x300E, 0xFE43}, {0x300F, 0xFE44}, {0x2018, 0xFE41}, {0x2019, 0xFE42},
      {0x201C, 0xFE43}, {0x201D, 0xFE44}, {0xFF3B, 0xFE47}, {0xFF3D, 0xFE48}};
  for (const auto& [mark, form] : kForms) {
    if (mark == c) return form;
  }
  return 0;
}

// — ― ⸺ ⸻: lines that join where two of them meet. The length in em; 0 for everything else.
constexpr double dash_length(char32_t c) {
  return c == 0x2014 || c == 0x2015 ? 1 : c == 0x2E3A ? 2 : c == 0x2E3B ? 3 : 0;
}

}  // namespace lr::pack
