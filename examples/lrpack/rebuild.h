// What the commands that make bundles out of bundles share: their options, and the packing with its progress.
#pragma once
#include <libreader/pack/upkeep/repack.h>

#include "commands.h"

namespace lrpack {

struct RebuildOptions {
  std::filesystem::path output;
  unsigned threads = 0;
  bool no_strikes = false;
  bool quiet = false;
  bool json = false;
};

// -o, --threads, --no-strikes, --quiet, --json. `output` says what -o names.
void add_rebuild_options(CLI::App& command, RebuildOptions& options, const std::string& output);

// Packs and returns the size of the bundle.
std::uint64_t rebuild(const std::vector<lr::pack::ChosenArticle>& articles, lr::pack::RepackFrame frame,
                      const std::filesystem::path& output, const RebuildOptions& options);

}  // namespace lrpack
