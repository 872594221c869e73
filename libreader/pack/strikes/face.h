// One face of a font file: which glyphs it has, and their outlines and advances in em; or bitmaps, if it was drawn by
// hand for one size.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "bitmap_font.h"
#include "faces.h"
#include <libreader/outline/contours.h>

namespace lr::pack {

class Face {
 public:
  // Null where no file of the spec exists. Throws InputError: a file that is no font, is damaged, or has no face of
  // that index.
  static std::unique_ptr<Face> open(const FaceSpec& spec);
  ~Face();
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;

  const FaceSpec& spec() const { return spec_; }
  std::string name_and_version() const;  // "Noto Sans CJK SC 2.004"

  int glyph(char32_t c) const;  // 0: it has none
  int vertical_glyph(
      char32_t c) const;             // of a vertical line, where it is another one (OpenType `vert`, U+FE10 …); or 0
  double advance(int glyph) const;   // em
  Outline outline(int glyph) const;  // em, the pen at the origin; empty for a space
  std::span<const unsigned char> file() const;  // of outlines, whole: spec().index says which font of a collection

  // Instead of outlines and their advances; spec().ppem says for which size.
  bool has_bitmaps() const { return bitmaps_ != nullptr; }
  const BitmapGlyph& bitmap(int glyph) const { return bitmaps_->glyphs[static_cast<std::size_t>(glyph) - 1]; }

 private:
  struct Font;
  Face(const FaceSpec& spec, std::unique_ptr<Font> font, std::unique_ptr<BitmapFont> bitmaps);
  const FaceSpec& spec_;
  std::unique_ptr<Font> font_;  // one of these
  std::unique_ptr<BitmapFont> bitmaps_;
};

}  // namespace lr::pack
