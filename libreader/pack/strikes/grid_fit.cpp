// Stems get whole pixels (stem_places.cpp); the other points follow the stems beside them on their contour.
#include "grid_fit.h"

#include <cmath>
#include <optional>

#include "stem_places.h"

namespace lr::pack {
namespace {

constexpr double kFarthestMove = 1.0;  // px

// New places for some points of an outline along one axis.
class Moves {
 public:
  Moves(const Outline& outline, Axis axis) : outline_(outline), axis_(axis), to_(outline.points.size()) {}

  void set(const std::vector<std::size_t>& points, double place) {
    for (const std::size_t i : points) {
      to_[i] = place;
      any_ = true;
    }
  }
  bool any() const { return any_; }

  // All points: those between two moved ones of their contour are moved in proportion, those of a contour without any
  // like the places nearest to them. None where one goes too far.
  std::optional<Outline> apply() const {
    Outline result = outline_;
    for (const Contour& contour : contours_of(outline_)) {
      const auto begin = to_.begin() + static_cast<std::ptrdiff_t>(contour.first);
      const auto end = to_.begin() + static_cast<std::ptrdiff_t>(contour.end);
      const bool touched = std::any_of(begin, end, [](const auto& place) { return place.has_value(); });
      for (std::size_t i = contour.first; i < contour.end; ++i) {
        const double old = along(outline_.points[i], axis_);
        const double place = to_[i] ? *to_[i] : touched ? between(contour, i) : old + nearest_shift(old);
        if (std::abs(place - old) > kFarthestMove + 0.01) return std::nullopt;
        (axis_ == Axis::kX ? result.points[i].x : result.points[i].y) = place;
      }
    }
    return result;
  }

 private:
  double old(std::size_t i) const { return along(outline_.points[i], axis_); }
  double shift(std::size_t i) const { return *to_[i] - old(i); }

  double between(const Contour& contour, std::size_t i) const {
    const std::size_t count = contour.end - contour.first;
    const auto step = [&](std::size_t from, std::size_t by) {
      return contour.first + (from - contour.first + by) % count;
    };
    std::size_t a = i, b = i;
    while (!to_[a]) a = step(a, count - 1);
    while (!to_[b]) b = step(b, 1);
    if (old(a) > old(b)) std::swap(a, b);
    const double p = old(i);
    if (p <= old(a)) return p + shift(a);
    if (p >= old(b)) return p + shift(b);
    const double part = (p - old(a)) / (old(b) - old(a));
    return p + shift(a) + part * (shift(b) - shift(a));
  }

  double nearest_shift(double place) const {
    std::size_t below = to_.size(), above = to_.size();
    for (std::size_t i = 0; i < to_.size(); ++i) {
      if (!to_[i]) continue;
      if (old(i) <= place && (below == to_.size() || old(i) > old(below))) below = i;
      if (old(i) >= place && (above == to_.size() || old(i) < old(above))) above = i;
    }
    if (below == to_.size()) return above == to_.size() ? 0 : shift(above);
    if (above == to_.size() || old(above) - old(below) < 1e-6) return shift(below);
    const double part = (place - old(below)) / (old(above) - old(below));
    return shift(below) + part * (shift(above) - shift(below));
  }

