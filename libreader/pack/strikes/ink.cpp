// Ink of coverage, chosen by what hangs together in the outline.
#include "ink.h"

#include <algorithm>
#include <cmath>

#include "topology.h"

namespace lr::pack {
namespace {

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
