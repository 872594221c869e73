// What a firmware, or its twin on a PC, does with a bundle: page_hashes.cpp, text_search.cpp or far_jump.cpp.
#pragma once
#include <libreader/ports.h>

namespace program {

using Print = void (*)(const char* text);  // `text` is terminated

// Returns 0, or 1 when the bundle cannot be read, which it prints. Uses static memory: one at a time.
int run(const lr::Source& source, Print print);

}  // namespace program
