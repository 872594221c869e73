// A man page in roff.
#include "description.h"

namespace command_line {
namespace {

std::string roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\(rs";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'' && (escaped.empty() || escaped.back() == '\n')) {
      escaped += "\\(aq";
    } else if (c == '.' && (escaped.empty() || escaped.back() == '\n')) {
      escaped += "\\&.";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string term(const std::string& bold, const std::string& italic, const std::string& what) {
  return ".TP\n\\fB" + roff(bold) + "\\fR" + (italic.empty() ? "" : " \\fI" + roff(italic) + "\\fR") + "\n" +
         roff(what) + "\n";
}

std::string options_of(const Command& command) {
  std::string text;
  for (const Option& option : command.options)
    text += term(option.brief.empty() ? option.name : option.brief + ", " + option.name, option.value, option.what);
  return text;
}

std::string synopsis_of(const std::string& name, const Command& command) {
  return "\\fB" + roff(name) + "\\fR [\\fIOPTION\\fR...] " + roff(command.arguments) + "\n";
}

}  // namespace

std::string man_page_of(const Command& command, const std::string& version) {
  std::string text = ".TH " + upper(command.name) + " 1 \"\" \"libreader " + version + "\"\n.SH NAME\n" + command.name +
                     " \\- " + roff(command.summary) + "\n.SH SYNOPSIS\n";
  for (const Command& part : command.commands) text += synopsis_of(command.name + " " + part.name, part) + ".br\n";
  if (command.commands.empty()) text += synopsis_of(command.name, command);
  if (!command.about.empty()) text += ".SH DESCRIPTION\n" + roff(command.about) + "\n";
  if (!command.options.empty()) text += ".SH OPTIONS\n" + options_of(command);
  if (!command.commands.empty()) text += ".SH COMMANDS\n";
  for (const Command& part : command.commands) {
    text += ".SS " + part.name + "\n" + roff(part.summary) + "\n" + options_of(part);
  }
  for (const Section& section : command.sections) {
    text += ".SH " + upper(section.title) + "\n";
    for (const auto& [name, what] : section.lines)
      text += what.empty() ? ".SS " + roff(name) + "\n" : term(name, "", what);
  }
  return text;
}

}  // namespace command_line
