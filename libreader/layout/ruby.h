// A base and its reading in one box: how wide each is, and where the next symbol of either stands. Private to layout/.
#pragma once
#include "box.h"

namespace lr {

// Lengths in 1/64 px. The narrower of the two is spread over the width of the other: half a gap at either end (R1).
struct Layout::Ruby {
  std::uint8_t length = 0;                        // symbols, brackets too; 0: it is set as ordinary text
  std::uint8_t base = 0;                          // of them
  bool is_latin = false;                          // a reading in letters is not spread, and kept apart from the next
  std::int32_t base_q6 = 0, reading_q6 = 0;       // set solid
  std::int32_t first_q6 = 0;                      // the first symbol alone
  std::int32_t base_pen_q6 = 0, base_gap_q6 = 0;  // from the start of the box; behind each symbol
  std::int32_t reading_pen_q6 = 0, reading_gap_q6 = 0;

  std::int32_t width_q6() const { return base_q6 > reading_q6 ? base_q6 : reading_q6; }
  void spread();
  // Where the next symbol stands: of the base, from the second on; of the reading.
  std::int32_t next_of_base(std::int32_t advance_q6) {
    if (first_q6 != 0) base_pen_q6 += first_q6 + base_gap_q6;
    first_q6 = 0;
    const std::int32_t x_q6 = base_pen_q6;
    base_pen_q6 += advance_q6 + base_gap_q6;
    return x_q6;
  }
  std::int32_t next_of_reading(std::int32_t advance_q6) {
    const std::int32_t x_q6 = reading_pen_q6;
    reading_pen_q6 += advance_q6 + reading_gap_q6;
    return x_q6;
  }
};

}  // namespace lr
