// eink_simulator: shows what devices would show. Paints pages for each profile in bands, as a board without a frame
// buffer does, and writes them as PNG; or runs the reading application, in a window or with keys from a script.
#include <libreader/pack/import.h>
#include <libreader/pack/profiles.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "../lrpack/opened.h"
#include "../lrpack/screen.h"
#include "session.h"
#ifdef EINK_SIMULATOR_HAS_WINDOW
#include "window.h"
#endif

namespace {

struct Options {
  std::filesystem::path bundle;
  std::filesystem::path output = ".";
  std::string article = "1";
  std::uint32_t first = 1, pages = 3;
  std::int16_t band = 32;
  std::vector<std::string> profiles;
  std::filesystem::path keys, journal, record;
  std::string language;
  int scale = 1;
  bool window = false, outline = false;
};

void show(lrpack::Opened& opened, const lr::pack::Profile& profile, const Options& options) {
  lr::Reader& reader = opened.reader();
  lrpack::check(reader.set_style(lr::pack::style_for(profile, reader)), opened.name(), "style");
  lrpack::check(reader.open_article(opened.find_article(options.article)), opened.name(), "article");
  lr::Status status = options.first > 1 ? reader.go_to_page(options.first - 1) : lr::Status::kOk;
  lrpack::Screen screen(profile);
  for (std::uint32_t i = 0; i < options.pages && status == lr::Status::kOk; ++i, status = reader.next()) {
    for (std::int16_t top = 0; top < profile.height; top = static_cast<std::int16_t>(top + options.band))
      lrpack::check(reader.paint(screen.band(top, options.band)), opened.name(), "painting");
    const std::string name = std::string(profile.name) + "-page-" + std::to_string(reader.page_number() + 1) + ".png";
    screen.write_png(options.output / name);
    std::printf("%s\n", (options.output / name).c_str());
  }
}

void run(const Options& options) {
  const std::string name = options.profiles.empty() ? "400x300-1" : options.profiles.front();
  Device device({options.bundle, options.journal, options.language, options.band, options.outline}, lr::pack::find_profile(name));
  Recording recording(options.record);
  if (!options.window) return run_session(device, options.keys, options.output, recording);
#ifdef EINK_SIMULATOR_HAS_WINDOW
  const WindowSetup setup{options.scale, options.keys, options.output, options.keys.empty()};
  run_window(device, options.bundle.filename().string() + "  " + name, setup, recording);
#else
  throw lr::pack::InputError("--window", "this simulator was built without SDL 2: install libsdl2-dev and build again");
#endif
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"Writes pages of a bundle as the PNG that a device's panel would show.", "eink_simulator"};
  app.add_option("bundle", options.bundle, "the bundle")->required();
  app.add_option("-o,--output", options.output, "folder for the pictures")->check(CLI::ExistingDirectory);
  app.add_option("--article", options.article, "id or number")->capture_default_str();
  app.add_option("--first", options.first, "first page, from 1")->capture_default_str();
  app.add_option("--pages", options.pages, "how many")->capture_default_str();
  app.add_option("--band", options.band, "rows painted at a time")->check(CLI::Range(1, 4096))->capture_default_str();
  app.add_option(
      "--keys", options.keys,
      "runs the reading application with the keys of this file (- is stdin), words: up down left right select back "
      "menu touch:X,Y power, and out, in of the card");
  app.add_flag("--window", options.window,
               "runs it in a window: arrow keys, Return, Backspace, m menu, p power, o and i the card out and in, "
               "s a picture of the panel, q; the mouse touches. With --keys the script is played, and that is all");
  app.add_option("--scale", options.scale, "of the window")->check(CLI::Range(1, 8))->capture_default_str();
  app.add_option("--record", options.record, "writes the keys down with what they show: a script that checks it");
  app.add_option("--journal", options.journal,
                 "file that holds its places, bookmarks and settings; else they are lost");
  app.add_option("--language", options.language, "of its menus: zh-Hans, zh-Hant, ja, ko, en");
  app.add_flag("--outline", options.outline,
               "the application draws from the fonts of the bundle too, which must come from somebody you trust");
  app.add_option("--profile", options.profiles, "devices; else all");
  try {
    app.parse(argc, argv);
    if (options.window || !options.keys.empty()) {
      run(options);
      return 0;
    }
    lrpack::Opened opened(options.bundle);
    if (options.profiles.empty()) {
      for (const lr::pack::Profile& profile : lr::pack::profiles()) options.profiles.emplace_back(profile.name);
    }
    for (const std::string& name : options.profiles) show(opened, lr::pack::find_profile(name), options);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const lr::pack::InputError& error) {
    std::fprintf(stderr, "eink_simulator: %s\n", error.what());
    return 1;
  }
}
