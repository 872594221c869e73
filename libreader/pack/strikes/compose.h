// From a request to an outline: which face, which form, where the parts of a cluster go. Still in em: the grid of
// pixels is outline/fill.cpp's and grid_fit.cpp's business. What a face has as a bitmap for the strike's size is taken
// as it is.
#pragma once
#include <libreader/pack/strikes.h>

#include <memory>
#include <optional>
#include <vector>

#include "composition.h"
#include "face.h"

namespace lr::pack {

// The faces of a family that draw one size and depth, opened when first looked into.
class FaceSet {
 public:
  FaceSet(const FaceTable& table, const FamilySpec& family, int ppem, int bpp)
      : table_(table), family_(family), ppem_(ppem), bpp_(bpp), open_(table.faces.size()) {}

  int ppem() const { return ppem_; }

  std::size_t count(Language language) const { return faces(language).size(); }
  const FaceSpec& spec(Language language, std::size_t n) const { return table_.faces[faces(language)[n]]; }
  // The nth face for a language; null: not asked for `c`, bitmaps of another size, or optional and not installed.
  // Throws InputError with the package where any other is not installed.
  const Face* face(Language language, std::size_t n, char32_t c);

 private:
  const std::vector<std::size_t>& faces(Language language) const {
    return family_.faces[static_cast<std::size_t>(language)];
  }
  struct Slot {
    bool tried = false;
    std::unique_ptr<Face> face;
  };
  const FaceTable& table_;
  const FamilySpec& family_;
  int ppem_, bpp_;
  std::vector<Slot> open_;
};

// How an outline may be moved onto the pixel grid.
enum class GridFit : std::uint8_t { kNone, kStems, kBaseline, kDash };

struct Drawing {
  Composition outline;                // em, the pen at the origin; empty for a blank
  std::optional<BitmapGlyph> bitmap;  // instead of an outline
  double advance = 0;                 // em
  GridFit fit = GridFit::kNone;
  const Face* face = nullptr;  // of the base; null for a blank
  bool missing = false;        // no face has it, or not all of it
};

Drawing compose(const GlyphRequest& request, FaceSet& faces);

}  // namespace lr::pack
