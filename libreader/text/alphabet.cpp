// Loads and checks an alphabet; finds the group of a symbol.
#include "alphabet.h"

#include <libreader/base/bytes.h>

#include "control.h"

namespace lr {
namespace {

bool sound(const SymbolGroup& group) {
  return group.symbol_class < SymbolClass::kCount && group.advance <= AdvanceKind::kZero &&
         group.break_class < kMaxBreakClasses && (group.cells & ~kAmbiguousCells) <= 2 &&
         (group.blank & kBlankBefore) <= 2 && (group.blank & kBlankBehind) <= 2 << 2;
}

SymbolGroup load_group(const std::uint8_t* p) {
  return {load_u16(p), static_cast<SymbolClass>(p[2]), static_cast<AdvanceKind>(p[3]), p[4], p[5], p[6], p[7]};
}

}  // namespace

Status Alphabet::load(const std::uint8_t* bytes, std::uint32_t size) {
  if (size < kAlphabetHeadBytes) return Status::kDamaged;
  symbols_ = load_u16(bytes);
  first_full_ = load_u16(bytes + 2);
  const std::uint16_t groups = load_u16(bytes + 4);
  first_form_ = load_u16(bytes + 6);
  if (groups == 0 || groups > kMaxGroups || symbols_ < kFirstTextSymbol || symbols_ == kNoSymbol) return Status::kDamaged;
  if (size != static_cast<std::uint32_t>(kAlphabetHeadBytes + groups * kGroupBytes + kBreakTableBytes))
    return Status::kDamaged;
  group_count_ = static_cast<std::uint8_t>(groups);
  const std::uint8_t* p = bytes + kAlphabetHeadBytes;
  for (int i = 0; i < groups; ++i, p += kGroupBytes) {
    groups_[i] = load_group(p);
    const bool in_order = i == 0 ? groups_[i].first == 0 : groups_[i].first > groups_[i - 1].first;
    if (!sound(groups_[i]) || !in_order || groups_[i].first >= symbols_) return Status::kDamaged;
  }
  for (int i = 0; i < kBreakTableBytes; ++i) {
    breaks_[i] = p[i];
    if ((p[i] & 15) > static_cast<int>(Opportunity::kAlways) || p[i] >> 4 > static_cast<int>(Opportunity::kAlways))
      return Status::kDamaged;
  }
  return Status::kOk;
}

Symbol Alphabet::vertical_form(Symbol symbol) const {
  const SymbolGroup& own = group_of(symbol);
  if (first_form_ == 0 || (own.blank & kVerticalForms) == 0) return kNoSymbol;
  int rank = symbol - own.first;
  for (const SymbolGroup* group = groups_; group != &own; ++group) {
    if ((group->blank & kVerticalForms) != 0) rank += group[1].first - group->first;
  }
  const int form = first_form_ + rank;
  return form < symbols_ ? static_cast<Symbol>(form) : kNoSymbol;
}

const SymbolGroup& Alphabet::group_of(Symbol symbol) const {
  int low = 0, high = group_count_ - 1;
  while (low < high) {
    const int middle = (low + high + 1) / 2;
    if (groups_[middle].first <= symbol) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return groups_[low];
}

}  // namespace lr
