// What a cluster is to the device: class, advance, terminal cells, and the class by which the bundle's break table
// knows it.
#include <libreader/pack/breaks.h>

#include "note_marks.h"
#include "tailoring.h"

namespace lr::pack {
namespace {

using enum LineBreak;

// Clusters of one class have the same opportunities beside each other but for exceptions, which cost space in a bundle.
enum class BreakClass : std::uint8_t {
  kLetter, kDigit, kIdeograph, kSmallKana, kNonstarter, kWideOpen, kNarrowOpen, kWideClose, kNarrowClose, kExclamation,
  kInfix, kSolidus, kQuotation, kNarrowOpenQuote, kNarrowCloseQuote, kHyphen, kBreakAfter, kDash, kEllipsis, kSpace,
  kGlue, kZeroWidthSpace, kPrefix, kPostfix, kHangul, kNoteFigure, kNoteSign, kBreakBefore, kContingent, kHardBreak,
  kEnDash, kWideSpace,
  kCount,
};
static_assert(static_cast<int>(BreakClass::kCount) <= kBreakClasses);

struct Cluster {
  std::u32string_view text;
  Form form;
  Language language;
  const UnicodeRecord& record;  // of the base
  LineUnit unit;                // of the base, tailored

  char32_t base() const { return text[0]; }
  bool is_wide() const { return form == Form::kWide; }
  bool contains(char32_t c) const { return text.find(c) != std::u32string_view::npos; }
};

bool is_emoji(const Cluster& cluster) {
  if (cluster.contains(0xFE0F) || cluster.contains(0x20E3)) return true;
  const bool flag = cluster.unit.is(kRI) && cluster.text.size() >= 2;
  const bool joined = cluster.record.has(kPictographic) && cluster.contains(0x200D);
  const bool wide = cluster.record.has(kEmojiPresentation) && !cluster.unit.is(kRI) && !cluster.contains(0xFE0E);
  return flag || joined || wide;
}

bool is_line_end(const Cluster& cluster) {
  const LineBreak own = cluster.record.line_break;
  return own == kBK || own == kCR || own == kLF || own == kNL;
}

bool is_invisible(const Cluster& cluster) {
  if (cluster.base() == U'\t' || is_line_end(cluster)) return false;
  const bool arabic_sign = cluster.record.grapheme_break == GraphemeBreak::kPrepend;
  return cluster.record.has(kNonspacing) || (cluster.record.has(kFormat) && !arabic_sign);
}

BreakClass break_class_of(const Cluster& cluster) {
  const char32_t c = cluster.base();
  if (is_note_figure(c)) return BreakClass::kNoteFigure;
  if (is_note_sign(c)) return BreakClass::kNoteSign;
  if (c == 0x2013) return BreakClass::kEnDash;
  if (c == 0x3000) return BreakClass::kWideSpace;
  const bool wide = cluster.unit.has(kEastAsian);
  switch (cluster.unit.line_break) {
    case kNU: return BreakClass::kDigit;
    case kID: case kEB: case kEM: case kRI: return BreakClass::kIdeograph;
    case kCJ: return BreakClass::kSmallKana;
    case kNS: return BreakClass::kNonstarter;
    case kOP:
      if (c == U'“') return wide ? BreakClass::kWideOpen : BreakClass::kNarrowOpenQuote;
      return wide ? BreakClass::kWideOpen : BreakClass::kNarrowOpen;
    case kCL: case kCP: return wide ? BreakClass::kWideClose : BreakClass::kNarrowClose;
    case kQU:
      if (cluster.unit.has(kInitialQuote)) return BreakClass::kNarrowOpenQuote;
      return cluster.unit.has(kFinalQuote) ? BreakClass::kNarrowCloseQuote : BreakClass::kQuotation;
    case kEX: return BreakClass::kExclamation;
    case kIS: return BreakClass::kInfix;
    case kSY: return BreakClass::kSolidus;
    case kHY: return BreakClass::kHyphen;
    case kHH: case kBA: return BreakClass::kBreakAfter;
    case kB2: return BreakClass::kDash;
    case kIN: return BreakClass::kEllipsis;
    case kSP: return BreakClass::kSpace;
    case kGL: case kWJ: return BreakClass::kGlue;
    case kZW: return BreakClass::kZeroWidthSpace;
    case kPR: return BreakClass::kPrefix;
    case kPO: return BreakClass::kPostfix;
    case kH2: case kH3: case kJL: case kJV: case kJT: return BreakClass::kHangul;
    case kBB: return BreakClass::kBreakBefore;
    case kCB: return BreakClass::kContingent;
    case kBK: case kCR: case kLF: case kNL: return BreakClass::kHardBreak;
    default: return BreakClass::kLetter;
  }
}

bool is_middle_dot(const Cluster& cluster) {
  const char32_t c = cluster.base();
  if (c == 0x30FB || c == 0xFF65) return true;
  return (c == U'·' || c == U'‧') && (cluster.is_wide() || is_cjk(cluster.language));
}

bool is_dash(const Cluster& cluster) {
  const char32_t c = cluster.base();
  if (c == U'～' || c == 0x301C || c == U'／') return true;
  if (c == 0x2013) return is_cjk(cluster.language);
  return cluster.is_wide() && (c == U'—' || c == U'―' || c == U'⸺' || c == U'⸻');
}

// Marks of Latin text and of no language: by their line break class, since no letter has one of these.
bool is_western_mark(const Cluster& cluster) {
  switch (cluster.record.line_break) {
    case kIS: case kEX: case kOP: case kCL: case kCP: case kQU: case kSY: case kHY: case kHH: case kB2: case kBA:
    case kBB: case kIN: case kNS: case kPR: case kPO:
      return true;
    default:
      return false;
  }
}

SymbolClass wide_mark_class(const Cluster& cluster) {
  switch (cluster.base()) {
    case U'，': case U'、': return SymbolClass::kComma;
    case U'。': case U'．': return SymbolClass::kStop;
    case U'：': case U'；': return SymbolClass::kColon;
    case U'！': case U'？': case U'‼': case U'⁇': case U'⁈': case U'⁉': return SymbolClass::kExclamation;
    case U'“': case U'‘': return SymbolClass::kOpen;
    case U'”': case U'’': return SymbolClass::kClose;
    default: break;
  }
  switch (cluster.record.line_break) {
    case kOP: return SymbolClass::kOpen;
    case kCL: case kCP: return SymbolClass::kClose;
    case kIN: return SymbolClass::kEllipsis;
    case kPO: case kPR: return SymbolClass::kWesternMark;  // X4: a number and its unit
    default: return SymbolClass::kIdeograph;
  }
}

SymbolClass space_class(char32_t c, LineBreak line_break) {
  if (c == U'\t') return SymbolClass::kTab;
  return line_break == kGL ? SymbolClass::kFixedSpace : SymbolClass::kSpace;
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_superscript_or_sign(char32_t c) {
  return (is_note_figure(c) && (c < 0x100 || (c >= 0x2070 && c <= 0x2079))) || c == U'†' || c == U'‡';
}

SymbolClass symbol_class_of(const Cluster& cluster) {
  const char32_t c = cluster.base();
  if (c == 0xAD) return SymbolClass::kSoftHyphen;
  if (is_emoji(cluster)) return SymbolClass::kEmoji;
  if (is_line_end(cluster)) return SymbolClass::kLineBreak;
  if (is_space(c)) return space_class(c, cluster.record.line_break);
  if (is_invisible(cluster)) return SymbolClass::kInvisible;
  if (is_superscript_or_sign(c)) return SymbolClass::kNoteMark;
  if (is_middle_dot(cluster)) return SymbolClass::kMiddleDot;
  if (is_dash(cluster)) return SymbolClass::kDash;
  switch (cluster.record.line_break) {
    case kH2: case kH3: case kJL: case kJV: case kJT: return SymbolClass::kHangul;
    case kNU: return SymbolClass::kDigit;
    default: break;
  }
  if (c >= U'０' && c <= U'９') return SymbolClass::kDigit;
  if (cluster.is_wide()) return wide_mark_class(cluster);
  if (cluster.record.width == EastAsianWidth::kHalfwidth && cluster.record.has(kLetter)) return SymbolClass::kIdeograph;
  return is_western_mark(cluster) ? SymbolClass::kWesternMark : SymbolClass::kLatin;
}

AdvanceKind advance_of(const Cluster& cluster) {
  if (cluster.base() == 0xAD) return AdvanceKind::kProportional;  // of the hyphen that it may show
  if (is_line_end(cluster) || is_invisible(cluster)) return AdvanceKind::kZero;
  return cluster.is_wide() || is_emoji(cluster) ? AdvanceKind::kFull : AdvanceKind::kProportional;
}

// M1, M2: UAX #11 of the base.
std::uint8_t cells_of(const Cluster& cluster) {
  if (is_emoji(cluster) || cluster.record.is_wide()) return is_invisible(cluster) ? 0 : 2;
  if (is_line_end(cluster) || (is_invisible(cluster) && cluster.base() != 0xAD)) return 0;
  return cluster.record.width == EastAsianWidth::kAmbiguous ? 1 | kAmbiguousCells : 1;
}

// The ink of marks stands where the shapes of the language put it (P1, P1t): stops at the left in simplified Chinese, in the
// middle in Taiwan and Hong Kong; in Japan the colon, but not the comma, is in the middle.
std::uint8_t blank_of_mark(const Cluster& cluster, SymbolClass symbol_class) {
  const bool in_middle = cluster.language == Language::kZhHant;
  const bool japanese = cluster.language == Language::kJa || cluster.language == Language::kKo;
  switch (symbol_class) {
    case SymbolClass::kOpen: return lr::blank_of(2, 0);
    case SymbolClass::kClose: return lr::blank_of(0, 2);
    case SymbolClass::kComma: case SymbolClass::kStop: return in_middle ? lr::blank_of(1, 1) : lr::blank_of(0, 2);
    case SymbolClass::kColon: return in_middle || japanese ? lr::blank_of(1, 1) : lr::blank_of(0, 2);
    case SymbolClass::kExclamation: return in_middle || japanese ? 0 : lr::blank_of(0, 2);
    case SymbolClass::kMiddleDot:
      if (cluster.base() == 0x30FB || in_middle || japanese) return lr::blank_of(1, 1);
      return static_cast<std::uint8_t>(lr::blank_of(1, 1) | kBlankFixed);
    default: return 0;
  }
}

// Forms of one code point only: the small and the vertical ones fill their box otherwise.
std::uint8_t blank_of(const Cluster& cluster, SymbolClass symbol_class) {
  const char32_t c = cluster.base();
  const bool small_or_vertical = c >= 0xFE10 && c <= 0xFE6F;
  const bool pair = c == U'‼' || c == U'⁇' || c == U'⁈' || c == U'⁉';
  const bool full = advance_of(cluster) == AdvanceKind::kFull && cluster.text.size() == 1;
  return full && !small_or_vertical && !pair ? blank_of_mark(cluster, symbol_class) : 0;
}

}  // namespace

SymbolProperties properties_of(std::u32string_view text, Form form, Language language) {
  if (text.empty()) return {SymbolClass::kInvisible, AdvanceKind::kZero, 0, 0, 0};
  LineUnit unit = line_units(text.substr(0, 1)).front();
  tailor_class(unit, form, language);
  const Cluster cluster{text, form, language, unicode_record(text[0]), unit};
  const SymbolClass symbol_class = symbol_class_of(cluster);
  return {symbol_class, advance_of(cluster), static_cast<std::uint8_t>(break_class_of(cluster)), cells_of(cluster),
          blank_of(cluster, symbol_class)};
}

}  // namespace lr::pack
