// Finds edges as runs of points on one line, and pairs those that face each other.
#include "stems.h"

#include <cmath>

namespace lr::pack {
namespace {

// em
constexpr double kFlatness = 0.004;       // how far the points of an edge may be off its line
constexpr double kShortestEdge = 0.03;
constexpr double kThickestStem = 0.16;
constexpr double kSameEdge = 0.012;       // stems whose edges are this near are one

double signed_area(const Outline& outline, const std::vector<Contour>& contours) {
  double area = 0;
  for (const Contour& contour : contours) {
    for (std::size_t i = contour.first, j = contour.end - 1; i < contour.end; j = i++) {
      area += outline.points[j].x * outline.points[i].y - outline.points[i].x * outline.points[j].y;
    }
  }
  return area;
}

double overlap(const Edge& a, const Edge& b) { return std::min(a.to, b.to) - std::max(a.from, b.from); }

Stem stem_of(const Edge& low, const Edge& high) {
  return {low.at, high.at, std::min(low.from, high.from), std::max(low.to, high.to), low.points, high.points};
}

void add_points(std::vector<std::size_t>& to, const std::vector<std::size_t>& from) {
  to.insert(to.end(), from.begin(), from.end());
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
}

bool is_same(const Stem& a, const Stem& b, double em) {
  return std::abs(a.low - b.low) <= kSameEdge * em && std::abs(a.high - b.high) <= kSameEdge * em;
}

// Pieces of one stroke that others cross, and strokes of two components on one line.
std::vector<Stem> merge(const std::vector<Stem>& pieces, double em) {
  std::vector<Stem> stems;
  for (const Stem& piece : pieces) {
    const auto same = std::find_if(stems.begin(), stems.end(), [&](const Stem& s) { return is_same(s, piece, em); });
    if (same == stems.end()) {
      stems.push_back(piece);
      continue;
    }
    const double weight = (piece.to - piece.from) / (piece.to - piece.from + same->to - same->from);
    same->low += weight * (piece.low - same->low);
    same->high += weight * (piece.high - same->high);
    same->from = std::min(same->from, piece.from);
    same->to = std::max(same->to, piece.to);
    add_points(same->low_points, piece.low_points);
    add_points(same->high_points, piece.high_points);
  }
  return stems;
}

}  // namespace

std::vector<Contour> contours_of(const Outline& outline) {
  std::vector<Contour> contours;
  std::size_t point = 0;
  for (const Outline::Segment segment : outline.segments) {
    if (segment == Outline::Segment::kMove) contours.push_back({point, point});
    point += Outline::points_of(segment);
    if (!contours.empty()) contours.back().end = point;
  }
  return contours;
}

std::vector<Edge> find_edges(const Outline& outline, Axis axis, double em) {
  const std::vector<Contour> contours = contours_of(outline);
  // Which side of an edge the ink is on follows from the direction of travel and that of the whole outline.
  const bool ink_left = signed_area(outline, contours) > 0;
  std::vector<Edge> edges;
  for (const Contour& contour : contours) {
    const std::size_t count = contour.end - contour.first;
    const auto point = [&](std::size_t i) { return contour.first + i % count; };
    const auto level = [&](std::size_t i, std::size_t j) {
      return std::abs(along(outline.points[point(i)], axis) - along(outline.points[point(j)], axis)) <= kFlatness * em;
    };
    std::size_t start = 0;  // begins a run: the point before it is on another line
    while (start < count && level(start, start + count - 1)) ++start;
    if (start == count) continue;
    for (std::size_t i = start; i < start + count;) {
      std::size_t end = i + 1;
      while (end < start + count && level(end - 1, end) && level(i, end)) ++end;
      const Point& first = outline.points[point(i)];
      const Point& last = outline.points[point(end - 1)];
      const double travel = across(last, axis) - across(first, axis);
      if (std::abs(travel) >= kShortestEdge * em) {
        const bool forward = (travel > 0) == (axis == Axis::kY);
        Edge edge{(along(first, axis) + along(last, axis)) / 2, std::min(across(first, axis), across(last, axis)),
                  std::max(across(first, axis), across(last, axis)), forward == ink_left, {}};
        for (std::size_t k = i; k < end; ++k) edge.points.push_back(point(k));
        edges.push_back(std::move(edge));
      }
      i = end;
    }
  }
  return edges;
}

std::vector<Stem> find_stems(const std::vector<Edge>& edges, double em) {
  constexpr double kNearest = 1.3;  // of the edges that one faces, those not much farther than the nearest
  std::vector<Stem> pieces;
  for (const Edge& low : edges) {
    if (!low.ink_above) continue;
    double nearest = kThickestStem * em;
    const auto facing = [&](const Edge& high) {
      return !high.ink_above && high.at > low.at && overlap(low, high) >= 0.4 * std::min(low.length(), high.length());
    };
    for (const Edge& high : edges) {
      if (facing(high)) nearest = std::min(nearest, high.at - low.at);
    }
    for (const Edge& high : edges) {
      if (!facing(high) || high.at - low.at > std::min(kNearest * nearest, kThickestStem * em)) continue;
      // As long as it is thick at least, or it is the end of a stroke across.
      if (std::max(low.length(), high.length()) < high.at - low.at) continue;
      pieces.push_back(stem_of(low, high));
    }
  }
  std::sort(pieces.begin(), pieces.end(), [](const Stem& a, const Stem& b) {
    return a.to - a.from > b.to - b.from || (a.to - a.from == b.to - b.from && a.low < b.low);
  });
  std::vector<Stem> stems = merge(pieces, em);
  std::sort(stems.begin(), stems.end(), [](const Stem& a, const Stem& b) {
    return a.centre() < b.centre() || (a.centre() == b.centre() && a.from < b.from);
  });
  return stems;
}

}  // namespace lr::pack
