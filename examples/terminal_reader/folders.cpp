// Looks the variables up.
#include "folders.h"

#include <cstdlib>

namespace lrread {
namespace {

std::filesystem::path folder_of(const char* variable, const char* below_home) {
  const char* named = std::getenv(variable);
  if (named != nullptr && *named == '/') return std::filesystem::path(named) / "libreader";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::filesystem::path(home) / below_home / "libreader";
}

}  // namespace

std::filesystem::path state_folder() { return folder_of("XDG_STATE_HOME", ".local/state"); }
std::filesystem::path cache_folder() { return folder_of("XDG_CACHE_HOME", ".cache"); }
std::filesystem::path config_folder() { return folder_of("XDG_CONFIG_HOME", ".config"); }

}  // namespace lrread
