// An outline as points and segments, in any unit, y upwards. Read by stb_outline.cpp, filled by fill.cpp; the packer
// puts clusters together of it and moves it onto the pixel grid.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace lr {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x0 = std::numeric_limits<double>::infinity(), y0 = x0;
  double x1 = -x0, y1 = -x0;
  bool empty() const { return !(x0 < x1 && y0 < y1); }
  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
};

// Segments take their points in order: kMove 1 (begins a contour), kLine 1, kQuad 2, kCubic 3, control points first.
struct Outline {
  enum class Segment : std::uint8_t { kMove, kLine, kQuad, kCubic };

  std::vector<Point> points;
  std::vector<Segment> segments;

  bool empty() const { return segments.empty(); }

  static std::size_t points_of(Segment segment) {
    return segment == Segment::kCubic ? 3 : segment == Segment::kQuad ? 2 : 1;
  }

  // Of all points, control points included: the ink lies within.
  Box box() const {
    Box box;
    for (const Point& p : points) {
      box.x0 = std::min(box.x0, p.x);
      box.y0 = std::min(box.y0, p.y);
      box.x1 = std::max(box.x1, p.x);
      box.y1 = std::max(box.y1, p.y);
    }
    return box;
  }

  // x becomes x * scale_x + dx, and so for y.
  void transform(double scale_x, double scale_y, double dx, double dy) {
    for (Point& p : points) {
      p.x = p.x * scale_x + dx;
      p.y = p.y * scale_y + dy;
    }
  }

  void append(const Outline& other) {
    points.insert(points.end(), other.points.begin(), other.points.end());
    segments.insert(segments.end(), other.segments.begin(), other.segments.end());
  }

  // A rectangle, turning as TrueType's outer contours do.
  static Outline rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}, {x0, y0}},
            {Segment::kMove, Segment::kLine, Segment::kLine, Segment::kLine, Segment::kLine}};
  }
};

}  // namespace lr
