// A board that runs the reading application: a panel's frame painted in bands, a file as flash, a card that can be
// taken out, a power switch.
#pragma once
#include <libreader/app.h>
#include <libreader/outline.h>
#include <libreader/pack/profiles.h>
#include <ports/posix/file_store.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "../lrpack/screen.h"

struct DeviceSetup {
  std::filesystem::path bundle, journal;  // no journal: places are lost with the power
  std::string language;
  std::int16_t band = 32;  // rows painted at a time
  bool outline = false;    // draws from the fonts of the bundle, in sizes of its own
};

class Device {
 public:
  // Switches it on. Throws InputError.
  Device(const DeviceSetup& setup, const lr::pack::Profile& profile);

  // What can be done to it, as words: up down left right select back menu touch:X,Y power, out and in (the card).
  // False: no such word.
  bool step(const std::string& word);

  // What the last step changed, the frame after it, and that frame's hash.
  const lr::Update& update() const { return update_; }
  const lrpack::Screen& screen() const { return screen_; }
  std::uint32_t hash() const { return hash_; }

  // To be called when the panel has taken the frame over, which may then hold the next one.
  void idle() { app_->idle(&screen_.surface()); }

 private:
  void draw_outlines();
  void boot();
  void show(const lr::Update& update);
  lr::Status paint_all();
  static lr::Status read(void* context, std::uint32_t offset, void* to, std::uint32_t size);

  DeviceSetup setup_;
  const lr::pack::Profile& profile_;
  std::vector<std::uint8_t> bytes_;
  lr::Source card_{};
  lr::OutlineSource outlines_;
  std::vector<std::byte> workspace_, scratch_;
  lrpack::Screen screen_;
  lr::posix::FileStore store_;
  lr::Store flash_{};
  std::unique_ptr<lr::App> app_;
  lr::Update update_;
  std::uint32_t hash_ = 0;
  bool card_is_in_ = true;
};
