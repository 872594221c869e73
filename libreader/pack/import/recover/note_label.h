// Signs that label notes and refer to them, as text without superscripts prints them.
#pragma once
#include <string_view>

namespace lr::pack::recover {

inline constexpr std::u32string_view kOpenLabel = U"[［〔", kCloseLabel = U"]］〕";

struct NoteSign {
  unsigned number = 0;
  std::size_t size = 0;  // code points; 0: none
  bool is_circled = false, is_star = false;
};

constexpr bool is_circled(char32_t c) { return c >= U'①' && c <= U'⑳'; }

// "[12]", "①" or "*" at the head of a text.
NoteSign note_sign(std::u32string_view text);

// The same with text behind it, whose distance counts.
NoteSign note_label(std::u32string_view text);

// "12. " at the head of a line, with text behind it.
NoteSign item_number(std::u32string_view text);

}  // namespace lr::pack::recover
