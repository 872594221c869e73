// The commands of lrpack. Each registers its arguments with the command line and returns what to run when it was chosen.
// They throw pack::InputError for bad input (exit code 1).
#pragma once
#include <CLI/CLI.hpp>

namespace lrpack {

void add_make(CLI::App& app);
void add_info(CLI::App& app);
void add_list(CLI::App& app);
void add_verify(CLI::App& app);
void add_export(CLI::App& app);
void add_search(CLI::App& app);
void add_page(CLI::App& app);
void add_pages(CLI::App& app);
void add_breaks(CLI::App& app);
void add_lines(CLI::App& app);

}  // namespace lrpack
