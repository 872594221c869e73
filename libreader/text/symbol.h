// The symbols of a bundle's alphabet: what the device knows of a cluster without a Unicode table.
//
// A symbol is one grapheme cluster (UAX #29) in one form: the quotation mark of Chinese and that of English are one code
// point and two symbols, since they have two widths, two glyphs and two break behaviours. The packer decides which; the
// device reads the result. Symbols of equal properties lie together in a group, so that a property is found by comparing a
// symbol with a handful of group limits and no table with an entry a symbol is needed.
#pragma once
#include <cstdint>

namespace lr {

using Symbol = std::uint16_t;

inline constexpr Symbol kNoSymbol = 0xFFFF;

// Symbols that were added to an alphabet after its text code was made: how many there can be.
inline constexpr std::uint32_t kAddedSymbolBits = 12;
inline constexpr std::uint32_t kMaxAddedSymbols = 1u << kAddedSymbolBits;

// What a symbol is to layout: where glue may stretch, what hangs, what is trimmed. (Whether a line may break beside it is
// not asked of this class: see Opportunity.)
enum class SymbolClass : std::uint8_t {
  kControl,     // not text: switches runs, marks break exceptions; see Control in text/control.h
  kSpace,       // U+0020 and other breaking spaces: hangs at a line end, first to stretch
  kFixedSpace,  // no-break and fixed-width spaces
  kTab,         // U+0009, separates the cells of a table row
  kLineBreak,   // U+000A, ends the line: code, verse, the rows of a table
  kLatin,       // letters of scripts that are set by word, and whatever has no class of its own
  kDigit,       // 0-9 of any width
  kIdeograph,   // Han, kana, full-width letters: a line may be stretched on either side
  kHangul,      // syllables
  kOpen,        // 「（《“ full width, ink in the right half
  kClose,       // 」）》” full width, ink in the left half
  kComma,       // ，、 full width
  kStop,        // 。． full width
  kColon,       // ：； full width
  kExclamation, // ！？ full width
  kMiddleDot,   // · ・ ‧ full width or half, never stretched beside
  kDash,        // — ― ⸺ – ～ ／ as marks between ideographs
  kEllipsis,    // … ⋯ ‥ full width
  kWesternMark, // , . ; : ! ? ) ( " of Latin text; what stands before or behind a number, of any width
  kNoteMark,    // superscript figures and other signs that stand for a note
  kEmoji,
  kInvisible,   // zero advance, no ink: U+200B, a variation selector alone
  kSoftHyphen,  // no text: where a line ends behind it, it shows a hyphen of its advance (U4), elsewhere nothing
  kCount,
};

// Full-width marks that lie on their side in a vertical line (rule T1).
constexpr bool lies_on_side(SymbolClass symbol_class) {
  return symbol_class == SymbolClass::kOpen || symbol_class == SymbolClass::kClose || symbol_class == SymbolClass::kDash ||
         symbol_class == SymbolClass::kEllipsis;
}

// How wide a symbol is set.
enum class AdvanceKind : std::uint8_t {
  kFull,          // one em
  kProportional,  // as the strike says; half an em where there is no strike
  kZero,          // draws over or nothing
};

// What every symbol of a group has in common. In RAM on the device: eight bytes a group.
struct SymbolGroup {
  Symbol first;             // the group reaches to the next group's first, the last one to the end of the alphabet
  SymbolClass symbol_class;
  AdvanceKind advance;
  std::uint8_t break_class; // row and column of the bundle's break table; has no meaning of its own
  std::uint8_t cells;       // terminal cells, 0..2 (UAX #11); kAmbiguousCells is added where a terminal may choose 2
  std::uint8_t code_points; // how many a symbol stands for in the reading text; 0 for controls
  std::uint8_t blank;       // of a full-width mark: what its em box has no ink in, see Blank; 0 for all others
};

inline constexpr std::uint8_t kAmbiguousCells = 0x80;

// Quarters of an em that a full-width mark has blank before and behind its ink, in the glyph shapes of its language: （ has
// two before, the comma of simplified Chinese two behind, that of Taiwan one on either side.
enum Blank : std::uint8_t {
  kBlankBefore = 3,   // the quarters before, 0..2
  kBlankBehind = 12,  // the quarters behind, 0..2
  kBlankFixed = 16,   // the mark is set without its blank, always (rule P6)
  kVerticalForms = 32,  // of any group: its symbols have forms for vertical lines, see Alphabet::vertical_form
};

// What of SymbolGroup::blank says where ink stands.
constexpr int blank_of(const SymbolGroup& group) { return group.blank & ~kVerticalForms; }

constexpr std::uint8_t blank_of(int before, int behind) { return static_cast<std::uint8_t>(before | behind << 2); }

// Whether a line may break between two symbols. Ordered: a boundary is a break opportunity at kinsoku level L when its
// value is at least kBasic + L. The order holds since every stricter level forbids all that a laxer one does.
enum class Opportunity : std::uint8_t {
  kNever,      // inside a unit such as —— : not even when nothing else fits
  kEmergency,  // only where the measure holds no other (rule L2)
  kBasic,      // offered at level basic only
  kGb,         // offered at basic and gb
  kAlways,     // offered at every level
};

// Kinsoku levels (CLREQ "basic" and "GB-style", and "strict").
enum class KinsokuLevel : std::uint8_t { kBasic, kGb, kStrict };

constexpr bool may_break(Opportunity opportunity, KinsokuLevel level) {
  return static_cast<int>(opportunity) >= static_cast<int>(Opportunity::kBasic) + static_cast<int>(level);
}

}  // namespace lr
