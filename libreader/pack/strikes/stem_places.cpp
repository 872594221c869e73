// A beam search: stems take places one after the other, and the cheapest beginnings are kept.
#include "stem_places.h"

#include <algorithm>
#include <cmath>

namespace lr::pack {
namespace {

constexpr std::size_t kBeam = 48;
constexpr double kLeastGap = 0.5;  // px; stems begin at whole pixels, so it is a whole one where thickness is

struct Beginning {
  std::vector<double> lows;
  double cost = 0;
};

double square(double x) { return x * x; }

// What it costs that `lower` and `upper`, in this order as drawn, are at these places.
double pair_cost(const Stem& lower, const Stem& upper, StemPlace a, StemPlace b, bool neighbours) {
  const double drawn = upper.low - lower.high, placed = b.low - a.high;
  if (lower.faces(upper)) {
    double cost = 0;
    if (placed < 0) cost += drawn < -0.2 ? square(placed - drawn) : 100;
    if (placed < kLeastGap && drawn > 0.25) cost += kCollision;
    if (neighbours) cost += 0.8 * square(placed - drawn);
    return cost;
  }
  // Beside each other, as in two components: level strokes stay level, and none overtakes another.
  const double apart_drawn = upper.centre() - lower.centre();
  const double apart = (b.low + b.high) / 2 - (a.low + a.high) / 2;
  if (apart < -0.3) return 2;
  return apart_drawn < 0.4 ? 1.5 * square(apart) : 0;
}

}  // namespace

StemPlaces place_stems(const std::vector<Stem>& stems, const std::vector<double>& widths, double first, double last) {
  std::vector<Beginning> beam(1);
  for (std::size_t i = 0; i < stems.size(); ++i) {
    // The nearest stem below that this one faces.
    std::size_t neighbour = i;
    for (std::size_t j = 0; j < i; ++j) {
      if (stems[j].faces(stems[i]) && stems[j].high <= stems[i].low + 0.2) neighbour = j;
    }
    const double middle = std::round(stems[i].centre() - widths[i] / 2);
    std::vector<Beginning> longer;
    for (const Beginning& beginning : beam) {
      for (int step = -1; step <= 1; ++step) {
        const StemPlace place{middle + step, middle + step + widths[i]};
        const double shift = (place.low + place.high) / 2 - stems[i].centre();
        const double length = std::min(1.0, (stems[i].to - stems[i].from) / (last - first));
        double cost = beginning.cost + square(shift) * (1 + length);
        if (place.low < first) cost += 10 * (first - place.low);
        if (place.high > last) cost += 10 * (place.high - last);
        for (std::size_t j = 0; j < i; ++j) {
          const StemPlace other{beginning.lows[j], beginning.lows[j] + widths[j]};
          cost += pair_cost(stems[j], stems[i], other, place, j == neighbour);
        }
        longer.push_back({beginning.lows, cost});
        longer.back().lows.push_back(place.low);
      }
    }
    std::stable_sort(longer.begin(), longer.end(),
                     [](const Beginning& a, const Beginning& b) { return a.cost < b.cost; });
    if (longer.size() > kBeam) longer.resize(kBeam);
    beam = std::move(longer);
  }
  StemPlaces result;
  result.cost = beam.front().cost;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    result.places.push_back({beam.front().lows[i], beam.front().lows[i] + widths[i]});
  }
  return result;
}

}  // namespace lr::pack
