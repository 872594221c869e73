// --help, in lines that fit a terminal of 100 columns.
#include "description.h"

namespace command_line {
namespace {

constexpr std::size_t kTerm = 24, kWidth = 100;

// UTF-8 in columns, near enough for arrows and letters.
std::size_t columns_of(const std::string& text) {
  std::size_t columns = 0;
  for (const char byte : text) columns += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  return columns;
}

// Words, broken into lines from `indent` on; the first line has `used` columns already.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t used) {
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const std::string word = text.substr(at, end - at);
    if (used > indent && used + 1 + columns_of(word) > kWidth) {
      lines += "\n" + std::string(indent, ' ');
      used = indent;
    }
    if (used > indent) lines += " ", ++used;
    lines += word;
    used += columns_of(word);
    at = end + 1;
  }
  return lines + "\n";
}

std::string line_of(const std::string& term, const std::string& what) {
  std::string line = "  " + term;
  const std::size_t used = 2 + columns_of(term);
  if (used + 2 > kTerm + 2) return line + "\n" + std::string(kTerm + 2, ' ') + wrapped(what, kTerm + 2, kTerm + 2);
  return line + std::string(kTerm + 2 - used, ' ') + wrapped(what, kTerm + 2, kTerm + 2);
}

}  // namespace

std::string help_of(const Command& command) {
  std::string text = command.name + " " + command.summary + ".\n\n  " + command.name + " [OPTION...] " +
                     command.arguments + "\n\n" + wrapped(command.about, 0, 0) + "\nOptions:\n";
  for (const Option& option : command.options) {
    const std::string names = option.brief.empty() ? option.name : option.brief + ", " + option.name;
    text += line_of(option.value.empty() ? names : names + " " + option.value, option.what);
  }
  for (const Section& section : command.sections) {
    text += "\n" + section.title + ":\n";
    for (const auto& [term, what] : section.lines) text += what.empty() ? "\n  " + term + "\n" : line_of(term, what);
  }
  return text;
}

}  // namespace command_line
