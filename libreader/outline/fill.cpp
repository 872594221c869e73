// Coverage by stb_truetype's exact-area rasteriser.
#include "fill.h"

#include <cmath>

#include "stb.h"

namespace lr {
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

}  // namespace lr
