// The keys, on the whole screen.
#pragma once
#include <examples/command_line/description.h>

#include "screen.h"

namespace lrread {

// Shown until a key that is not for scrolling.
void show_help(Screen& screen);
// The same for --help and the man page.
command_line::Lines key_help();

}  // namespace lrread
