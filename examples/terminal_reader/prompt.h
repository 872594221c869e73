// One line asked for at the foot of the screen.
#pragma once
#include <optional>
#include <string>

#include "screen.h"

namespace lrread {

// What was typed, perhaps nothing. nullopt: given up with Esc, or the terminal is gone. What stands on the screen
// stays.
std::optional<std::string> prompt(Screen& screen, const std::string& question);

}  // namespace lrread
