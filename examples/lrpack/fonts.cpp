// lrpack fonts: which faces there are, what they cover of documents, how they look.
#include <libreader/pack/coverage.h>
#include <libreader/pack/manifest.h>

#include <memory>

#include "commands.h"
#include "sample_sheet.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostShown = 40;  // missing characters of a family, on a terminal

struct FontsOptions {
  std::vector<std::filesystem::path> inputs;
  std::vector<std::string> families;
  std::vector<int> sizes{16, 20, 24, 28}, depths{1, 2, 4};
  int zoom = 1;
  std::filesystem::path sheet;
  bool json = false;
};

bool is_wanted(const FontsOptions& options, const std::string& family) {
  return options.families.empty() ||
         std::find(options.families.begin(), options.families.end(), family) != options.families.end();
}

Json json_of(const pack::Coverage& coverage, const FontsOptions& options) {
  Json result{{"characters", coverage.characters}, {"faces", Json::array()}, {"families", Json::array()}};
  for (const pack::FaceState& face : coverage.faces) {
    Json entry{{"id", face.id},
               {"name", face.name},
               {"package", face.package},
               {"file", face.file},
               {"installed", !face.file.empty()},
               {"licence", face.licence},
               {"note", face.note}};
    if (face.ppem > 0) entry["ppem"] = face.ppem;
    if (coverage.characters > 0) entry["has"] = face.characters;
    result["faces"].push_back(std::move(entry));
  }
  for (const pack::FamilyState& family : coverage.families) {
    if (!is_wanted(options, family.name)) continue;
    result["families"].push_back({{"name", family.name},
                                  {"sizes", family.sizes},
                                  {"not_installed", family.not_installed},
                                  {"missing", family.missing}});
  }
  return result;
}

void print_family(const pack::FamilyState& family, const pack::Coverage& coverage) {
  std::string sizes;
  for (const int size : family.sizes) sizes += (sizes.empty() ? "" : ", ") + std::to_string(size);
  std::printf("%s: %s", family.name.c_str(),
              sizes.empty() ? "any size, 1, 2 or 4 bits a pixel" : (sizes + " px by hand, 1 bit a pixel").c_str());
  if (coverage.characters > 0)
    std::printf("; %zu of %zu characters", coverage.characters - family.missing.size(), coverage.characters);
  std::printf("\n");
  for (const std::string& package : family.not_installed) std::printf("  not installed: package %s\n", package.c_str());
  if (family.missing.empty()) return;
  std::printf("  missing:");
  for (std::size_t i = 0; i < std::min(kMostShown, family.missing.size()); ++i)
    std::printf(" %s", family.missing[i].c_str());
  if (family.missing.size() > kMostShown) std::printf(" and %zu more", family.missing.size() - kMostShown);
  std::printf("\n");
}

void print_text(const pack::Coverage& coverage, const FontsOptions& options) {
  for (const pack::FaceState& face : coverage.faces) {
    std::printf("%-18s %-26s", face.id.c_str(),
                (face.name + (face.ppem > 0 ? " " + std::to_string(face.ppem) + " px" : "")).c_str());
    if (coverage.characters > 0) std::printf(" %6zu", face.characters);
    std::printf("  %s\n",
                face.file.empty() ? ("not installed: package " + face.package).c_str() : face.licence.c_str());
  }
  std::printf("\n");
  for (const pack::FamilyState& family : coverage.families) {
    if (is_wanted(options, family.name)) print_family(family, coverage);
  }
}

pack::Manifest manifest_of(const FontsOptions& options) {
  const bool is_manifest = options.inputs.size() == 1 && options.inputs.front().extension() == ".toml";
  return is_manifest ? pack::read_manifest(options.inputs.front(), std::nullopt) : pack::manifest_for(options.inputs);
}

void fonts(const FontsOptions& options) {
  if (!options.sheet.empty()) {
    check_writable(options.sheet);
    SampleSheet sheet{{}, options.sizes, options.depths, options.zoom};
    for (const std::string& family : options.families.empty() ? pack::face_families() : options.families)
      sheet.families.push_back(family);
    sheet.write_png(options.sheet);
    return;
  }
  const std::u32string characters =
      options.inputs.empty() ? std::u32string() : pack::characters_of(manifest_of(options), {});
  const pack::Coverage coverage = pack::coverage_of(characters);
  if (options.json) {
    print(json_of(coverage, options));
  } else {
    print_text(coverage, options);
  }
}

}  // namespace

void add_fonts(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("fonts", "Faces and families: what is installed, what it covers, how it looks");
  auto options = std::make_shared<FontsOptions>();
  command->add_option("files", options->inputs, "documents, folders or a manifest, whose characters are looked for");
  command->add_option("--face", options->families, "a family (else all)");
  command->add_option("--sheet", options->sheet, "write samples of every family, size and depth as a PNG instead");
  command->add_option("--size", options->sizes, "of the samples, in pixels")->capture_default_str();
  command->add_option("--depth", options->depths, "of the samples, in bits a pixel")->capture_default_str();
  command->add_option("--zoom", options->zoom, "pixels of the PNG a pixel")->check(CLI::Range(1, 8));
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { fonts(*options); });
}

}  // namespace lrpack
