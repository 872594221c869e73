// lrpack make: documents to a bundle, with a report on request.
#include <libreader/pack.h>
#include <libreader/pack/profiles.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "progress.h"

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
  bool text_only = false;
  bool strict = false;
  bool quiet = false;
};

const char* name_of(pack::Remark::Kind kind) {
  switch (kind) {
    case pack::Remark::Kind::kRecognised: return "recognised";
    case pack::Remark::Kind::kDropped: return "dropped";
    case pack::Remark::Kind::kReplaced: return "replaced";
    case pack::Remark::Kind::kMissing: return "missing";
    case pack::Remark::Kind::kQuestion: return "question";
    case pack::Remark::Kind::kSkipped: return "skipped";
  }
  return "";
}

// Where the characters of a document went: source + added = body + notes + fields + dropped where it is even.
nlohmann::ordered_json account_of(const pack::DocumentSummary& document) {
  const pack::Balance& balance = document.balance;
  return {{"document", document.source}, {"source", balance.source},
          {"added", balance.added},      {"body", balance.body},
          {"notes", balance.notes},      {"fields", balance.fields},
          {"dropped", balance.dropped},  {"dropped_by_reason", balance.reasons},
          {"lost", balance.lost.size()}, {"invented", balance.invented.size()},
          {"even", balance.is_even()}};
}

std::string language_of(const pack::ArticleSummary& article) {
  return article.other_language.empty() ? std::string(pack::name_of(article.language)) : article.other_language;
}

nlohmann::ordered_json report_of(const pack::PackResult& result) {
  nlohmann::ordered_json report;
  report["bytes"] = result.bytes;
  report["articles"] = nlohmann::ordered_json::array();
  for (const pack::ArticleSummary& article : result.articles) {
    report["articles"].push_back({{"id", article.id},
                                  {"source", article.source},
                                  {"title", article.title},
                                  {"language", language_of(article)},
                                  {"blocks", article.blocks},
                                  {"headings", article.headings},
                                  {"notes", article.notes},
                                  {"code_points", article.code_points}});
  }
  report["documents"] = result.documents;
  report["accounts"] = nlohmann::ordered_json::array();
  for (const pack::DocumentSummary& document : result.accounts) report["accounts"].push_back(account_of(document));
  report["skipped"] = nlohmann::ordered_json::array();
  report["remarks"] = nlohmann::ordered_json::array();
  for (const pack::Remark& remark : result.remarks) {
    const bool is_skip = remark.kind == pack::Remark::Kind::kSkipped;
    nlohmann::ordered_json said{{"where", remark.where}, {"what", remark.what}};
    if (!is_skip) said = {{"kind", name_of(remark.kind)}, {"where", remark.where}, {"what", remark.what}};
    report[is_skip ? "skipped" : "remarks"].push_back(std::move(said));
  }
  return report;
}

bool is_manifest(const std::filesystem::path& file) { return file.extension() == ".toml"; }

// What a person should look at, and the sum. What was skipped is an error and not silenced by --quiet.
void say(const pack::PackResult& result, const MakeOptions& options) {
  using Kind = pack::Remark::Kind;
  for (const pack::Remark& remark : result.remarks) {
    const bool is_for_people = remark.kind == Kind::kMissing || remark.kind == Kind::kQuestion;
    if (remark.kind == Kind::kSkipped)
      std::fprintf(stderr, "%s: skipped: %s\n", remark.where.c_str(), remark.what.c_str());
    else if (is_for_people && !options.quiet)
      std::fprintf(stderr, "%s: %s\n", remark.where.c_str(), remark.what.c_str());
  }
  if (result.skipped > 0)
    std::fprintf(stderr, "%zu of %zu documents were skipped; --strict stops at the first\n", result.skipped,
                 result.documents);
  if (options.quiet) return;
  std::fprintf(stderr, "%s: %zu articles, %zu bytes, %zu remarks\n", options.output.c_str(), result.articles.size(),
               static_cast<std::size_t>(result.bytes), result.remarks.size());
}

void make(const MakeOptions& options) {
  if (options.explained.empty()) check_writable(options.output);
  if (!options.report.empty()) check_writable(options.report);
  const bool one_manifest = options.inputs.size() == 1 && is_manifest(options.inputs.front());
  pack::Manifest manifest =
      one_manifest ? pack::read_manifest(options.inputs.front(), options.folder) : pack::manifest_for(options.inputs);
  if (!options.explained.empty()) return explain(manifest, options.explained);
  for (const std::string& name : options.profiles) {
    pack::find_profile(name);
    manifest.profiles.push_back(name);
  }
  manifest.text_only = options.text_only;
  Progress progress(!options.quiet && isatty(STDERR_FILENO) != 0);
  pack::PackOptions pack_options;
  pack_options.threads = options.threads;
  pack_options.strict = options.strict;
  pack_options.progress = [&](const std::string& stage, std::size_t done, std::size_t total) {
    progress.show(stage, done, total);
  };
  const pack::PackResult result = pack::pack_to_file(manifest, options.output, pack_options);
  progress.clear();
  if (!options.report.empty()) {
    const std::string text = report_of(result).dump(1, ' ') + "\n";
    pack::write_file(options.report, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  say(result, options);
}

}  // namespace

void check_writable(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file))
    throw pack::InputError(file.string(), "is a folder: name the file to write in it");
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder))
    throw pack::InputError(file.string(),
                           "cannot be written: there is no folder " + folder.string() + ": make it first");
  if (access(folder.c_str(), W_OK) != 0)
    throw pack::InputError(file.string(), "cannot be written: no permission to write in the folder " + folder.string());
}

void add_make(CLI::App& app) {
  auto options = std::make_shared<MakeOptions>();
  CLI::App* command = app.add_subcommand("make", "Make a bundle from a manifest, files or folders");
  command->add_option("input", options->inputs, "MANIFEST.toml, documents, folders")->required();
  command->add_option("-o,--output", options->output, "the bundle to write");
  auto* profile = command->add_option("--profile", options->profiles,
                                      "put in the strikes and the page table of a device: 400x300-1, 480x800-2 …");
  command->add_flag("--no-strikes", options->text_only, "no pictures of characters: for terminals, which have their own")
      ->excludes(profile);
  command->add_option("--folder", options->folder, "where the manifest's documents are");
  command->add_option("--report", options->report, "write what was recognised, dropped, replaced as JSON");
  command->add_option("--explain", options->explained,
                      "print an article, by id or title, beside its source; write nothing");
  command->add_option("--threads", options->threads, "0: all cores; changes the time only");
  command->add_flag("--strict", options->strict,
                    "stop at the first document that cannot be read, instead of skipping it");
  command->add_flag("--quiet", options->quiet, "say nothing but errors");
  command->callback([options] {
    if (options->output.empty() && options->explained.empty()) throw CLI::RequiredError("--output");
    make(*options);
  });
}

}  // namespace lrpack
