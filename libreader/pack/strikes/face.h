// One face of a font file: which glyphs it has, their outlines and advances in em. Knows nothing of pixels.
#pragma once
#include <memory>
#include <string>

#include "faces.h"
#include "outline.h"

namespace lr::pack {

class Face {
 public:
  // Null where no file of the spec exists. Throws InputError: a file that is no font, or has no face of that index.
  static std::unique_ptr<Face> open(const FaceSpec& spec);
  ~Face();
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;

  const FaceSpec& spec() const { return spec_; }
  std::string name_and_version() const;  // "Noto Sans CJK SC 2.004"

  int glyph(char32_t c) const;       // 0: it has none
  int vertical_glyph(char32_t c) const;  // of a vertical line, where it is another one (OpenType `vert`, U+FE10 …); or 0
  double advance(int glyph) const;   // em
  Outline outline(int glyph) const;  // em, the pen at the origin; empty for a space

 private:
  struct Font;
  Face(const FaceSpec& spec, std::unique_ptr<Font> font);
  const FaceSpec& spec_;
  std::unique_ptr<Font> font_;
};

}  // namespace lr::pack
