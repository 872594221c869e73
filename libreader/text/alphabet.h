// The alphabet of a bundle as the device holds it: the groups of symbols and the table of break opportunities, both
// resolved by the packer. The device's whole line-break rule is `opportunity()`; what the table cannot say, the text
// says itself with a break exception (text/control.h).
#pragma once
#include <libreader/status.h>

#include <cstddef>
#include <cstdint>

#include "symbol.h"

namespace lr {

inline constexpr int kMaxGroups = 72;
inline constexpr int kMaxBreakClasses = 32;
inline constexpr int kGroupBytes = 8;                                             // as stored
inline constexpr int kBreakTableBytes = kMaxBreakClasses * kMaxBreakClasses / 2;  // a nibble a pair of classes
inline constexpr int kAlphabetHeadBytes = 10;
inline constexpr int kAddedAlphabetHeadBytes = 8;
inline constexpr int kMaxAlphabetBytes = kAlphabetHeadBytes + kMaxGroups * kGroupBytes + kBreakTableBytes;

class Alphabet {
 public:
  // Takes the head, groups and break table from `bytes` (FORMAT.md, "ALPH"). kDamaged: an invariant does not hold.
  Status load(const std::uint8_t* bytes, std::uint32_t size);

  // Takes the groups of symbols that were added since (FORMAT.md, "Added sections"). kDamaged likewise.
  Status add(const std::uint8_t* bytes, std::uint32_t size);

  std::uint32_t symbols() const { return symbols_; }
  // The first symbol that was added; symbols() where none was.
  Symbol first_added() const { return first_added_; }

  // Symbols below this have advances of their own in every strike; from it on all are one em wide or zero. Of the added
  // ones, those below first_full_added() have.
  Symbol first_full() const { return first_full_; }
  Symbol first_full_added() const { return first_full_added_; }

  // From here on, up to first_form(), symbols are rare: each stands for one code point, and they rise by it in stretches
  // (FORMAT.md, "CPTS"). Text codes treat them alike.
  Symbol first_rare() const { return first_rare_; }
  // Behind the last symbol of the first packing that stands for text.
  Symbol first_form() const { return first_form_; }

  // `symbol` < symbols().
  const SymbolGroup& group_of(Symbol symbol) const;
  // The first symbol behind that group.
  Symbol group_end(Symbol symbol) const {
    const auto next = static_cast<std::size_t>(&group_of(symbol) - groups_) + 1;
    return next < group_count_ ? groups_[next].first : symbols_;
  }

  // The symbol that is drawn for this one in a vertical line, upright; kNoSymbol: it has no form of its own. The forms
  // of all groups that have some follow each other from ALPH.first_form on, in the order of the groups.
  Symbol vertical_form(Symbol symbol) const;
  bool has_vertical_forms() const { return first_form_ < first_added_; }

  // Of the boundary between two neighbouring symbols of these break classes.
  Opportunity opportunity(std::uint8_t before, std::uint8_t after) const {
    const std::uint8_t pair = breaks_[(before * kMaxBreakClasses + after) / 2];
    return static_cast<Opportunity>(after % 2 == 0 ? pair & 15 : pair >> 4);
  }

 private:
  Status load_groups(const std::uint8_t* bytes, std::uint32_t count);

  std::uint16_t symbols_ = 0;
  Symbol first_full_ = 0, first_rare_ = 0, first_form_ = 0, first_added_ = 0, first_full_added_ = 0;
  Symbol largest_first_ = 0, largest_end_ = 0;  // but for rare symbols: nearly all of a Han text is of one group
  std::uint8_t group_count_ = 0, largest_ = 0;
  SymbolGroup groups_[kMaxGroups] = {};
  std::uint8_t breaks_[kBreakTableBytes] = {};
};

}  // namespace lr
