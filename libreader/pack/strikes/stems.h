// The stems of an outline along one axis: two straight edges, or the crests of two curves, that face each other with
// ink between them. What grid_fit.cpp moves.
#pragma once
#include <cstddef>
#include <vector>

#include <libreader/outline/contours.h>

namespace lr::pack {

// kY: horizontal stems, whose place is a y; kX: vertical ones.
enum class Axis : std::uint8_t { kX, kY };

constexpr double along(const Point& p, Axis axis) { return axis == Axis::kX ? p.x : p.y; }
constexpr double across(const Point& p, Axis axis) { return axis == Axis::kX ? p.y : p.x; }

// Points first to end (excluded) of an outline.
struct Contour {
  std::size_t first, end;
};

struct Edge {
  double at;                        // along the axis
  double from, to;                  // across it
  bool ink_above;                   // where the ink is: towards larger or smaller places
  std::vector<std::size_t> points;  // of the outline

  double length() const { return to - from; }
};

struct Stem {
  double low, high;
  double from, to;  // across; of all its edges together
  std::vector<std::size_t> low_points, high_points;

  double width() const { return high - low; }
  double centre() const { return (low + high) / 2; }
  bool faces(const Stem& other) const { return from < other.to && other.from < to; }
};

std::vector<Contour> contours_of(const Outline& outline);

// Lengths below are in the outline's unit, of which `em` is one em.
std::vector<Edge> find_edges(const Outline& outline, Axis axis, double em);

// In the order of their centres.
std::vector<Stem> find_stems(const std::vector<Edge>& edges, double em);

}  // namespace lr::pack
