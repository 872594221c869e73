// Reads the command line.
#include "options.h"

#include <ports/terminal/cell_page.h>

#include <charconv>
#include <string_view>

namespace lrread {

const char* const kHelp =
    R"(lrread reads article bundles (.lrb) in a terminal.

  lrread B.lrb
  lrread --print [--article A] [--page N] [--columns C] [--rows R] B.lrb

The list shows the articles of the bundle; Enter opens one where you left it. In an article:

  → ↓ space PgDn j l n    next page            t         contents
  ← ↑ b PgUp h k p        previous page        /  n N    search, next and previous hit
  g Home   G End          first, last page     m  '      set a bookmark, list them
  [  ]                    another article      :  %      go to a page, to a percentage
  Tab, Enter or o         read a note          q         back to the list, and out
  Backspace               back from a jump     ?         all keys

Options:
  --print        write one page as text and end; so does a call without a terminal
  --article A    which article: its id, or its number in reading order (default 1)
  --page N       which page, from 1 (default 1)
  --columns C    width of the page in cells, 20 to 1000 (default 80)
  --rows R       height of the page in lines, 4 to 400 (default 24)
  --help         this text
  --version      the version

Files:
  $XDG_STATE_HOME/libreader/ID.journal    bookmarks and last places, one file a bundle, named after the bundle's
                                          id; ~/.local/state where the variable is not set

Environment:
  NO_COLOR       set and not empty: no colours

Exit: 0, 1 (the bundle cannot be read: the message says where, why and what to do), 2 (the call is wrong).
)";

namespace {

bool number_in(std::string_view text, int least, int most, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= least && number <= most;
}

}  // namespace

std::string parse(int argc, char** argv, Options& options) {
  bool only_paths = false;
  bool of_a_page = false;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i], value;
    if (only_paths || argument.size() < 2 || argument[0] != '-') {
      if (!options.path.empty()) return "one bundle at a time: " + options.path + " or " + std::string(argument) + "?";
      if (argument.empty()) return "the name of the bundle is empty";
      options.path = argument;
      continue;
    }
    if (argument == "--")
      only_paths = true;
    else if (argument == "--print")
      options.print = true;
    else if (argument == "--help" || argument == "-h")
      options.help = true;
    else if (argument == "--version")
      options.version = true;
    else {
      bool has_value = false;
      if (const auto equals = argument.find('='); equals != std::string_view::npos) {
        value = argument.substr(equals + 1);
        argument = argument.substr(0, equals);
        has_value = true;
      }
      const std::string name(argument);
      const bool known = name == "--article" || name == "--page" || name == "--columns" || name == "--rows";
      if (!known) return "no such option: " + name;
      if (!has_value && i + 1 >= argc) return name + " wants a value";
      if (!has_value) value = argv[++i];
      of_a_page = true;
      using namespace lr::terminal;
      const bool sound = name == "--article"   ? !value.empty()
                         : name == "--page"    ? number_in(value, 1, 1 << 30, options.page)
                         : name == "--columns" ? number_in(value, kFewestColumns, kMostColumns, options.columns)
                                               : number_in(value, kFewestRows, kMostRows, options.rows);
      if (!sound) return name + " " + std::string(value) + ": not a value it can have";
      if (name == "--article") options.article = value;
    }
  }
  if (options.help || options.version) return {};
  if (options.path.empty()) return "which bundle?";
  if (of_a_page && !options.print) return "--article, --page, --columns and --rows go with --print";
  return {};
}

}  // namespace lrread
