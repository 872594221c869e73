// The command line of lrread.
#pragma once
#include <examples/command_line/description.h>

#include <string>
#include <utility>
#include <vector>

#include "settings.h"

namespace lrread {

struct Options {
  std::vector<std::string> paths;
  std::string article;     // id or number; empty: the first
  std::string completion;  // of which shell
  bool print = false, help = false, version = false, man_page = false;
  int page = 1;
  int columns = 80, rows = 24;
  std::vector<std::pair<std::string, std::string>> settings;  // as they were given
};

// The message says what is wrong with the call; empty: nothing.
std::string parse(int argc, char** argv, Options& options);

std::string help();
// What --help, the man page and the shells' completion are made from.
command_line::Command description();

}  // namespace lrread
