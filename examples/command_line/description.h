// What a program's command line has, told once: --help, the man page and the shells' completion are written from it.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace command_line {

struct Option {
  std::string name;   // "--output"
  std::string brief;  // "-o", or empty
  std::string value;  // what stands behind it, "FILE"; empty: nothing
  std::string what;
  std::vector<std::string> choices;  // of the value, if it has but these
};

using Lines = std::vector<std::pair<std::string, std::string>>;  // a term, and what it means; without one: a heading

struct Section {
  std::string title;
  Lines lines;
};

struct Command {
  std::string name;
  std::string summary;    // "reads bundles": half a sentence
  std::string arguments;  // that are no options: "FILE..."
  std::string about;      // a paragraph
  bool takes_files = false;
  std::vector<Option> options;
  std::vector<Section> sections;
  std::vector<Command> commands;
};

// Of a program without commands.
std::string help_of(const Command& command);
// In the man macros of roff, section 1.
std::string man_page_of(const Command& command, const std::string& version);
// `shell` is bash, zsh or fish.
std::string completion_of(const Command& command, const std::string& shell);

}  // namespace command_line
