// The commands of lrpack. Each registers its arguments with the command line and returns what to run when it was
// chosen. They throw pack::InputError for bad input (exit code 1).
#pragma once
#include <libreader/pack/manifest.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace lrpack {

// Prints JSON and a line end to stdout. Text of a damaged bundle may be no UTF-8: U+FFFD stands for what is not.
inline void print(const nlohmann::ordered_json& json, int indent = 1) {
  using Json = nlohmann::ordered_json;
  std::printf("%s\n", json.dump(indent, ' ', false, Json::error_handler_t::replace).c_str());
}

// Of make: prints the article of the manifest's documents that has this id or title.
void explain(const lr::pack::Manifest& manifest, const std::string& article);

// Before the work is done, not after it: can the file be put where it is to go? Throws InputError.
void check_writable(const std::filesystem::path& file);

void add_make(CLI::App& app);
void add_fonts(CLI::App& app);
void add_info(CLI::App& app);
void add_list(CLI::App& app);
void add_verify(CLI::App& app);
void add_export(CLI::App& app);
void add_search(CLI::App& app);
void add_page(CLI::App& app);
void add_pages(CLI::App& app);
void add_breaks(CLI::App& app);
void add_lines(CLI::App& app);
void add_salvage(CLI::App& app);
void add_append(CLI::App& app);
void add_merge(CLI::App& app);
void add_split(CLI::App& app);
void add_gc(CLI::App& app);
void add_diff(CLI::App& app);
void add_patch(CLI::App& app);
void add_sign(CLI::App& app);
void add_places(CLI::App& app);
void add_lint(CLI::App& app);
void add_report(CLI::App& app);

}  // namespace lrpack
