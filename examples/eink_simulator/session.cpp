// Drives lr::App as a board would: bands of rows, a file as flash; power is cut and the card taken out where the script
// says so.
#include "session.h"

#include <libreader/app.h>
#include <libreader/draw.h>
#include <libreader/pack/language.h>
#include <ports/posix/file_store.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <vector>

#include "../lrpack/opened.h"
#include "../lrpack/screen.h"

namespace {

constexpr const char* kKeys[] = {"up", "down", "left", "right", "select", "back", "menu"};
constexpr const char* kRefresh[] = {"none", "region", "partial", "full"};

class Device {
 public:
  Device(const Session& session, const lr::pack::Profile& profile)
      : session_(session), bytes_(lrpack::read_bytes(session.bundle)), screen_(profile), profile_(profile) {
    if (!session.journal.empty() && store_.open(session.journal.c_str()) != lr::Status::kOk)
      throw lr::pack::InputError(session.journal.string(), store_.error());
    flash_ = store_.store();
    boot();
  }

  // One word of the script. False: there is no such word.
  bool step(const std::string& word) {
    int x = 0, y = 0;
    if (word == "power") {
      boot();
      return true;
    }
    if (std::sscanf(word.c_str(), "touch:%d,%d", &x, &y) == 2) {
      show(word, app_->touch(static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)));
      return true;
    }
    if (word == "out" || word == "in") {
      card_is_in_ = word == "in";
      return true;
    }
    for (std::size_t i = 0; i < std::size(kKeys); ++i) {
      if (word != kKeys[i]) continue;
      show(word, app_->press(static_cast<lr::Key>(i)));
      return true;
    }
    return false;
  }

 private:
  void boot() {
    lr::AppSetup setup;
    setup.source = {read, this, nullptr, static_cast<std::uint32_t>(bytes_.size())};
    setup.store = session_.journal.empty() ? nullptr : &flash_;
    setup.page_width = profile_.width;
    setup.page_height = profile_.height;
    setup.bits_per_pixel = profile_.bits_per_pixel;
    if (const auto language = lr::pack::parse_language(session_.language))
      setup.language = static_cast<lr::ArticleLanguage>(*language);
    setup.limits = lr::kAppLimits;
    setup.limits.glyph_bytes = 16384;
    workspace_.resize(lr::workspace_bytes(setup.limits));
    scratch_.resize(lr::kAppScratchBytes);
    setup.workspace = workspace_;
    setup.scratch = scratch_;
    app_ = std::make_unique<lr::App>();
    lrpack::check(app_->open(setup), session_.bundle.string(), "opening");
    show("power", app_->start());
  }

  static lr::Status read(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
    const auto& device = *static_cast<const Device*>(context);
    if (!device.card_is_in_) return lr::Status::kIo;
    std::memcpy(to, device.bytes_.data() + offset, size);
    return lr::Status::kOk;
  }

  void show(const std::string& word, const lr::Update& update) {
    lr::Status status = lr::Status::kOk;
    do {
      for (std::int16_t top = 0; top < profile_.height && status == lr::Status::kOk;
           top = static_cast<std::int16_t>(top + session_.band))
        status = app_->paint(screen_.band(top, session_.band));
    } while (status == lr::Status::kIo);
    char name[32];
    std::snprintf(name, sizeof name, "%03d-%s.png", number_++, word.substr(0, word.find(':')).c_str());
    screen_.write_png(session_.output / name);
    std::printf("%s %s %d %d %08x\n", name, kRefresh[static_cast<int>(update.refresh)], update.top, update.bottom,
                lr::surface_hash(screen_.surface()));
  }

  const Session& session_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::byte> workspace_, scratch_;
  lrpack::Screen screen_;
  const lr::pack::Profile& profile_;
  lr::posix::FileStore store_;
  lr::Store flash_{};
  std::unique_ptr<lr::App> app_;
  int number_ = 0;
  bool card_is_in_ = true;
};

}  // namespace

void run_session(const Session& session, const lr::pack::Profile& profile) {
  std::ifstream file;
  if (session.keys != "-") {
    file.open(session.keys);
    if (!file) throw lr::pack::InputError(session.keys.string(), "cannot be read");
  }
  Device device(session, profile);
  std::istream& keys = session.keys == "-" ? std::cin : file;
  for (std::string word; keys >> word;) {
    if (!device.step(word))
      throw lr::pack::InputError(
          session.keys.string(),
          "\"" + word + "\" is no key: up, down, left, right, select, back, menu, touch:X,Y, power, out, in");
  }
}
