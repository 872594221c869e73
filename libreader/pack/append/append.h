// Articles added to a bundle without packing it anew: behind its bytes, with the text code that it has. What it had
// stays where it was, so that a reader of the old file goes on reading, and a power cut costs the new articles at most.
#pragma once
#include <libreader/pack.h>

#include <cstdint>
#include <string>
#include <vector>

#include "../gather.h"
#include "../upkeep/repack.h"

namespace lr::pack {

struct AppendOptions {
  bool replace = false;     // an article whose id the bundle has takes that one's place; else it is an error
  bool no_strikes = false;  // pictures of new characters are left out: for where the fonts are not installed
  PackOptions pack;
};

struct Appended {
  std::uint32_t at = 0;  // where the bytes go; what the file has from there on is no part of the bundle
  std::vector<std::uint8_t>
      bytes;  // the last kHeaderBytes of them go to the front of the file as well, when all are durable
  std::size_t articles = 0, replaced = 0;
  std::size_t new_symbols = 0, glyph_bytes = 0;  // of all appends so far
  std::size_t text_bytes = 0;                    // of the articles, without checksums
  std::vector<Remark> remarks;
};

// Throws InputError: a document cannot be read, an id is taken, the bundle has no room for what is new. `old` is sound.
Appended append(LoadedBundle& old, const Documents& documents, const AppendOptions& options);

}  // namespace lr::pack
