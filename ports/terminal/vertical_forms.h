// The characters that stand for full-width marks in vertical lines, where a terminal cannot turn a glyph.
#pragma once
#include <string>

namespace lr::terminal {

// The presentation form for vertical lines (Unicode, U+FE10 … U+FE48) of a mark in UTF-8; others as they are.
const std::string& vertical_form(const std::string& utf8);

}  // namespace lr::terminal
