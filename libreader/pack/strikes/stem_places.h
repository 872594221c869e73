// Which whole pixels the stems of a glyph go to.
#pragma once
#include <vector>

#include "stems.h"

namespace lr::pack {

struct StemPlace {
  double low, high;  // px; low is a whole number
};

struct StemPlaces {
  std::vector<StemPlace> places;  // one a stem
  double cost = 0;                // how far from what is drawn; kCollision and more: strokes run together
};

inline constexpr double kCollision = 6;

// The cheapest places: near to where the stems are, their distances like those drawn, a pixel of paper between any two
// that face each other, all between `first` and `last`. `widths` is one a stem, in px; stems are in order of their
// centres.
StemPlaces place_stems(const std::vector<Stem>& stems, const std::vector<double>& widths, double first, double last);

}  // namespace lr::pack
