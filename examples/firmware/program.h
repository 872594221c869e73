// What a firmware, or its twin on a PC, does with a bundle: page_hashes.cpp, app_session.cpp and their neighbours.
#pragma once
#include <libreader/ports.h>

namespace program {

using Print = void (*)(const char* text);  // `text` is terminated

inline constexpr int kPowerCut = 3;

// Returns 0; 1 when the bundle cannot be read, which it prints; kPowerCut when it is to be run again as after a power
// cut. Uses static memory: one at a time.
int run(const lr::Source& source, Print print);

}  // namespace program
