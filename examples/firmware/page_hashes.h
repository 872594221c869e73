// Reads a bundle as a device would and prints a hash of every page it paints. The same lines come out of every machine:
// what a board prints is compared with what the PC prints (tests/firmware), and what it costs is held to a budget
// (tests/budget).
//
//   open reads 9 bytes 4188             what a bundle costs until the first article can be opened
//   page 0 7 1c0ffee1 reads 3 bytes 908  article, page, hash of its pixels, what laying out and painting it read
//   back 0 6 reads 2 bytes 612          the page before it, reached backwards: the same pixels, or the run fails
//   workspace_bytes 10360
//   reader_bytes 2168
#pragma once
#include <libreader/ports.h>

namespace page_hashes {

using Print = void (*)(const char* text);  // `text` is terminated

// The first pages of the first articles, on 400 by 300 pixels of 1 bit. Returns 0, or 1 when the bundle cannot be read,
// which it prints. Uses static memory: one at a time.
int run(const lr::Source& source, Print print);

}  // namespace page_hashes
