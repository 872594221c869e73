// Moves the stems of an outline onto the pixel grid, so that strokes of one thickness look alike and do not blur.
#pragma once
#include "compose.h"

namespace lr::pack {

// What is common to the glyphs of a face, in em.
struct FaceMetrics {
  double stem_x = 0, stem_y = 0;      // usual thickness of vertical and of horizontal strokes of Han; 0: unknown
  double letter_x = 0, letter_y = 0;  // and of letters
  std::vector<double> lines;          // letters stand and end there: baseline, x-height, capitals, ascenders, descenders
};

FaceMetrics measure(const Face& face);

// `outline` is in pixels, y upwards. Left as it is where no stems are found or a point would move too far.
void fit_to_grid(Outline& outline, GridFit fit, const FaceMetrics& metrics, int ppem, int bpp);

}  // namespace lr::pack
