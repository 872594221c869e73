// Where a line may end, and the best of such places. Private to layout/.
#pragma once
#include "box.h"

namespace lr {

struct Layout::Cut {
  TextPoint end;              // where the next line begins
  std::int32_t width_q6 = 0;  // of the text up to here with nothing adjusted; what hangs is not counted
  std::int32_t gives_q6 = 0;  // what the line may be shrunk by (X2)
  std::uint16_t items = 0;
  bool hangs : 1 = false;   // the last mark stands behind the measure (P8)
  bool ended : 1 = false;   // by the unit or a forced break
  bool hyphen : 1 = false;  // a word is parted (U4)
  bool found : 1 = false;
};

// The cuts of a line that may be taken, while it is filled.
struct Layout::Cuts {
  int last = 0;   // the later one of fits
  Cut fits[2];    // the last two that fit as they are, by turns
  Cut shrinks;    // the first that is too long and can be shrunk to the measure
  Cut emergency;  // inside what should not be broken (L2)
  Cut anywhere;   // inside what is never broken

  // Whether a cut at such a place could still be the best one.
  bool wants(Opportunity opportunity, KinsokuLevel level) const {
    return may_break(opportunity, level) || !fits[last].found;
  }
  void offer(const Box& box, const Cut& cut, Opportunity opportunity, KinsokuLevel level);
  const Cut& last_fit() const { return fits[last]; }
  const Cut& fit_before() const { return fits[1 - last]; }
  const Cut& best(const Box& box) const;
  // Another one for a line whose best cut leaves one symbol for the next (O1); the same where there is none.
  const Cut& instead_of(const Box& box, const Cut& best) const;
};

}  // namespace lr
