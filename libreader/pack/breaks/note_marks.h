// Finds the marks of notes in running text (F1), which stay with the text before them.
#pragma once
#include <cstddef>
#include <string_view>

namespace lr::pack {

// ¹ ⁴ ① ❷: a figure that stands for a note by its own form.
bool is_note_figure(char32_t c);

// * ＊ ※ † ‡: a note only where it touches the text before it.
bool is_note_sign(char32_t c);

// Cheaper than note_mark_end, for all marks but bare numbers: can one begin with `c`?
bool may_begin_note_mark(char32_t c);

// The end of the note mark that begins at `at`, or `at` where none does. A mark is a figure, a sign, a number in
// brackets such as [12], 〔1〕 and [3, 5–7], or a bare number after a full stop that counts nothing.
std::size_t note_mark_end(std::u32string_view paragraph, std::size_t at);

}  // namespace lr::pack
