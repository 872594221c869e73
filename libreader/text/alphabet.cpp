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
  first_rare_ = load_u16(bytes + 8);
  if (groups == 0 || groups > kMaxGroups || symbols_ < kFirstTextSymbol || symbols_ == kNoSymbol ||
      first_form_ > symbols_ || first_rare_ > first_form_ || first_rare_ < kFirstTextSymbol)
    return Status::kDamaged;
  if (size != static_cast<std::uint32_t>(kAlphabetHeadBytes + groups * kGroupBytes + kBreakTableBytes))
    return Status::kDamaged;
  group_count_ = 0;
  largest_first_ = largest_end_ = 0;
  first_added_ = first_full_added_ = symbols_;
  if (const Status status = load_groups(bytes + kAlphabetHeadBytes, groups); status != Status::kOk) return status;
  const std::uint8_t* p = bytes + kAlphabetHeadBytes + groups * kGroupBytes;
  for (int i = 0; i < kBreakTableBytes; ++i) {
    breaks_[i] = p[i];
    if ((p[i] & 15) > static_cast<int>(Opportunity::kAlways) || p[i] >> 4 > static_cast<int>(Opportunity::kAlways))
      return Status::kDamaged;
  }
  return Status::kOk;
}

Symbol Alphabet::vertical_form(Symbol symbol) const {
  const SymbolGroup& own = group_of(symbol);
  if (symbol >= first_added_ || (own.blank & kVerticalForms) == 0) return kNoSymbol;
  int rank = symbol - own.first;
  for (const SymbolGroup* group = groups_; group != &own; ++group) {
    if ((group->blank & kVerticalForms) != 0) rank += group[1].first - group->first;
  }
  const int form = first_form_ + rank;
  return form < first_added_ ? static_cast<Symbol>(form) : kNoSymbol;
}

Status Alphabet::add(const std::uint8_t* bytes, std::uint32_t size) {
  if (size < kAddedAlphabetHeadBytes) return Status::kDamaged;
  const std::uint16_t symbols = load_u16(bytes), groups = load_u16(bytes + 4);
  if (symbols < symbols_ || symbols == kNoSymbol || symbols - symbols_ > static_cast<int>(kMaxAddedSymbols) ||
      groups + group_count_ > kMaxGroups || size != static_cast<std::uint32_t>(kAddedAlphabetHeadBytes + groups * kGroupBytes))
    return Status::kDamaged;
  symbols_ = symbols;
  first_full_added_ = load_u16(bytes + 2);
  if (first_full_added_ < first_added_ || first_full_added_ > symbols_) return Status::kDamaged;
  const std::uint8_t* first = bytes + kAddedAlphabetHeadBytes;
  if (groups > 0 && load_u16(first) != first_added_) return Status::kDamaged;
  return load_groups(first, groups);
}

Status Alphabet::load_groups(const std::uint8_t* bytes, std::uint32_t count) {
  for (; count > 0; --count, bytes += kGroupBytes) {
    SymbolGroup& group = groups_[group_count_];
    group = load_group(bytes);
    const bool in_order = group_count_ == 0 ? group.first == 0 : group.first > groups_[group_count_ - 1].first;
    if (!sound(group) || !in_order || group.first >= symbols_) return Status::kDamaged;
    ++group_count_;
  }
  for (std::uint8_t i = 0; i < group_count_; ++i) {
    const Symbol first = groups_[i].first, end = i + 1 < group_count_ ? groups_[i + 1].first : symbols_;
    if (end - first <= largest_end_ - largest_first_ || (first >= first_rare_ && first < first_added_)) continue;
    largest_ = i;
    largest_first_ = first;
    largest_end_ = end;
  }
  return Status::kOk;
}

const SymbolGroup& Alphabet::group_of(Symbol symbol) const {
  if (symbol >= largest_first_ && symbol < largest_end_) return groups_[largest_];
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
