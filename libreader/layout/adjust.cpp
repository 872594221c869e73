// Brings a full line to the measure: word spaces first, then the gaps beside ideographs, each within its limit (X3, X6).
// Every amount is distributed so that the sum is exact and the remainder is spread evenly.
#include <libreader/text/control.h>

#include "box.h"

namespace lr {
namespace {

// Whether a gap after `left` may be widened: beside an ideograph or its punctuation, not inside what belongs together (X4).
bool stretches(const SymbolGroup& left, const SymbolGroup& right) {
  const auto rigid = [](SymbolClass c) {
    return c == SymbolClass::kDash || c == SymbolClass::kEllipsis || c == SymbolClass::kMiddleDot ||
           c == SymbolClass::kNoteMark || c == SymbolClass::kFixedSpace || c == SymbolClass::kInvisible ||
           c == SymbolClass::kSpace || c == SymbolClass::kTab;
  };
  const auto east_asian = [](SymbolClass c) {
    switch (c) {
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
  };
  const SymbolClass a = left.symbol_class, b = right.symbol_class;
  return !rigid(a) && !rigid(b) && (east_asian(a) || east_asian(b));
}

// `part` of `whole` equal shares of an amount, so that the shares of all add up to it.
std::int32_t share(std::int32_t amount, std::int32_t part, std::int32_t whole) {
  return static_cast<std::int32_t>(static_cast<std::int64_t>(amount) * part / whole);
}

}  // namespace

void Layout::adjust(const Box& box, std::uint32_t items, bool ended) {
  const Alphabet& alphabet = bundle_->alphabet();
  const auto class_at = [&](std::uint32_t i) { return alphabet.group_of(items_[i].symbol).symbol_class; };
  while (items > 0 && class_at(items - 1) == SymbolClass::kSpace) --items;
  if (ended || !box.justify || items < 2) return;
  const std::int32_t right_q6 = left_ * 64 + box.left_q6 + box.measure_q6;
  const std::int32_t slack = right_q6 - (items_[items - 1].x_q6 + items_[items - 1].advance_q6);
  if (slack <= 0) return;
  const auto has_gap = [&](std::uint32_t i) {
    return items_[i].span == 0 && items_[i - 1].span != kLabelSpan &&
           stretches(alphabet.group_of(items_[i - 1].symbol), alphabet.group_of(items_[i].symbol));
  };
  std::int32_t spaces = 0, gaps = 0;
  for (std::uint32_t i = 1; i < items; ++i) {
    if (class_at(i - 1) == SymbolClass::kSpace && items_[i - 1].span == 0) ++spaces;
    if (has_gap(i)) ++gaps;
  }
  // A word space grows to half an em; in a line without ideographs, where nothing else can, to one and a quarter.
  const std::int32_t space_limit = gaps > 0 ? box.em_q6 / 4 : box.em_q6;
  const std::int32_t for_spaces = slack < spaces * space_limit ? slack : spaces * space_limit;
  const std::int32_t for_gaps = slack - for_spaces;
  if (for_gaps > gaps * (box.em_q6 / 4)) return;  // too loose: left ragged
  std::int32_t space = 0, gap = 0, shift = 0;
  for (std::uint32_t i = 1; i < items; ++i) {
    if (class_at(i - 1) == SymbolClass::kSpace && items_[i - 1].span == 0) ++space;
    if (has_gap(i)) ++gap;
    shift = (spaces > 0 ? share(for_spaces, space, spaces) : 0) + (gaps > 0 ? share(for_gaps, gap, gaps) : 0);
    items_[i].x_q6 += shift;
  }
}

}  // namespace lr
