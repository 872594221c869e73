// lrpack salvage: every article that can be read of a damaged bundle, and what is lost of it.
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/salvage.h>

#include <cstdio>
#include <memory>

#include "opened.h"
#include "rebuild.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;
using Json = nlohmann::ordered_json;

struct SalvageCommand : RebuildOptions {
  std::filesystem::path bundle;
  bool strict = false;
};

// What a person is told of an article.
struct Loss {
  std::uint32_t index;
  std::string id;
  std::vector<std::string> lost;
  bool is_left_out;
};

class Salvage {
 public:
  Salvage(const SalvageCommand& options, pack::StoredBundle& bundle) : options_(options), bundle_(bundle) {
    for (std::uint32_t i = 0; i < bundle.articles(); ++i) look_at(i);
  }

  const std::vector<pack::ChosenArticle>& articles() const { return articles_; }
  const std::vector<Loss>& losses() const { return losses_; }

 private:
  void look_at(std::uint32_t index) {
    Loss loss{index, bundle_.id(index), {}, true};
    try {
      const pack::StoredDocument document = bundle_.read(index);
      loss.lost = document.lost;
      if (document.unknown_characters > 0)
        loss.lost.push_back(std::to_string(document.unknown_characters) + " characters");
      const bool is_empty = document.lost_blocks >= bundle_.blocks(index);
      loss.is_left_out = (options_.strict && !loss.lost.empty()) || (is_empty && !loss.lost.empty());
    } catch (const pack::InputError&) {
      loss.lost.push_back("the record of the article");
    }
    if (!loss.is_left_out) articles_.push_back({&bundle_, index});
    if (!loss.lost.empty()) losses_.push_back(std::move(loss));
  }

  const SalvageCommand& options_;
  pack::StoredBundle& bundle_;
  std::vector<pack::ChosenArticle> articles_;
  std::vector<Loss> losses_;
};

void say(const SalvageCommand& options, std::size_t articles, std::uint64_t bytes, const std::vector<Loss>& losses,
         std::size_t lost_links) {
  Json list = Json::array();
  for (const Loss& loss : losses) {
    list.push_back({{"number", loss.index + 1}, {"id", loss.id}, {"left_out", loss.is_left_out}, {"lost", loss.lost}});
    if (options.quiet) continue;
    std::string what;
    for (const std::string& part : loss.lost) what += (what.empty() ? "" : ", ") + part;
    std::fprintf(stderr, "article %u (%s): lost %s%s\n", loss.index + 1, loss.id.c_str(), what.c_str(),
                 loss.is_left_out ? "; left out" : "");
  }
  if (lost_links > 0 && !options.quiet)
    std::fprintf(stderr, "%zu links between articles are lost; their text is there\n", lost_links);
  if (options.json) print({{"articles", articles}, {"bytes", bytes}, {"losses", list}, {"lost_links", lost_links}});
  if (!options.quiet)
    std::fprintf(stderr, "%s: %zu articles, %zu bytes%s\n", options.output.c_str(), articles,
                 static_cast<std::size_t>(bytes), losses.empty() && lost_links == 0 ? "; nothing is lost" : "");
}

void salvage(const SalvageCommand& options) {
  check_writable(options.output);
  const std::vector<std::uint8_t> file = read_bytes(options.bundle);
  const pack::Inspection inspection = pack::inspect_damage(file);
  if (inspection.is_whole()) {  // the very bytes that it had
    Opened opened(options.bundle.string(), inspection.bytes);
    pack::write_file(options.output, inspection.bytes);
    say(options, opened.bundle().articles(), inspection.bytes.size(), {}, 0);
    return;
  }
  pack::LoadedBundle bundle(options.bundle.string(), pack::readable_bytes(options.bundle.string(), file));
  const Salvage salvage(options, bundle.stored);
  if (salvage.articles().empty())
    throw pack::InputError(options.bundle.string(), "has no article left that can be read");
  const std::uint64_t bytes = rebuild(salvage.articles(), pack::frame_of({&bundle.stored}), options.output, options);
  say(options, salvage.articles().size(), bytes, salvage.losses(), bundle.stored.lost_links());
}

}  // namespace

void add_salvage(CLI::App& app) {
  auto options = std::make_shared<SalvageCommand>();
  CLI::App* command = app.add_subcommand("salvage", "What can be read of a damaged bundle, as a new one");
  command->add_option("bundle", options->bundle, "the bundle, damaged or cut short")->required();
  command->add_flag("--strict", options->strict,
                    "leave out articles that lost something, instead of marking the place");
  add_rebuild_options(*command, *options, "the bundle to write");
  command->callback([options] { salvage(*options); });
}

}  // namespace lrpack
