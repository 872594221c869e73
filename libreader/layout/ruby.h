// A base and its reading in one box: how wide it is, and where the next symbol of either stands. Private to layout/.
#pragma once
#include "box.h"

namespace lr {

inline constexpr std::uint8_t kRubyStyles = kRubyBase | kRubyText;
constexpr bool is_ruby_base(std::uint8_t styles) { return (styles & kRubyStyles) == kRubyBase; }

// Lengths in 1/64 px. The narrower of the two is spread over the width of the other: half a gap at either end (R1). A
// strip (R4) is set solid: behind its base where lines are horizontal, beside it where they are vertical.
struct Layout::Ruby {
  std::uint8_t length = 0;  // symbols, brackets too; 0: it is set as ordinary text
  std::uint8_t base = 0;    // of them
  std::uint8_t narrow = 0;  // of the reading: letters, tones
  bool strip = false;
  bool tone_first = false;
  // How far the box lies over what stands before and behind it on the line (R2); below zero: is kept apart from it.
  std::int16_t before_q6 = 0, behind_q6 = 0;
  std::uint16_t width_q6 = 0;
  std::uint16_t first_q6 = 0;                      // the first symbol alone
  std::uint16_t base_pen_q6 = 0, base_gap_q6 = 0;  // from the start of the box; behind each symbol
  std::uint16_t reading_pen_q6 = 0, reading_gap_q6 = 0;

  // False: it is wider than `most_q6`.
  bool spread(const Box& box, std::int32_t base_q6, std::int32_t reading_q6, std::int32_t most_q6);
  // Where the next symbol stands: of the base, from the second on; of the reading.
  std::int32_t next_of_base(std::int32_t advance_q6) {
    const std::int32_t x_q6 = base_pen_q6 + first_q6 + (first_q6 != 0 ? base_gap_q6 : 0);
    first_q6 = 0;
    base_pen_q6 = static_cast<std::uint16_t>(x_q6 + advance_q6 + base_gap_q6);
    return x_q6;
  }
  std::int32_t next_of_reading(std::int32_t advance_q6) {
    const std::int32_t x_q6 = reading_pen_q6;
    reading_pen_q6 = static_cast<std::uint16_t>(x_q6 + advance_q6 + reading_gap_q6);
    return x_q6;
  }
  // A tone stands beside the letter before it, as far along the line; the one before all letters takes room of its own
  // in a vertical line.
  std::int32_t next_tone(const Box& box) {
    if (!box.vertical) return reading_pen_q6;
    if (!tone_first) return reading_pen_q6 - (box.em_q6 >> 1);
    tone_first = false;
    return next_of_reading(box.em_q6 >> 2);
  }
};

}  // namespace lr
