// Reads the configuration file: TOML, one key a setting.
#include <toml++/toml.h>

#include <fstream>
#include <sstream>

#include "folders.h"
#include "settings.h"

namespace lrread {
namespace {

// "on" for true, "2" for 2: a setting may be written as what it is.
std::string text_of(const toml::node& value) {
  if (const auto text = value.value_exact<std::string>()) return *text;
  if (const auto number = value.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto flag = value.value_exact<bool>()) return *flag ? "on" : "off";
  return {};
}

std::string known_names() {
  std::string names;
  for (const SettingName& setting : setting_names()) names += (names.empty() ? "" : ", ") + std::string(setting.name);
  return names;
}

std::string apply(const toml::table& table, const std::string& path, Settings& settings) {
  for (const auto& [key, value] : table) {
    const std::string where = path + ":" + std::to_string(value.source().begin.line) + ": ";
    const std::string name(key.str());
    const std::string wrong = set(settings, name, text_of(value));
    if (wrong == "no such setting") return where + name + ": " + wrong + "; there are " + known_names();
    if (!wrong.empty()) return where + name + ": " + wrong;
  }
  return {};
}

}  // namespace

std::string read_configuration(Settings& settings) {
  const std::filesystem::path folder = config_folder();
  if (folder.empty()) return {};
  const std::string path = (folder / "lrread.toml").string();
  std::ifstream file(path);
  if (!file) return {};
  std::stringstream text;
  text << file.rdbuf();
  try {
    return apply(toml::parse(text.str(), path), path, settings);
  } catch (const toml::parse_error& error) {
    return path + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description());
  }
}

}  // namespace lrread
