// The keys, on the whole screen.
#pragma once
#include "screen.h"

namespace lrread {

// Shown until a key that is not for scrolling.
void show_help(Screen& screen);

}  // namespace lrread
