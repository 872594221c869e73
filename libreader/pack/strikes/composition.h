// An outline put together of glyphs, which remembers of which ones and where they are placed.
#pragma once
#include <libreader/outline/contours.h>
#include <libreader/outline/outline_section.h>

#include <vector>

#include "face.h"

namespace lr::pack {

struct PlacedGlyph {
  const Face* face;  // null: a square of one em
  int glyph;
  Placing placing;
};

struct Composition {
  Outline outline;
  std::vector<PlacedGlyph> glyphs;

  static Composition of(const Face& face, int glyph) { return {face.outline(glyph), {{&face, glyph, {}}}}; }
  static Composition rectangle(double x0, double y0, double x1, double y1) {
    return {Outline::rectangle(x0, y0, x1, y1), {{nullptr, 0, {x1 - x0, 0, 0, y1 - y0, x0, y0}}}};
  }

  bool empty() const { return outline.empty(); }
  Box box() const { return outline.box(); }

  // x becomes x * scale_x + dx, and so for y.
  void transform(double scale_x, double scale_y, double dx, double dy) {
    outline.transform(scale_x, scale_y, dx, dy);
    for (PlacedGlyph& glyph : glyphs) {
      Placing& p = glyph.placing;
      p = {p.xx * scale_x, p.xy * scale_x, p.yx * scale_y, p.yy * scale_y, p.dx * scale_x + dx, p.dy * scale_y + dy};
    }
  }

  // Clockwise by 90 degrees about a point.
  void turn(double x, double y) {
    for (Point& point : outline.points) point = {x + point.y - y, y - (point.x - x)};
    for (PlacedGlyph& glyph : glyphs) {
      Placing& p = glyph.placing;
      p = {p.yx, p.yy, -p.xx, -p.xy, x + p.dy - y, y - (p.dx - x)};
    }
  }

  void append(const Composition& other) {
    outline.append(other.outline);
    glyphs.insert(glyphs.end(), other.glyphs.begin(), other.glyphs.end());
  }
};

}  // namespace lr::pack
