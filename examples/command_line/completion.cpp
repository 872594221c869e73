// Completion scripts: commands, options, the values of options that have a choice, and files.
#include "description.h"

namespace command_line {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::string names_of(const Command& command) {
  std::vector<std::string> names;
  for (const Option& option : command.options) {
    names.push_back(option.name);
    if (!option.brief.empty()) names.push_back(option.brief);
  }
  return joined(names);
}

std::string command_names(const Command& command) {
  std::vector<std::string> names;
  for (const Command& part : command.commands) names.push_back(part.name);
  return joined(names);
}

// Within single quotes, in all three shells.
std::string quoted(const std::string& text) {
  std::string safe;
  for (const char c : text)
    safe += c == '\'' ? std::string("’") : c == '[' ? "(" : c == ']' ? ")" : c == ':' ? " -" : std::string(1, c);
  return safe;
}

std::string bash_cases(const Command& command, const std::string& indent) {
  std::string text = indent + "case \"$prev\" in\n";
  for (const Option& option : command.options) {
    if (option.value.empty()) continue;
    const std::string names = option.brief.empty() ? option.name : option.name + " | " + option.brief;
    text += indent + "  " + names + ") ";
    text += option.choices.empty() ? "COMPREPLY=($(compgen -f -- \"$cur\"))"
                                   : "COMPREPLY=($(compgen -W '" + joined(option.choices) + "' -- \"$cur\"))";
    text += "; return ;;\n";
  }
  return text + indent + "  *) ;;\n" + indent + "esac\n" + indent + "words='" + names_of(command) + "'\n";
}

std::string bash(const Command& command) {
  std::string text = "# Completion of " + command.name + " for bash.\n_" + command.name +
                     "() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} words=''\n"
                     "  COMPREPLY=()\n";
  if (command.commands.empty()) {
    text += bash_cases(command, "  ");
  } else {
    text += "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '" + command_names(command) + " " +
            names_of(command) + "' -- \"$cur\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]}\" in\n";
    for (const Command& part : command.commands)
      text += "    " + part.name + ")\n" + bash_cases(part, "      ") + "      ;;\n";
    text += "    *) ;;\n  esac\n";
  }
  return text +
         "  case \"$cur\" in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n  esac\n}\ncomplete -o filenames -F _" +
         command.name + " " + command.name + "\n";
}

std::string zsh_arguments(const Command& command, const std::string& indent) {
  std::string text = indent + "_arguments";
  for (const Option& option : command.options) {
    const std::string value = option.value.empty()     ? ""
                              : option.choices.empty() ? ":" + option.value + ":_files"
                                                       : ":" + option.value + ":(" + joined(option.choices) + ")";
    for (const std::string& name : {option.name, option.brief}) {
      if (!name.empty()) text += " \\\n" + indent + "  '" + name + "[" + quoted(option.what) + "]" + value + "'";
    }
  }
  return text + " \\\n" + indent + "  '*:file:_files'\n";
}

std::string zsh(const Command& command) {
  std::string text = "#compdef " + command.name + "\n# Completion of " + command.name + " for zsh.\n";
  if (command.commands.empty()) return text + zsh_arguments(command, "");
  text += "if (( CURRENT == 2 )) && [[ $PREFIX == -* ]]; then\n" + zsh_arguments(command, "  ") +
          "  return\nfi\nif (( CURRENT == 2 )); then\n  local -a commands=(\n";
  for (const Command& part : command.commands) text += "    '" + part.name + ":" + quoted(part.summary) + "'\n";
  text +=
      "  )\n  _describe command commands\n  return\nfi\nlocal chosen=$words[2]\nshift words\n(( CURRENT-- ))\ncase "
      "$chosen in\n";
  for (const Command& part : command.commands)
    text += "  " + part.name + ")\n" + zsh_arguments(part, "    ") + "    ;;\n";
  return text + "  *) _files ;;\nesac\n";
}

std::string fish_options(const Command& command, const std::string& program, const std::string& condition) {
  std::string text;
  for (const Option& option : command.options) {
    text += "complete -c " + program + condition + " -l " + option.name.substr(2);
    if (!option.brief.empty()) text += " -s " + option.brief.substr(1);
    if (!option.choices.empty())
      text += " -x -a '" + joined(option.choices) + "'";
    else if (!option.value.empty())
      text += " -r";
    text += " -d '" + quoted(option.what) + "'\n";
  }
  return text;
}

std::string fish(const Command& command) {
  std::string text = "# Completion of " + command.name + " for fish.\n" +
                     fish_options(command, command.name, command.commands.empty() ? "" : " -n __fish_use_subcommand");
  for (const Command& part : command.commands) {
    text += "complete -c " + command.name + " -n __fish_use_subcommand -f -a " + part.name + " -d '" +
            quoted(part.summary) + "'\n";
    text += fish_options(part, command.name, " -n '__fish_seen_subcommand_from " + part.name + "'");
  }
  return text;
}

}  // namespace

std::string completion_of(const Command& command, const std::string& shell) {
  return shell == "bash" ? bash(command) : shell == "zsh" ? zsh(command) : fish(command);
}

}  // namespace command_line
