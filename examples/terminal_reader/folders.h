// The user's folders, by the XDG base directory specification.
#pragma once
#include <filesystem>

namespace lrread {

// $XDG_STATE_HOME/libreader, $XDG_CACHE_HOME/libreader, $XDG_CONFIG_HOME/libreader; where the variable is not set or is
// a relative path, below ~/.local/state, ~/.cache, ~/.config. Empty: HOME is not set either. None is made here.
std::filesystem::path state_folder();
std::filesystem::path cache_folder();
std::filesystem::path config_folder();

}  // namespace lrread
