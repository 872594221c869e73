// Languages that are set like English, by words of an alphabet, and differ in their hyphenation only.
#pragma once
#include <string>
#include <string_view>

namespace lr::pack {

// The BCP 47 tag of such a language in its canonical form: "de", "pt-BR", "sr-Latn". Empty: the name is not one of Unicode's CLDR,
// or of a language of parse_language() with rules of its own, or of a script that is not set by words of single letters (Latin,
// Greek and Cyrillic are).
std::string other_language(std::string_view name);

}  // namespace lr::pack
