// lrpack sign: hashes of all pages into a bundle, and a signature over them.
#include <libreader/pack.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/signature.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

struct SignCommand {
  std::filesystem::path bundle, output, key, new_key;
};

void sign(const SignCommand& options) {
  if (!options.new_key.empty()) {
    pack::make_keys(options.new_key);
    std::fprintf(stderr, "%s.key signs: keep it to yourself; %s.pub is for those who verify\n", options.new_key.c_str(),
                 options.new_key.c_str());
    return;
  }
  const std::filesystem::path output = options.output.empty() ? options.bundle : options.output;
  check_writable(output);
  std::optional<pack::KeySeed> key;
  if (!options.key.empty()) key = pack::read_secret_key(options.key);
  const Opened opened(options.bundle);
  if (!pack::inspect_damage(opened.bytes()).damages.empty())
    throw pack::InputError(opened.name(), "is damaged and is not signed: lrpack verify says where");
  pack::write_file(output, pack::with_tree(opened.bytes(), key));
}

}  // namespace

void add_sign(CLI::App& app) {
  auto options = std::make_shared<SignCommand>();
  CLI::App* command = app.add_subcommand("sign", "Put hashes of all its parts into a bundle, and sign them");
  CLI::Option* bundle = command->add_option("bundle", options->bundle, "the bundle");
  command->add_option("-o,--output", options->output, "the bundle to write; else the same");
  command->add_option("--key", options->key, "NAME.key; without one there are hashes and no signature");
  command->add_option("--new-key", options->new_key, "write a new pair of keys, NAME.key and NAME.pub; nothing else")
      ->excludes(bundle);
  command->callback([options] {
    if (options->bundle.empty() && options->new_key.empty()) throw CLI::RequiredError("bundle");
    sign(*options);
  });
}

}  // namespace lrpack
