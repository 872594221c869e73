// Each pixel moves from what it was to what it is to be, at once or by way of black and white.
#include "panel.h"

#include <algorithm>

namespace {

// A panel of six inches takes 400 to 600 ms for a page without a flash, and about twice that with one.
constexpr int kRegionMs = 300, kPartialMs = 450, kFullMs = 900;
// So many parts of 256 of the difference stay behind where there is no flash.
constexpr int kGhost = 18;

std::uint8_t between(int from, int to, int part, int whole) {
  return static_cast<std::uint8_t>(from + (to - from) * std::clamp(part, 0, whole) / whole);
}

}  // namespace

Panel::Panel(int width, int height)
    : width_(width), height_(height), before_(static_cast<std::size_t>(width * height), 255), after_(before_) {}

void Panel::refresh(lr::Refresh kind, int top, int bottom, const std::vector<std::uint8_t>& picture) {
  before_ = after_;
  duration_ms_ = 0;
  if (kind == lr::Refresh::kNone) return;
  is_flash_ = kind == lr::Refresh::kFull;
  duration_ms_ = is_flash_ ? kFullMs : kind == lr::Refresh::kPartial ? kPartialMs : kRegionMs;
  const bool is_region = kind == lr::Refresh::kRegion;
  const auto row = static_cast<std::size_t>(width_);
  const std::size_t first = is_region ? static_cast<std::size_t>(std::clamp(top, 0, height_)) * row : 0;
  const std::size_t end = is_region ? static_cast<std::size_t>(std::clamp(bottom, 0, height_)) * row : after_.size();
  for (std::size_t i = first; i < end; ++i) {
    const int left_behind = is_flash_ ? 0 : (before_[i] - picture[i]) * kGhost / 256;
    after_[i] = static_cast<std::uint8_t>(picture[i] + left_behind);
  }
}

// Inverted, black, white, the picture: a quarter of the time each.
std::uint8_t Panel::flashed(std::size_t pixel, int ms) const {
  const int quarter = kFullMs / 4, at = ms % quarter;
  switch (ms / quarter) {
    case 0: return between(before_[pixel], 255 - before_[pixel], at, quarter);
    case 1: return between(255 - before_[pixel], 0, at, quarter);
    case 2: return between(0, 255, at, quarter);
    default: return between(255, after_[pixel], at, quarter);
  }
}

std::vector<std::uint8_t> Panel::seen(int ms) const {
  if (ms >= duration_ms_) return after_;
  std::vector<std::uint8_t> seen(after_.size());
  for (std::size_t i = 0; i < seen.size(); ++i)
    seen[i] = is_flash_ ? flashed(i, ms) : between(before_[i], after_[i], ms, duration_ms_);
  return seen;
}
