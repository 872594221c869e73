// The faces that a strike may be drawn from: fonts/faces.toml, compiled in, as tables.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libreader/pack/language.h>

namespace lr::pack {

// The text of fonts/faces.toml; the build makes its definition.
extern const char kFacesToml[];

struct FaceSpec {
  std::string id;                  // "noto-sans-cjk-sc"
  std::string name;                // "Noto Sans CJK SC"
  std::string package;             // "fonts-noto-cjk"
  std::vector<std::string> files;  // where distributions put it; the first that exists is used
  int index = 0;                   // within a collection
  std::string licence;             // SPDX, or a name
  std::string note;                // what it asks of a bundle
  int threshold = 128;             // coverage, of 255, that makes ink at 1 bit a pixel
  bool grid_fit = false;           // stems are moved onto the pixel grid
  bool em_box = false;             // drawn for the em square; the glyphs of others are scaled into it
  bool optional = false;           // passed over where it is not installed
  int ppem = 0;                    // bitmaps drawn by hand for this size, taken at 1 bit a pixel; 0: outlines
  int lower = 0;                   // px that bitmaps are moved down, so that ideographs fill the em square
  std::vector<std::pair<char32_t, char32_t>> ranges;  // it is asked for these only; empty: for all

  bool is_asked_for(char32_t c) const;
  bool is_for(int size, int bpp) const { return ppem == 0 || (ppem == size && bpp == 1); }
};

struct FamilySpec {
  std::string name;
  std::array<std::vector<std::size_t>, std::size(kLanguageNames)> faces;  // of FaceTable::faces, for each Language
};

struct FaceTable {
  std::vector<FaceSpec> faces;
  std::vector<FamilySpec> families;

  // Throws InputError that names the families there are.
  const FamilySpec& family(std::string_view name) const;
  // The sizes, in pixels, of a family whose faces begin with bitmaps; none: of outlines, or not known.
  std::vector<int> sizes_by_hand(std::string_view family) const;
};

// Throws InputError with the line where the text is not what it should be.
FaceTable parse_faces(std::string_view toml);

// That of kFacesToml.
const FaceTable& face_table();

}  // namespace lr::pack
