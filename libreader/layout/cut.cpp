// The choice among the cuts of a line: first fit, but shrunk rather than stretched (X1), and no last line of one symbol
// (O1).
#include "cut.h"

namespace lr {
namespace {

// A line that is short by less is as good as full: shrinking it by more than three times that would be no gain.
constexpr int kFullShare = 4;  // of an em

// A word is parted only where the line would be left open by more than this share of the measure without it: as much as its
// spaces take up well.
constexpr int kHyphenShare = 16;

// To move a symbol down, at most this share of the measure is left open: as much as the gaps of the rest take up (X6).
constexpr int kOpenShare = 5;

}  // namespace

void Layout::Cuts::offer(const Box& box, const Cut& cut, Opportunity opportunity, KinsokuLevel level) {
  const Cut& fit = fits[last];
  if (cut.hyphen && fit.found && !fit.hyphen && (box.measure_q6 - fit.width_q6) * kHyphenShare <= box.measure_q6) return;
  const bool fitting = cut.width_q6 <= box.measure_q6;
  if (may_break(opportunity, level)) {
    if (fitting) {
      last = 1 - last;
      fits[last] = cut;
    } else if (!shrinks.found && cut.width_q6 - cut.gives_q6 <= box.measure_q6) {
      shrinks = cut;
    }
  } else if (fitting && opportunity != Opportunity::kNever) {
    emergency = cut;
  }
  if (!fits[last].found && (fitting || !anywhere.found)) anywhere = cut;
}

const Layout::Cut& Layout::Cuts::best(const Box& box) const {
  const Cut& fit = last_fit();
  const bool full = fit.found && (fit.ended || (box.measure_q6 - fit.width_q6) * kFullShare <= box.em_q6);
  if (shrinks.found && !full) return shrinks;
  return fit.found ? fit : emergency.found ? emergency : anywhere;
}

const Layout::Cut& Layout::Cuts::instead_of(const Box& box, const Cut& best) const {
  if (&best == &last_fit() && shrinks.found && shrinks.ended) return shrinks;
  const Cut& earlier = &best == &shrinks ? last_fit() : fit_before();
  const bool usable = earlier.found && (box.measure_q6 - earlier.width_q6) * kOpenShare <= box.measure_q6;
  return usable ? earlier : best;
}

}  // namespace lr
