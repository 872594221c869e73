// lrpack info: what is in a bundle.
#include <libreader/bundle/format.h>
#include <libreader/pack/import.h>
#include <libreader/pack/strikes/faces.h>
#include <libreader/scale.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"
#include "parts.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct FileOptions {
  std::filesystem::path bundle;
  bool json = false;
};

std::shared_ptr<FileOptions> file_options(CLI::App* command) {
  auto options = std::make_shared<FileOptions>();
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_flag("--json", options->json, "as JSON on stdout");
  return options;
}

const char* kind_of(const lr::Strike& strike, const std::string& face) {
  if (strike.is_scalable()) return "scalable";
  return lr::pack::face_table().sizes_by_hand(face).empty() ? "raster" : "hand";
}

void info(const FileOptions& options) {
  Opened opened(options.bundle);
  Json result{
      {"bytes", opened.file_bytes()}, {"format", opened.bundle().version()}, {"articles", opened.bundle().articles()}};
  result["symbols"] = opened.bundle().alphabet().symbols();
  result["front_bytes"] = opened.bundle().front_bytes();
  result["sections"] = section_list(opened);
  result["strikes"] = Json::array();
  const std::vector<std::size_t> strike_bytes = strike_sizes(opened);
  for (std::uint32_t i = 0; i < opened.bundle().strikes(); ++i) {
    lr::Strike strike;
    check(opened.reader().strike(i, strike, {lr::scaler_for(1)}), opened.name(), "strike");
    const std::string face = face_of(opened, strike);
    result["strikes"].push_back({{"face", face},
                                 {"ppem", strike.ppem()},
                                 {"bpp", strike.bits_per_pixel()},
                                 {"kind", kind_of(strike, face)},
                                 {"glyphs", opened.bundle().alphabet().symbols() - 16},
                                 {"bytes", strike_bytes[i]}});
  }
  for (const auto& [key, value] : meta_of(opened)) result["meta"][key] = value;
  if (options.json) {
    print(result);
    return;
  }
  std::printf("%s: format %u, %u bytes, %u articles, %u symbols\n", opened.name().c_str(), opened.bundle().version(),
              opened.file_bytes(), opened.bundle().articles(), opened.bundle().alphabet().symbols());
  for (const Json& s : result["sections"])
    std::printf("  %s %-10s %9zu\n", s["tag"].get<std::string>().c_str(), s["group"].get<std::string>().c_str(),
                s["bytes"].get<std::size_t>());
  for (const Json& s : result["strikes"])
    std::printf("  strike %s %d px, %s: %d glyphs, %d bytes\n", s["face"].get<std::string>().c_str(),
                s["ppem"].get<int>(),
                s["kind"] == "scalable" ? "and smaller" : (std::to_string(s["bpp"].get<int>()) + " bpp").c_str(),
                s["glyphs"].get<int>(), s["bytes"].get<int>());
  for (const auto& [key, value] : meta_of(opened)) std::printf("  %s: %s\n", key.c_str(), value.c_str());
}

}  // namespace

void add_info(CLI::App& app) {
  CLI::App* command = app.add_subcommand("info", "What a bundle is made of");
  command->callback([options = file_options(command)] { info(*options); });
}

}  // namespace lrpack
