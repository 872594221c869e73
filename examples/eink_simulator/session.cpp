// Words one after the other.
#include "session.h"

#include <libreader/pack.h>

#include <cstdio>
#include <iostream>

namespace {

constexpr const char* kRefresh[] = {"none", "region", "partial", "full"};

std::string hex(std::uint32_t hash) {
  char text[16];
  std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(hash));
  return text;
}

}  // namespace

Recording::Recording(const std::filesystem::path& file) : name_(file) {
  if (name_.empty()) return;
  file_.open(name_);
  if (!file_) throw lr::pack::InputError(name_.string(), "cannot be written");
}

void Recording::add(const std::string& word, const Device& device) {
  if (name_.empty()) return;
  file_ << word.substr(0, word.find('@')) << '@' << hex(device.hash()) << '\n' << std::flush;
  if (!file_) throw lr::pack::InputError(name_.string(), "cannot be written");
}

void play(const std::string& word, Device& device, const std::filesystem::path& script, int number) {
  const std::size_t at = word.find('@');
  const std::string where = script.string() + ", word " + std::to_string(number);
  if (!device.step(word.substr(0, at)))
    throw lr::pack::InputError(
        where, "\"" + word + "\" is no key: up, down, left, right, select, back, menu, touch:X,Y, power, out, in");
  if (at != std::string::npos && word.substr(at + 1) != hex(device.hash()))
    throw lr::pack::InputError(where, "the frame after \"" + word.substr(0, at) + "\": expected " +
                                          word.substr(at + 1) + ", found " + hex(device.hash()));
}

void run_session(Device& device, const std::filesystem::path& script, const std::filesystem::path& output,
                 Recording& recording) {
  std::ifstream file;
  if (script != "-") {
    file.open(script);
    if (!file) throw lr::pack::InputError(script.string(), "cannot be read");
  }
  std::istream& words = script == "-" ? std::cin : file;
  int number = 0;
  const auto show = [&](const std::string& word) {
    char name[32];
    std::snprintf(name, sizeof name, "%03d-%s.png", number++, word.substr(0, word.find_first_of(":@")).c_str());
    device.screen().write_png(output / name);
    const lr::Update& update = device.update();
    std::printf("%s %s %d %d %s\n", name, kRefresh[static_cast<int>(update.refresh)], update.top, update.bottom,
                hex(device.hash()).c_str());
    device.idle();
  };
  show("power");
  int count = 0;
  for (std::string word; words >> word;) {
    play(word, device, script, ++count);
    recording.add(word, device);
    const std::string key = word.substr(0, word.find('@'));
    if (key != "out" && key != "in") show(word);
  }
}