  const Outline& outline_;
  Axis axis_;
  std::vector<std::optional<double>> to_;
  bool any_ = false;
};

// A stroke's thickness in whole pixels; with greys to draw them, in halves.
double rounded_width(double width, int bpp) {
  if (bpp > 1) return std::max(1.0, std::round(2 * width - 0.05) / 2);
  return std::max(1.0, std::round(width));
}

// Strokes near the face's usual thickness all get the same; thinner ones of crowded characters their own.
std::vector<double> stem_widths(const std::vector<Stem>& stems, double usual, int bpp) {
  std::vector<double> widths;
  for (const Stem& stem : stems) {
    const double width = usual > 0 && stem.width() > 0.78 * usual && stem.width() < 1.35 * usual ? usual : stem.width();
    widths.push_back(rounded_width(width, bpp));
  }
  return widths;
}

// Crowded characters get thinner strokes where that keeps them apart.
std::optional<Outline> fit_stems(const Outline& outline, Axis axis, double usual, double first, double last, int ppem,
                                 int bpp) {
  const std::vector<Stem> stems = find_stems(find_edges(outline, axis, ppem), ppem);
  if (stems.empty()) return std::nullopt;
  std::vector<double> widths = stem_widths(stems, usual, bpp);
  std::optional<Outline> best;
  double best_cost = std::numeric_limits<double>::infinity();
  for (double thinner = 0;; ++thinner) {
    constexpr double kThinner = 0.25;  // a stem
    const StemPlaces found = place_stems(stems, widths, first, last);
    const double cost = found.cost + kThinner * thinner * static_cast<double>(stems.size());
    if (cost < best_cost) {
      Moves moves(outline, axis);
      for (std::size_t i = 0; i < stems.size(); ++i) {
        moves.set(stems[i].low_points, found.places[i].low);
        moves.set(stems[i].high_points, found.places[i].high);
      }
      if (std::optional<Outline> moved = moves.apply()) {
        best = std::move(moved);
        best_cost = cost;
      }
    }
    if ((best && found.cost < kCollision) || *std::max_element(widths.begin(), widths.end()) <= 1) return best;
    for (double& width : widths) width = std::max(1.0, width - (bpp > 1 ? 0.5 : 1));
  }
}

// Letters: edges at the lines of the face go to whole pixels, with the thickness of the stem that ends there.
std::optional<Outline> fit_lines(const Outline& outline, const FaceMetrics& metrics, int ppem, int bpp) {
  const std::vector<Edge> edges = find_edges(outline, Axis::kY, ppem);
  const std::vector<Stem> stems = find_stems(edges, ppem);
  // Letters stand on the lower lines with their lowest edges and end at the upper ones with their highest.
  const auto line_at = [&](double place, bool lowest) -> std::optional<double> {
    constexpr double kOvershoot = 0.02;
    for (const double line : metrics.lines) {
      if (std::abs(place / ppem - line) < kOvershoot && (line <= 0) == lowest) return std::round(line * ppem);
    }
    return std::nullopt;
  };
  Moves moves(outline, Axis::kY);
  for (const Edge& edge : edges) {
    if (const auto line = line_at(edge.at, edge.ink_above)) moves.set(edge.points, *line);
  }
  const std::vector<double> widths = stem_widths(stems, metrics.letter_y * ppem, bpp);
  for (std::size_t i = 0; i < stems.size(); ++i) {
    const auto low = line_at(stems[i].low, true), high = line_at(stems[i].high, false);
    const double place = low ? *low : high ? *high - widths[i] : std::round(stems[i].centre() - widths[i] / 2);
    moves.set(stems[i].low_points, place);
    moves.set(stems[i].high_points, place + widths[i]);
  }
  return moves.any() ? moves.apply() : std::nullopt;
}

void fit_dash(Outline& outline) {
  const Box box = outline.box();
  const double height = std::max(1.0, std::round(box.height()));
  const double low = std::round((box.y0 + box.y1) / 2 - height / 2);
  for (Point& p : outline.points) {
    p.x = std::round(p.x);
    p.y = p.y == box.y0 ? low : low + height;
  }
}

double usual_width(const Face& face, const char32_t* samples, Axis axis) {
  std::vector<double> widths;
  for (; *samples != 0; ++samples) {
    const int glyph = face.glyph(*samples);
    if (glyph == 0) continue;
    for (const Stem& stem : find_stems(find_edges(face.outline(glyph), axis, 1), 1)) widths.push_back(stem.width());
  }
  if (widths.empty()) return 0;
  std::sort(widths.begin(), widths.end());
  return widths[widths.size() / 2];
}

}  // namespace

FaceMetrics measure(const Face& face) {
  FaceMetrics metrics;
  if (!face.spec().grid_fit) return metrics;
  metrics.stem_x = usual_width(face, U"十中工正王田上下日土", Axis::kX);
  metrics.stem_y = usual_width(face, U"十中工正王田上下日土", Axis::kY);
  metrics.letter_x = usual_width(face, U"HEFLTDhnulidb", Axis::kX);
  metrics.letter_y = usual_width(face, U"HEFLTDzenobdp", Axis::kY);
  metrics.lines.push_back(0);
  for (const char32_t c : {U'x', U'H', U'd', U'p'}) {
    const int glyph = face.glyph(c);
    if (glyph == 0) continue;
    const Box box = face.outline(glyph).box();
    metrics.lines.push_back(c == U'p' ? box.y0 : box.y1);
  }
  return metrics;
}

void fit_to_grid(Outline& outline, GridFit fit, const FaceMetrics& metrics, int ppem, int bpp) {
  const auto replace = [&](std::optional<Outline> fitted) {
    if (fitted) outline = std::move(*fitted);
  };
  if (fit == GridFit::kDash) fit_dash(outline);
  if (fit == GridFit::kBaseline) {
    replace(fit_lines(outline, metrics, ppem, bpp));
    // Without greys an upright stem is one pixel or two by chance; with them its place within a word matters more.
    if (bpp == 1) replace(fit_stems(outline, Axis::kX, metrics.letter_x * ppem, -ppem, 2 * ppem, ppem, bpp));
  }
  if (fit == GridFit::kStems) {
    const Box drawn = outline.box();
    const double top = std::round(0.88 * ppem), bottom = top - ppem;
    replace(fit_stems(outline, Axis::kY, metrics.stem_y * ppem, bottom, top, ppem, bpp));
    replace(fit_stems(outline, Axis::kX, metrics.stem_x * ppem, 0, ppem, ppem, bpp));
    // What was inside the em square stays inside.
    for (Point& p : outline.points) {
      p.x = std::clamp(p.x, std::min(0.0, drawn.x0), std::max<double>(ppem, drawn.x1));
      p.y = std::clamp(p.y, std::min(bottom, drawn.y0), std::max(top, drawn.y1));
    }
  }
}

}  // namespace lr::pack
