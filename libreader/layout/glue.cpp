// The rules of neighbours: squeezed marks (P1, P5, P6), the gap between scripts (A1, A2), what shrinks (X2) and what
// never stretches (X4).
#include "glue.h"

#include <libreader/text/control.h>

namespace lr {
namespace {

bool is_word(const SymbolGroup& group) {
  const bool word = group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit;
  return word && group.advance == AdvanceKind::kProportional;
}

bool is_word_space(const SymbolGroup& group) {
  return group.symbol_class == SymbolClass::kSpace && group.advance == AdvanceKind::kProportional;
}

// Han or kana beside a Latin letter or a digit.
bool scripts_meet(const SymbolGroup& a, const SymbolGroup& b) {
  return (a.symbol_class == SymbolClass::kIdeograph && is_word(b)) ||
         (is_word(a) && b.symbol_class == SymbolClass::kIdeograph);
}

// Marks that are squeezed when they meet: those with a half or two quarters blank, and the ideographic space.
bool meets_marks(const SymbolGroup& group) {
  return blank_of(group) != 0 || (group.symbol_class == SymbolClass::kSpace && group.advance == AdvanceKind::kFull);
}

[[gnu::noinline]] Shrink step_of(SymbolClass symbol_class) {
  switch (symbol_class) {
    case SymbolClass::kMiddleDot: return Shrink::kMiddleDot;
    case SymbolClass::kOpen:
    case SymbolClass::kClose: return Shrink::kBracket;
    case SymbolClass::kComma:
    case SymbolClass::kColon: return Shrink::kComma;
    default: return Shrink::kStop;
  }
}

// Beside these nothing stretches (X4): dashes, ellipses, connectors, spaces that have their own step.
bool is_rigid(SymbolClass symbol_class) {
  switch (symbol_class) {
    case SymbolClass::kDash:
    case SymbolClass::kEllipsis:
    case SymbolClass::kMiddleDot:
    case SymbolClass::kNoteMark:
    case SymbolClass::kFixedSpace:
    case SymbolClass::kInvisible:
    case SymbolClass::kSpace:
    case SymbolClass::kTab: return true;
    default: return false;
  }
}

bool is_east_asian(const SymbolGroup& group) {
  switch (group.symbol_class) {
    case SymbolClass::kIdeograph:
    case SymbolClass::kOpen:
    case SymbolClass::kClose:
    case SymbolClass::kComma:
    case SymbolClass::kStop:
    case SymbolClass::kColon:
    case SymbolClass::kExclamation:
    case SymbolClass::kEmoji: return true;
    default: return false;
  }
}

}  // namespace

int Layout::GlueWalk::blank(const SymbolGroup& group) const {
  const bool tall = group.symbol_class == SymbolClass::kColon || group.symbol_class == SymbolClass::kExclamation;
  return box_.vertical && tall ? 0 : blank_of(group);
}

// Takes what marks lose always, and leaves in `glue` what they may still give. In quarters of an em: of two marks that
// meet, the second gives its half before its ink, or else the first the half behind it (P1); two exclamation marks in a
// row, no more, give the half behind the second as well (P5).
std::int32_t Layout::GlueWalk::squeeze(const SymbolGroup& group, Glue& glue) const {
  const bool fixed_before = (blank(*before_) & kBlankFixed) != 0, fixed = (blank(group) & kBlankFixed) != 0;
  int before = blank_behind(*before_), behind = blank_before(group);
  int taken = (fixed_before ? before : 0) + (fixed ? behind : 0);  // P6
  if (fixed_before) before = 0;
  if (fixed) behind = 0;
  const bool chain_ends = chained_ == 2 && group.symbol_class != SymbolClass::kExclamation;
  if (meets_marks(*before_) && meets_marks(group) && behind == 2) {
    taken += behind;
    behind = 0;
  } else if (before == 2 && (chain_ends || meets_marks(group))) {
    taken += before;
    before = 0;
  }
  const std::int32_t quarter = box_.em_q6 >> 2;
  glue.before_step = step_of(before_->symbol_class);
  glue.behind_step = step_of(group.symbol_class);
  if (box_.stops_give || glue.before_step != Shrink::kStop) glue.before_q6 = before * quarter;
  if (box_.stops_give || glue.behind_step != Shrink::kStop) glue.behind_q6 = behind * quarter;
  return taken * quarter;
}

Glue Layout::GlueWalk::to(const SymbolGroup& group, std::uint8_t span, std::int32_t advance_q6) {
  Glue glue;
  if (&group == before_ && group.symbol_class == SymbolClass::kIdeograph &&
      span == before_span_) {  // most pairs, by far
    before_advance_q6_ = advance_q6;
    return glue;
  }
  if (before_ != nullptr && span == 0 && before_span_ == 0) {
    if (box_.squeeze && (blank_of(*before_) | blank_of(group)) != 0) glue.natural_q6 -= squeeze(group, glue);
    if (box_.autospace && scripts_meet(*before_, group)) glue.natural_q6 += box_.em_q6 >> 3;
    const std::int32_t least = box_.em_q6 >> 2;
    if (box_.squeeze && is_word_space(*before_) && before_advance_q6_ > least) {
      glue.before_q6 = before_advance_q6_ - least;
      glue.before_step = Shrink::kWordSpace;
    }
  }
  const bool exclaims = group.symbol_class == SymbolClass::kExclamation && span == 0;
  chained_ = static_cast<std::uint8_t>(!exclaims ? 0 : chained_ < 3 ? chained_ + 1 : 3);
  before_ = span == kLabelSpan ? nullptr : &group;
  before_span_ = span;
  before_advance_q6_ = advance_q6;
  return glue;
}

Stretch Layout::GlueWalk::stretch(const SymbolGroup& group, std::uint8_t span) const {
  if (before_ == nullptr || span != 0) return Stretch::kNever;
  if (is_word_space(*before_)) return Stretch::kWordSpace;
  if (is_rigid(before_->symbol_class) || is_rigid(group.symbol_class)) return Stretch::kNever;
  if (scripts_meet(*before_, group)) return Stretch::kScripts;
  return is_east_asian(*before_) || is_east_asian(group) ? Stretch::kAny : Stretch::kNever;
}

std::int32_t Layout::GlueWalk::head_q6(const SymbolGroup& group) const {
  return box_.squeeze ? blank_before(group) * (box_.em_q6 >> 2) : 0;
}

std::int32_t Layout::GlueWalk::tail_q6() const {
  return box_.squeeze && before_ != nullptr && before_span_ == 0 ? blank_behind(*before_) * (box_.em_q6 >> 2) : 0;
}

}  // namespace lr
