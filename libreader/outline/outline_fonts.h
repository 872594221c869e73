// The fonts of one OUTL section, opened, and what they draw.
#pragma once
#include <libreader/outline.h>

#include "contours.h"
#include "outline_section.h"
#include "stb.h"

namespace lr {

struct OutlineFonts {
  OutlineSection section;
  std::vector<stbtt_fontinfo> fonts;

  // kDamaged: one of its fonts is none.
  Status open_fonts();
  // Em, the pen at the origin; empty for a blank.
  Outline outline(std::uint32_t number) const;
  // Pixels that ink may be in.
  struct Box {
    int left, top, right, bottom;
  };
  Box box(int ppem) const;
  OutlinePicture draw(std::uint32_t number, int ppem, int bits_per_pixel) const;
};

}  // namespace lr
