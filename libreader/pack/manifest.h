// What goes into a bundle: read from a TOML manifest, or made up for a list of files and folders.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "coder/coding.h"
#include "import.h"
#include "menu_languages.h"
#include "search_mode.h"

namespace lr::pack {

// Glyph pictures to put into the bundle.
struct StrikeSpec {
  std::string face;  // a family of fonts/faces.toml
  int ppem = 0;      // of the pictures that it has
  int bpp = 0;
  Coding coding = Coding::kSmall;
  bool scalable = false;  // drawn at any size up to half of its ppem: of one bit a pixel, not direct
  auto operator<=>(const StrikeSpec&) const = default;
};

struct ManifestDocument {
  std::filesystem::path file;
  ImportOptions options;
};

struct Manifest {
  std::string title;
  std::string language = "zh-Hans";
  std::string convert, ruby;  // for documents that do not say
  std::vector<ManifestDocument> documents;
  std::u32string characters;          // of a font pack, which has no documents; sorted, each once
  std::vector<StrikeSpec> strikes;    // empty: the default strikes
  bool text_only = false;             // no strikes at all: for readers that have fonts of their own
  std::vector<std::string> profiles;  // their strikes are added
  std::size_t dictionary_bytes = 0;   // that the phrases of the text code may take; 0: as many as pay
  bool title_search = true;           // titles are found by what is typed, which takes some 300 bytes a title
  SearchMode search = SearchMode::kBlocks;
  bool vertical = false;  // strikes have the forms of marks for vertical lines
  std::string outline;    // a family whose outlines are put into the bundle; empty: none
  MenuLanguages menus;                // of an application; a bundle without strikes has none
};

// Throws InputError with file:line for TOML errors, unknown keys, missing documents.
// `folder` overrides the folder that document paths are relative to (else the variable that the manifest names, else the
// manifest's own folder).
Manifest read_manifest(const std::filesystem::path& file, const std::optional<std::filesystem::path>& folder);

// A manifest for files and folders without one: folders are searched recursively, files in order of their names.
// Throws InputError when nothing readable is found.
Manifest manifest_for(const std::vector<std::filesystem::path>& files);

}  // namespace lr::pack
