// What of fonts/faces.toml is installed, and how far it covers the characters of documents.
#pragma once
#include <libreader/pack.h>

#include <string>
#include <vector>

#include "strikes.h"

namespace lr::pack {

// A face on this machine.
struct FaceState {
  std::string id, name, package, licence, note;
  std::string file;            // the one that is read; empty: not installed
  int ppem = 0;                // by hand for this size and 1 bit a pixel; 0: outlines
  std::size_t characters = 0;  // of those asked about, that it has
};

struct FamilyState {
  std::string name;
  std::vector<int> sizes;                  // by hand; empty: any
  std::vector<std::string> not_installed;  // packages that drawing needs or, where optional, could use
  std::vector<std::string> missing;        // characters that none of its installed faces has, as UTF-8
};

struct Coverage {
  std::size_t characters = 0;  // code points asked about, each once, but spaces and controls
  std::vector<FaceState> faces;
  std::vector<FamilyState> families;
};

Coverage coverage_of(const std::u32string& characters);

// The code points that a manifest's documents, or its font pack, would have drawn: text, titles, notes; sorted, each
// once. Throws InputError as packing does.
std::u32string characters_of(const Manifest& manifest, const PackOptions& options);

// A line of text for a strike of `family`: each symbol's request, in order. For samples.
std::vector<GlyphRequest> requests_of_line(const std::u32string& text, Language language);

}  // namespace lr::pack
