// lrpack diff, patch: what turns one bundle into another, byte for byte.
#include <libreader/pack.h>
#include <libreader/pack/upkeep/delta.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

struct DeltaCommand {
  std::filesystem::path before, other, output;
  bool json = false;
};

void write(const DeltaCommand& options, const std::vector<std::uint8_t>& bytes) {
  pack::write_file(options.output, bytes);
  if (options.json) print({{"bytes", bytes.size()}});
}

void diff(const DeltaCommand& options) {
  check_writable(options.output);
  const Opened before(options.before), after(options.other);
  write(options, pack::make_delta(before.bytes(), after.bytes()));
}

void patch(const DeltaCommand& options) {
  check_writable(options.output);
  write(options, pack::apply_delta(options.other.string(), read_bytes(options.other), options.before.string(),
                                   read_bytes(options.before)));
}

void add(CLI::App& app, const char* name, const char* what, const char* other, const char* output,
         void (*run)(const DeltaCommand&)) {
  auto options = std::make_shared<DeltaCommand>();
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("old", options->before, "the old bundle")->required();
  command->add_option(other, options->other)->required();
  command->add_option("-o,--output", options->output, output)->required();
  command->add_flag("--json", options->json, "what was written, as JSON on stdout");
  command->callback([options, run] { run(*options); });
}

}  // namespace

void add_diff(CLI::App& app) {
  add(app, "diff", "What turns an old bundle into a new one", "new", "the delta to write", diff);
}

void add_patch(CLI::App& app) {
  add(app, "patch", "The new bundle, from the old one and what diff wrote", "delta", "the bundle to write", patch);
}

}  // namespace lrpack
