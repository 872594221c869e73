// What terminals and line printers were told between the characters of a text: escape sequences, overstrikes.
#pragma once
#include <string>
#include <string_view>

namespace lr::pack {

// "ESC [ 1 m" goes (ECMA-48, 5.4: CSI, parameters 0x30-0x3F, intermediates 0x20-0x2F, final 0x40-0x7E), and so do a
// character and the backspace behind it, where the same or "_" is printed over it. `codes` counts what went.
std::u32string without_terminal_codes(std::u32string_view text, int& codes);

}  // namespace lr::pack
