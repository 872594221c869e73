// The command line of lrread.
#pragma once
#include <string>

namespace lrread {

struct Options {
  std::string path;
  std::string article;  // id or number; empty: the first
  bool print = false;
  bool help = false;
  bool version = false;
  int page = 1;
  int columns = 80, rows = 24;
};

// The message says what is wrong with the call; empty: nothing.
std::string parse(int argc, char** argv, Options& options);

extern const char* const kHelp;

}  // namespace lrread
