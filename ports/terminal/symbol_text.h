// What a bundle's symbols look like as text, kept once read: symbols are asked for again and again, and a PC has the
// memory.
//
// The text is safe to send to a terminal: whatever would be taken for a command (controls, escape sequences, marks that
// turn the direction of the line) has become U+FFFD, so that a bundle from anywhere can say nothing to the terminal.
#pragma once
#include <libreader/bundle.h>

#include <string>
#include <vector>

namespace lr::terminal {

class SymbolText {
 public:
  // `bundle` is open and outlives this.
  void open(Bundle& bundle);

  // UTF-8; as many code points as the symbol has in the reading text. Tabs and line breaks are a space. What cannot be
  // read is U+FFFD. Valid until this is opened again.
  const std::string& of(Symbol symbol);

 private:
  std::string read(Symbol symbol);

  Bundle* bundle_ = nullptr;
  std::vector<std::string> texts_;
  std::vector<bool> known_;
};

// A code point that a terminal would not show but obey.
bool is_terminal_command(char32_t code_point);

// Appends the UTF-8 form of a code point.
void append_utf8(std::string& to, char32_t code_point);

}  // namespace lr::terminal
