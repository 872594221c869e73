// lrpack append: documents added to a bundle, behind what it has.
#include <libreader/bundle/format.h>
#include <libreader/pack/append/grow.h>
#include <libreader/pack/packer.h>

#include <cstdio>
#include <memory>

#include "commands.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

struct AppendCommand {
  std::filesystem::path bundle, output;
  std::vector<std::filesystem::path> inputs;
  unsigned threads = 0;
  bool replace = false, no_strikes = false, strict = false, quiet = false, json = false;
};

std::vector<std::uint8_t> with(const std::vector<std::uint8_t>& old, const pack::Appended& appended) {
  std::vector<std::uint8_t> bytes(old.begin(), old.begin() + appended.at);
  bytes.insert(bytes.end(), appended.bytes.begin(), appended.bytes.end());
  std::copy(appended.bytes.end() - lr::format::kHeaderBytes, appended.bytes.end(), bytes.begin());
  return bytes;
}

void say(const AppendCommand& options, const pack::Appended& appended) {
  const std::size_t bytes = appended.bytes.size();
  if (options.json) {
    print({{"articles", appended.articles},
           {"replaced", appended.replaced},
           {"added_bytes", bytes},
           {"text_bytes", appended.text_bytes},
           {"new_symbols", appended.new_symbols},
           {"glyph_bytes", appended.glyph_bytes},
           {"bytes", appended.at + bytes}});
    return;
  }
  for (const pack::Remark& remark : appended.remarks) {
    if (remark.kind == pack::Remark::Kind::kSkipped)
      std::fprintf(stderr, "%s: skipped: %s\n", remark.where.c_str(), remark.what.c_str());
  }
  if (options.quiet) return;
  std::fprintf(stderr, "%s: %zu articles added, %zu bytes, of them %zu of glyphs of %zu new characters\n",
               (options.output.empty() ? options.bundle : options.output).c_str(), appended.articles, bytes,
               appended.glyph_bytes, appended.new_symbols);
}

void append(const AppendCommand& options) {
  check_writable(options.output.empty() ? options.bundle : options.output);
  std::vector<std::uint8_t> bytes = pack::read_file(options.bundle);
  const bool is_torn = pack::settle(bytes);
  pack::LoadedBundle bundle(options.bundle.string(), std::move(bytes));
  bundle.refuse_damage();
  const bool one_manifest = options.inputs.size() == 1 && options.inputs.front().extension() == ".toml";
  const pack::Manifest manifest = one_manifest ? pack::read_manifest(options.inputs.front(), std::nullopt)
                                               : pack::manifest_for(options.inputs);
  pack::AppendOptions append_options;
  append_options.replace = options.replace;
  append_options.no_strikes = options.no_strikes;
  append_options.pack.threads = options.threads;
  append_options.pack.strict = options.strict;
  const pack::Appended appended = pack::append(bundle, pack::documents_of(manifest), append_options);
  if (options.output.empty())
    pack::grow_file(options.bundle, is_torn, std::span(bundle.bytes).first(lr::format::kHeaderBytes), appended);
  else
    pack::write_file(options.output, with(bundle.bytes, appended));
  say(options, appended);
}

}  // namespace

void add_append(CLI::App& app) {
  auto options = std::make_shared<AppendCommand>();
  CLI::App* command = app.add_subcommand("append", "Add documents to a bundle; what it has stays as it is");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("input", options->inputs, "MANIFEST.toml, documents, folders")->required();
  command->add_option("-o,--output", options->output, "write another file, and leave the bundle alone");
  command->add_flag("--replace", options->replace, "an article whose id the bundle has takes that one's place");
  command->add_option("--threads", options->threads, "0: all cores; changes the time only");
  command->add_flag("--no-strikes", options->no_strikes, "no glyphs of new characters: for where the fonts are not installed");
  command->add_flag("--strict", options->strict, "stop at the first document that cannot be read, instead of skipping it");
  command->add_flag("--quiet", options->quiet, "say nothing but errors");
  command->add_flag("--json", options->json, "what was done, as JSON on stdout");
  command->callback([options] { append(*options); });
}

}  // namespace lrpack
