// lrpack make: documents to a bundle, with a progress bar on a terminal and a report on request.
#include <libreader/pack.h>
#include <libreader/pack/profiles.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

struct MakeOptions {
  std::vector<std::filesystem::path> inputs;
  std::filesystem::path output;
  std::filesystem::path report;
  std::string explained;  // an article, by id or title
  std::optional<std::filesystem::path> folder;
  std::vector<std::string> profiles;
  unsigned threads = 0;
  bool quiet = false;
};

const char* name_of(pack::Remark::Kind kind) {
  switch (kind) {
    case pack::Remark::Kind::kRecognised: return "recognised";
    case pack::Remark::Kind::kDropped: return "dropped";
    case pack::Remark::Kind::kReplaced: return "replaced";
    case pack::Remark::Kind::kMissing: return "missing";
    case pack::Remark::Kind::kQuestion: return "question";
  }
  return "";
}

nlohmann::ordered_json report_of(const pack::PackResult& result) {
  nlohmann::ordered_json report;
  report["bytes"] = result.bundle.size();
  report["articles"] = nlohmann::ordered_json::array();
  for (const pack::Article& article : result.articles) {
    std::size_t headings = 0, code_points = 0;
    for (const pack::Block& block : article.blocks) {
      headings += block.kind == lr::BlockKind::kHeading ? 1 : 0;
      code_points += block.text().size();
    }
    report["articles"].push_back({{"id", article.fields.id},
                                  {"source", article.source},
                                  {"title", article.fields.title},
                                  {"language", std::string(pack::name_of(article.language))},
                                  {"blocks", article.blocks.size()},
                                  {"headings", headings},
                                  {"notes", article.notes.size()},
                                  {"code_points", code_points}});
  }
  report["remarks"] = nlohmann::ordered_json::array();
  for (const pack::Remark& remark : result.remarks)
    report["remarks"].push_back({{"kind", name_of(remark.kind)}, {"where", remark.where}, {"what", remark.what}});
  return report;
}

// One line that is written over; a pipe sees nothing.
void show_progress(const std::string& stage, std::size_t done, std::size_t total) {
  constexpr std::size_t kWidth = 24;
  const std::size_t filled = total == 0 ? 0 : done * kWidth / total;
  std::fprintf(stderr, "\r[%s%s] %-24s\033[K", std::string(filled, '#').c_str(),
               std::string(kWidth - filled, '.').c_str(), stage.c_str());
  std::fflush(stderr);
}

// Before the work is done, not after it: can the file be put where it is to go?
void check_writable(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file))
    throw pack::InputError(file.string(), "is a folder: name the file to write in it");
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder))
    throw pack::InputError(file.string(), "cannot be written: there is no folder " + folder.string() + ": make it first");
  if (access(folder.c_str(), W_OK) != 0)
    throw pack::InputError(file.string(), "cannot be written: no permission to write in the folder " + folder.string());
}

bool is_manifest(const std::filesystem::path& file) { return file.extension() == ".toml"; }

void make(const MakeOptions& options) {
  if (options.explained.empty()) check_writable(options.output);
  if (!options.report.empty()) check_writable(options.report);
  const bool one_manifest = options.inputs.size() == 1 && is_manifest(options.inputs.front());
  pack::Manifest manifest = one_manifest ? pack::read_manifest(options.inputs.front(), options.folder)
                                         : pack::manifest_for(options.inputs);
  if (!options.explained.empty()) return explain(manifest, options.explained);
  for (const std::string& name : options.profiles) {
    pack::find_profile(name);
    manifest.profiles.push_back(name);
  }
  pack::PackOptions pack_options;
  pack_options.threads = options.threads;
  const bool bar = !options.quiet && isatty(STDERR_FILENO) != 0;
  if (bar) pack_options.progress = show_progress;
  std::unique_ptr<void, void (*)(void*)> clear(bar ? stderr : nullptr, [](void*) { std::fputs("\r\033[K", stderr); });
  const pack::PackResult result = pack::pack(manifest, pack_options);
  clear.reset();
  pack::write_file(options.output, result.bundle);
  if (!options.report.empty()) {
    const std::string text = report_of(result).dump(1, ' ') + "\n";
    pack::write_file(options.report, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  if (options.quiet) return;
  for (const pack::Remark& remark : result.remarks) {
    if (remark.kind == pack::Remark::Kind::kMissing || remark.kind == pack::Remark::Kind::kQuestion)
      std::fprintf(stderr, "%s: %s\n", remark.where.c_str(), remark.what.c_str());
  }
  std::fprintf(stderr, "%s: %zu articles, %zu bytes, %zu remarks\n", options.output.c_str(), result.articles.size(),
               result.bundle.size(), result.remarks.size());
}

}  // namespace

void add_make(CLI::App& app) {
  auto options = std::make_shared<MakeOptions>();
  CLI::App* command = app.add_subcommand("make", "Make a bundle from a manifest, files or folders");
  command->add_option("input", options->inputs, "MANIFEST.toml, documents, folders")->required();
  command->add_option("-o,--output", options->output, "the bundle to write");
  command->add_option("--profile", options->profiles, "put in the strikes of a device: 400x300-1, 480x800-2 …");
  command->add_option("--folder", options->folder, "where the manifest's documents are");
  command->add_option("--report", options->report, "write what was recognised, dropped, replaced as JSON");
  command->add_option("--explain", options->explained, "print an article, by id or title, beside its source; write nothing");
  command->add_option("--threads", options->threads, "0: all cores; changes the time only");
  command->add_flag("--quiet", options->quiet, "say nothing but errors");
  command->callback([options] {
    if (options->output.empty() && options->explained.empty()) throw CLI::RequiredError("--output");
    make(*options);
  });
}

}  // namespace lrpack
