// What an importer has to know about a code point, and which language a text is in. Not about line breaks:
// those are in pack/breaks.h.
#pragma once
#include <string_view>

#include "../language.h"

namespace lr::pack {

bool is_han(char32_t c);
bool is_kana(char32_t c);
bool is_hangul(char32_t c);
bool is_latin_letter(char32_t c);

// Han, kana, bopomofo and the marks that are always full width: next to one a line break in the source means no space.
// Hangul is not among them, Korean puts spaces between words.
bool is_east_asian(char32_t c);

// Full stops, question and exclamation marks of all the languages, and closing marks after which a sentence is over.
bool ends_sentence(char32_t c);

// Code points that no text needs: C0 and C1 controls but tab and line feed, noncharacters, byte order marks.
bool is_stray_control(char32_t c);

// The language of `text` by its scripts; `otherwise` when there are none to tell by.
Language detect_language(std::u32string_view text, Language otherwise);

}  // namespace lr::pack
