// Reads the command line, by the list that describes it.
#include "options.h"

#include <ports/terminal/cell_page.h>

#include <charconv>
#include <string_view>

#include "help_view.h"

namespace lrread {
namespace {

using namespace lr::terminal;

bool number_in(std::string_view text, int least, int most, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= least && number <= most;
}

bool set_flag(std::string_view name, Options& options) {
  if (name == "--print")
    options.print = true;
  else if (name == "--help" || name == "-h")
    options.help = true;
  else if (name == "--version")
    options.version = true;
  else if (name == "--man-page")
    options.man_page = true;
  else
    return false;
  return true;
}

bool is_of_a_page(std::string_view name) {
  return name == "--article" || name == "--page" || name == "--columns" || name == "--rows";
}

// The message says what is wrong with the value.
std::string set_value(const std::string& name, const std::string& value, Options& options) {
  bool is_sound = true;
  if (name == "--article") {
    options.article = value;
    is_sound = !value.empty();
  } else if (name == "--completion") {
    options.completion = value;
    is_sound = value == "bash" || value == "zsh" || value == "fish";
  } else if (name == "--page") {
    is_sound = number_in(value, 1, 1 << 30, options.page);
  } else if (name == "--columns") {
    is_sound = number_in(value, kFewestColumns, kMostColumns, options.columns);
  } else if (name == "--rows") {
    is_sound = number_in(value, kFewestRows, kMostRows, options.rows);
  } else {
    Settings settings;
    options.settings.emplace_back(name.substr(2), value);
    const std::string wrong = set(settings, options.settings.back().first, value);
    return wrong.empty() ? wrong : name + " " + value + ": " + wrong;
  }
  return is_sound ? std::string() : name + " " + value + ": not a value it can have";
}

bool takes_value(const command_line::Command& command, const std::string& name) {
  for (const command_line::Option& option : command.options) {
    if (option.name == name) return !option.value.empty();
  }
  return false;
}

}  // namespace

std::string parse(int argc, char** argv, Options& options) {
  const command_line::Command command = description();
  bool only_paths = false, of_a_page = false;
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    if (argument.empty()) return "the name of a file is empty";
    if (only_paths || argument.size() < 2 || argument[0] != '-') {
      options.paths.push_back(std::move(argument));
    } else if (argument == "--") {
      only_paths = true;
    } else if (!set_flag(argument, options)) {
      const auto equals = argument.find('=');
      const std::string name = argument.substr(0, equals);
      if (!takes_value(command, name)) return "no such option: " + name;
      if (equals == std::string::npos && i + 1 >= argc) return name + " wants a value";
      const std::string value = equals == std::string::npos ? argv[++i] : argument.substr(equals + 1);
      if (std::string wrong = set_value(name, value, options); !wrong.empty()) return wrong;
      of_a_page = of_a_page || is_of_a_page(name);
    }
  }
  if (options.help || options.version || options.man_page || !options.completion.empty()) return {};
  if (options.paths.empty()) return "which bundle or document?";
  if (of_a_page && !options.print) return "--article, --page, --columns and --rows go with --print";
  return {};
}

command_line::Command description() {
  command_line::Command command;
  command.name = "lrread";
  command.summary = "reads article bundles and documents in a terminal";
  command.arguments = "FILE...";
  command.takes_files = true;
  command.about =
      "Opens bundles (.lrb) that lrpack made, several as one library; other documents (.md, .txt, .html, .epub, .docx, "
      ".pdf) are "
      "packed into a cache first. A list shows the articles, Enter opens one where it was left. Without a terminal a "
      "page is "
      "written as text.";
  command.options = {
      {"--print", "", "", "write one page as text and end; so does a call without a terminal", {}},
      {"--article", "", "A", "of --print: which article, by its id or its number in reading order (1)", {}},
      {"--page", "", "N", "of --print: which page, from 1 (1)", {}},
      {"--columns", "", "C", "of --print: width of the page in cells, 20 to 1000 (80)", {}},
      {"--rows", "", "R", "of --print: height of the page in lines, 4 to 400 (24)", {}},
  };
  for (const SettingName& setting : setting_names())
    command.options.push_back(
        {"--" + std::string(setting.name), "", std::string(setting.value), std::string(setting.what), setting.choices});
  command.options.push_back({"--man-page", "", "", "write the man page", {}});
  command.options.push_back(
      {"--completion", "", "SHELL", "write the completion for bash, zsh or fish", {"bash", "zsh", "fish"}});
  command.options.push_back({"--help", "-h", "", "this text", {}});
  command.options.push_back({"--version", "", "", "the version", {}});
  command.sections = {
      {"Keys", key_help()},
      {"Files",
       {{"$XDG_CONFIG_HOME/libreader/lrread.toml", "settings, as the options are called: theme = \"sepia\""},
        {"$XDG_STATE_HOME/libreader/ID.journal", "last places and bookmarks, one file a bundle or document"},
        {"$XDG_STATE_HOME/libreader/ID.highlights", "highlights, likewise"},
        {"$XDG_CACHE_HOME/libreader/documents", "packed documents; may be removed at any time"}}},
      {"Environment", {{"NO_COLOR", "set and not empty: no colours"}}},
      {"Exit",
       {{"0", "done"},
        {"1", "the input is bad: the message says where, why and what to do"},
        {"2", "the call is wrong"}}},
  };
  return command;
}

std::string help() { return command_line::help_of(description()); }

}  // namespace lrread
