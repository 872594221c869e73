// lrpack merge, gc: bundles out of bundles.
#include "rebuild.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "progress.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

struct MergeCommand : RebuildOptions {
  std::vector<std::filesystem::path> bundles;
  std::string title;
  pack::MergeOptions merge;
};

struct CollectCommand : RebuildOptions {
  std::filesystem::path bundle;
  std::vector<std::string> without;
};

void say(const RebuildOptions& options, std::size_t articles, std::uint64_t bytes) {
  if (options.json)
    print({{"articles", articles}, {"bytes", bytes}});
  else if (!options.quiet)
    std::fprintf(stderr, "%s: %zu articles, %zu bytes\n", options.output.c_str(), articles,
                 static_cast<std::size_t>(bytes));
}

void merge(const MergeCommand& options) {
  check_writable(options.output);
  std::vector<std::unique_ptr<pack::LoadedBundle>> loaded;
  std::vector<pack::StoredBundle*> bundles;
  for (const std::filesystem::path& file : options.bundles) {
    loaded.push_back(std::make_unique<pack::LoadedBundle>(file));
    loaded.back()->refuse_damage();
    if (loaded.back()->stored.articles() == 0)
      throw pack::InputError(file.string(), "has no articles: a font pack is made anew from its manifest, not merged");
    bundles.push_back(&loaded.back()->stored);
  }
  pack::RepackFrame frame = pack::frame_of(bundles);
  if (!options.title.empty()) frame.title = options.title;
  const std::vector<pack::ChosenArticle> articles = pack::merged(bundles, options.merge);
  say(options, articles.size(), rebuild(articles, frame, options.output, options));
}

// Leaves out articles, and with them all that only they needed.
void collect(const CollectCommand& options) {
  check_writable(options.output);
  pack::LoadedBundle bundle(options.bundle);
  bundle.refuse_damage();
  std::vector<std::string> unmet = options.without;
  std::vector<pack::ChosenArticle> articles;
  for (std::uint32_t i = 0; i < bundle.stored.articles(); ++i) {
    const auto named = std::find(options.without.begin(), options.without.end(), bundle.stored.id(i));
    if (named == options.without.end())
      articles.push_back({&bundle.stored, i});
    else
      std::erase(unmet, *named);
  }
  if (!unmet.empty())
    throw pack::InputError(options.bundle.string(), "has no article \"" + unmet.front() + "\"; lrpack list shows them");
  if (articles.empty()) throw pack::InputError(options.bundle.string(), "would have no article left");
  say(options, articles.size(), rebuild(articles, pack::frame_of({&bundle.stored}), options.output, options));
}

}  // namespace

void add_rebuild_options(CLI::App& command, RebuildOptions& options, const std::string& output) {
  command.add_option("-o,--output", options.output, output)->required();
  command.add_option("--threads", options.threads, "0: all cores; changes the time only");
  command.add_flag("--no-strikes", options.no_strikes,
                   "text only: for where the fonts of the strikes are not installed");
  command.add_flag("--quiet", options.quiet, "say nothing but errors");
  command.add_flag("--json", options.json, "what was done, as JSON on stdout");
}

std::uint64_t rebuild(const std::vector<pack::ChosenArticle>& articles, pack::RepackFrame frame,
                      const std::filesystem::path& output, const RebuildOptions& options) {
  if (options.no_strikes) {
    frame.strikes.clear();
    frame.choices.outline.clear();
  }
  Progress progress(!options.quiet && isatty(STDERR_FILENO) != 0);
  pack::PackOptions pack_options;
  pack_options.threads = options.threads;
  pack_options.progress = [&](const std::string& stage, std::size_t done, std::size_t total) {
    progress.show(stage, done, total);
  };
  const std::uint64_t bytes = pack::repack(articles, frame, pack_options, output).bytes;
  progress.clear();
  return bytes;
}

void add_merge(CLI::App& app) {
  auto options = std::make_shared<MergeCommand>();
  CLI::App* command =
      app.add_subcommand("merge", "One bundle of several; text code and strikes are made for all of them");
  command->add_option("bundles", options->bundles, "the bundles, in their order")->required()->expected(1, -1);
  add_rebuild_options(*command, *options, "the bundle to write");
  command->add_option("--title", options->title, "of the new bundle; else that of the first");
  command->add_flag("--replace", options->merge.replace,
                    "of two articles with one id and different text, take the later one");
  command->callback([options] { merge(*options); });
}

void add_gc(CLI::App& app) {
  auto options = std::make_shared<CollectCommand>();
  CLI::App* command = app.add_subcommand("gc", "Pack a bundle anew, without what no article needs");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--without", options->without, "id of an article to leave out");
  add_rebuild_options(*command, *options, "the bundle to write");
  command->callback([options] { collect(*options); });
}

}  // namespace lrpack
