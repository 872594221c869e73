// Vertices become points and segments.
#include "stb_outline.h"

namespace lr {

double em_of(const stbtt_fontinfo& font) {
  return 1.0 / static_cast<double>(stbtt_ScaleForMappingEmToPixels(&font, 1.0f));
}

Outline outline_of(const stbtt_fontinfo& font, int glyph) {
  const double em = em_of(font);
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&font, glyph, &vertices);
  Outline outline;
  const auto add = [&](int x, int y) { outline.points.push_back({x / em, y / em}); };
  for (int i = 0; i < count; ++i) {
    const stbtt_vertex& v = vertices[i];
    if (v.type == STBTT_vcubic) {
      outline.segments.push_back(Outline::Segment::kCubic);
      add(v.cx, v.cy);
      add(v.cx1, v.cy1);
    } else if (v.type == STBTT_vcurve) {
      outline.segments.push_back(Outline::Segment::kQuad);
      add(v.cx, v.cy);
    } else {
      outline.segments.push_back(v.type == STBTT_vmove ? Outline::Segment::kMove : Outline::Segment::kLine);
    }
    add(v.x, v.y);
  }
  stbtt_FreeShape(&font, vertices);
  return outline;
}

}  // namespace lr
