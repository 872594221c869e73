// The man page and the shells' completion, from what the commands have registered.
#pragma once
#include <CLI/CLI.hpp>

namespace lrpack {

// Adds --man-page and --completion SHELL. After all commands.
void add_description(CLI::App& app);

}  // namespace lrpack
