// Coverage by stb_truetype's exact-area rasteriser.
#include "rasterise.h"

#include <cmath>

#include "stb.h"
#include "topology.h"

namespace lr::pack {
namespace {

constexpr double kSubpixels = 64;  // stb takes vertices as 16-bit integers

stbtt_vertex vertex_of(Outline::Segment segment, const Point* p) {
  const auto fixed = [](double value) {
    return static_cast<stbtt_vertex_type>(std::clamp(std::lround(value * kSubpixels), -32767L, 32767L));
  };
  stbtt_vertex v{};
  const Point& end = p[Outline::points_of(segment) - 1];
  v.x = fixed(end.x);
  v.y = fixed(end.y);
  v.type = STBTT_vline;
  if (segment == Outline::Segment::kMove) v.type = STBTT_vmove;
  if (segment == Outline::Segment::kQuad || segment == Outline::Segment::kCubic) {
    v.cx = fixed(p[0].x);
    v.cy = fixed(p[0].y);
    v.type = STBTT_vcurve;
  }
  if (segment == Outline::Segment::kCubic) {
    v.cx1 = fixed(p[1].x);
    v.cy1 = fixed(p[1].y);
    v.type = STBTT_vcubic;
  }
  return v;
}

// coverage^0.75 from square roots, which round the same on every machine.
double darkened(int coverage) {
  const double root = std::sqrt(coverage / 255.0);
  return root * std::sqrt(root);
}

int difference(const Topology& a, const Topology& b) {
  return std::abs(a.pieces - b.pieces) + std::abs(a.holes - b.holes);
}

// That of the outline at a size where nothing runs together.
Topology drawn_topology(Outline outline) {
  constexpr int kPpem = 128;
  outline.transform(kPpem, kPpem, 0, 0);
  const Coverage large = fill(outline, {-2 * kPpem, -2 * kPpem, 4 * kPpem, 2 * kPpem});
  return topology_of(ink_levels(large, 128), large.width, large.height);
}

// Turns doubtful pixels over, the most doubtful first, as long as each brings the picture nearer to what is wanted:
// strokes that touch at a corner come apart, a hole that is a pixel small opens.
void turn_over(std::vector<std::uint8_t>& ink, const Coverage& coverage, int threshold, const Topology& wanted) {
  constexpr int kDoubt = 110, kMost = 4, kSpeck = 3;
  std::vector<std::pair<int, std::size_t>> doubtful;
  for (std::size_t i = 0; i < ink.size(); ++i) {
    const int doubt = std::abs(coverage.values[i] - threshold);
    if (doubt <= kDoubt) doubtful.emplace_back(doubt, i);
  }
  std::sort(doubtful.begin(), doubtful.end());
  Topology now = topology_of(ink, coverage.width, coverage.height);
  for (int turned = 0; turned < kMost && difference(now, wanted) > 0; ++turned) {
    bool better = false;
    for (const auto& [doubt, i] : doubtful) {
      ink[i] ^= 1;
      const Topology then = topology_of(ink, coverage.width, coverage.height);
      better = difference(then, wanted) < difference(now, wanted) && then.least >= std::min(now.least, kSpeck);
      if (better) {
        now = then;
        break;
      }
      ink[i] ^= 1;
    }
    if (!better) return;
  }
}

}  // namespace

Coverage fill(const Outline& outline, const Clip& clip) {
  Coverage result;
  const Box box = outline.box();
  if (box.empty()) return result;
  const int left = static_cast<int>(std::floor(box.x0)), right = static_cast<int>(std::ceil(box.x1)) + 1;
  const int top = -static_cast<int>(std::ceil(box.y1)), bottom = -static_cast<int>(std::floor(box.y0)) + 1;
  std::vector<stbtt_vertex> vertices;
  const Point* next = outline.points.data();
  for (const Outline::Segment segment : outline.segments) {
    vertices.push_back(vertex_of(segment, next));
    next += Outline::points_of(segment);
  }
  Coverage whole{left, top, right - left, bottom - top, {}};
  whole.values.resize(static_cast<std::size_t>(whole.width) * static_cast<std::size_t>(whole.height));
  stbtt__bitmap bitmap{whole.width, whole.height, whole.width, whole.values.data()};
  constexpr float kFlatness = 0.1f, kScale = 1.0f / static_cast<float>(kSubpixels);
  stbtt_Rasterize(&bitmap, kFlatness, vertices.data(), static_cast<int>(vertices.size()), kScale, kScale, 0, 0, left,
                  top, 1, nullptr);

  result.left = std::max(left, clip.left);
  result.top = std::max(top, clip.top);
  result.width = std::max(0, std::min(right, clip.right) - result.left);
  result.height = std::max(0, std::min(bottom, clip.bottom) - result.top);
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      result.values.push_back(whole.at(x + result.left - left, y + result.top - top));
    }
  }
  return result;
}

std::vector<std::uint8_t> grey_levels(const Coverage& coverage, int bpp) {
  const double top = (1 << bpp) - 1;
  std::uint8_t level[256];
  for (int i = 0; i < 256; ++i) level[i] = static_cast<std::uint8_t>(std::lround(darkened(i) * top));
  std::vector<std::uint8_t> result;
  result.reserve(coverage.values.size());
  for (const std::uint8_t value : coverage.values) result.push_back(level[value]);
  return result;
}

std::vector<std::uint8_t> ink_levels(const Coverage& coverage, int threshold) {
  std::vector<std::uint8_t> result;
  result.reserve(coverage.values.size());
  for (const std::uint8_t value : coverage.values) result.push_back(value >= threshold ? 1 : 0);
  return result;
}

std::vector<std::uint8_t> best_ink(const Coverage& coverage, int threshold, const Outline& outline) {
  constexpr int kReach = 24, kStep = 4, kSoft = 48;
  constexpr double kWeightShare = 15;  // 1 % of weight counts as much as 0.15 of a piece or hole
  const Topology wanted = drawn_topology(outline);
  // What the picture would weigh if the threshold were spread evenly about its middle: lumps even out.
  double weight = 0;
  for (const std::uint8_t value : coverage.values) {
    weight += std::clamp((value - (threshold - kSoft)) / (2.0 * kSoft), 0.0, 1.0);
  }
  std::vector<std::uint8_t> best;
  double best_cost = std::numeric_limits<double>::infinity();
  for (int distance = 0; distance <= kReach; distance += kStep) {
    for (const int candidate : {threshold + distance, threshold - distance}) {
      std::vector<std::uint8_t> ink = ink_levels(coverage, candidate);
      const double black = static_cast<double>(std::count(ink.begin(), ink.end(), 1));
      const double cost = kWeightShare * std::abs(black - weight) / std::max(weight, 1.0) +
                          difference(topology_of(ink, coverage.width, coverage.height), wanted);
      if (cost >= best_cost - 1e-9) continue;
      best_cost = cost;
      best = std::move(ink);
    }
  }
  turn_over(best, coverage, threshold, wanted);
  return best;
}

}  // namespace lr::pack
