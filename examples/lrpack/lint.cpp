// lrpack lint: what a device will see of a bundle: memory, storage and instructions a page turn, and pages that are not
// as they should be.
#include <libreader/pack/import.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "device.h"
#include "progress.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct LintOptions {
  std::filesystem::path bundle;
  std::string profile = "400x300-1";
  std::uint16_t cache_pages = lr::Limits{}.cache_pages;
  bool json = false;
};

// Mean and worst of a figure.
struct Figure {
  std::uint64_t sum = 0, worst = 0;
  void add(std::uint64_t value) {
    sum += value;
    worst = std::max(worst, value);
  }
  Json told(std::uint64_t count) const { return {{"mean", count == 0 ? 0 : sum / count}, {"worst", worst}}; }
};

class Linter {
 public:
  explicit Linter(const LintOptions& options)
      : opened_(options.bundle),
        profile_(options.profile),
        device_(opened_, lr::pack::find_profile(options.profile), options.cache_pages) {
    if (opened_.bytes().empty()) throw lr::pack::InputError(opened_.name(), "is read whole: fetch the file first");
  }

  Json run() {
    Progress progress(isatty(STDERR_FILENO) != 0);
    const std::uint32_t articles = opened_.bundle().articles();
    for (std::uint32_t i = 0; i < articles; ++i) {
      progress.show("reading", i, articles);
      read(i);
    }
    progress.clear();
    const std::size_t reader_bytes = sizeof(lr::Reader), workspace_bytes = device_.workspace_bytes();
    return {{"profile", profile_},
            {"articles", articles},
            {"pages", pages_},
            {"ram",
             {{"workspace_bytes", workspace_bytes},
              {"reader_bytes", reader_bytes},
              {"bytes", workspace_bytes + reader_bytes}}},
            {"turn",
             {{"reads", reads_.told(pages_)},
              {"bytes", bytes_.told(pages_)},
              {"instructions", instructions_.told(pages_)}}},
            {"findings", findings_}};
  }

 private:
  void read(std::uint32_t article) {
    TurnCost cost;
    PageFaults faults;
    lr::Status status = device_.open(article, cost, faults);
    std::string id = std::to_string(article + 1);
    if (status == lr::Status::kOk)
      opened_.attempt("the id of article " + id, [&] { id = opened_.article_id(device_.reader().article()); });
    for (; status == lr::Status::kOk; status = device_.next(cost, faults)) {
      ++pages_;
      reads_.add(cost.reads);
      bytes_.add(cost.bytes);
      instructions_.add(cost.instructions);
      const std::uint32_t page = device_.reader().page_number() + 1;
      if (faults.overfull_lines > 0)
        find("overfull", id, page, std::to_string(faults.overfull_lines) + " lines run beyond the measure");
      if (!faults.missing.empty()) find("missing", id, page, "no picture of " + faults.missing);
      if (device_.reader().page().count == 1 && page > 1) find("single-line", id, page, "the page has one line");
    }
    if (status != lr::Status::kEnd) find("damaged", id, device_.reader().page_number() + 1, lr::name_of(status));
  }

  void find(const char* kind, const std::string& article, std::uint32_t page, const std::string& what) {
    findings_.push_back({{"kind", kind}, {"article", article}, {"page", page}, {"what", what}});
  }

  Opened opened_;
  std::string profile_;
  Device device_;
  std::uint64_t pages_ = 0;
  Figure reads_, bytes_, instructions_;
  Json findings_ = Json::array();
};

void say(const Json& found) {
  const auto figure = [&](const char* name) {
    return std::to_string(found["turn"][name]["mean"].get<std::uint64_t>()) + " (worst " +
           std::to_string(found["turn"][name]["worst"].get<std::uint64_t>()) + ")";
  };
  std::printf("%s: %u articles, %llu pages\n", found["profile"].get<std::string>().c_str(),
              found["articles"].get<std::uint32_t>(), found["pages"].get<unsigned long long>());
  std::printf("  RAM               %zu bytes: workspace %zu, reader %zu\n", found["ram"]["bytes"].get<std::size_t>(),
              found["ram"]["workspace_bytes"].get<std::size_t>(), found["ram"]["reader_bytes"].get<std::size_t>());
  std::printf("  reads a page      %s\n  bytes a page      %s\n  instructions      %s, estimated for rv32imc\n",
              figure("reads").c_str(), figure("bytes").c_str(), figure("instructions").c_str());
  for (const Json& finding : found["findings"])
    std::printf("%s page %u: %s: %s\n", finding["article"].get<std::string>().c_str(),
                finding["page"].get<std::uint32_t>(), finding["kind"].get<std::string>().c_str(),
                finding["what"].get<std::string>().c_str());
}

void lint(const LintOptions& options) {
  const Json found = Linter(options).run();
  if (options.json)
    print(found);
  else
    say(found);
  std::size_t faults = 0;  // a page with one line is no fault of the bundle
  for (const Json& finding : found["findings"]) faults += finding["kind"] != "single-line";
  if (faults > 0)
    throw lr::pack::InputError(options.bundle.string(),
                               std::to_string(faults) + " findings need a look; they are listed above");
}

}  // namespace

void add_lint(CLI::App& app) {
  auto options = std::make_shared<LintOptions>();
  CLI::App* command =
      app.add_subcommand("lint", "What a device will see: memory, cost of a page turn, pages that look wrong");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--profile", options->profile, "screen, depth and strike")->capture_default_str();
  command->add_option("--cache-pages", options->cache_pages, "pages of 512 bytes that the device keeps of what it reads")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { lint(*options); });
}

}  // namespace lrpack
