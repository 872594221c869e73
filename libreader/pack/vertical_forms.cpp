// Full-width marks and small kana have forms; ideographs stand as they are, and narrow symbols lie on their side.
#include "vertical_forms.h"

namespace lr::pack {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Full-width symbols that are no marks and yet lie on their side: what is R or Tr in UAX #50 (revision 33) of arrows
// and signs. The long mark of kana is among them.
bool is_on_side(char32_t c) {
  return in(c, 0x2190, 0x21FF) || in(c, 0x2768, 0x2775) || in(c, 0x2794, 0x27BF) || c == 0x3030 || c == 0x30A0 ||
         c == 0x30FC || c == 0xFF0D || in(c, 0xFF1C, 0xFF1E) || c == 0xFF3F || c == 0xFF5C || c == 0xFFE3;
}

// Tu of UAX #50: upright, but elsewhere in the em square.
bool is_small_kana(char32_t c) {
  switch (c) {
    case 0x3041:
    case 0x3043:
    case 0x3045:
    case 0x3047:
    case 0x3049:
    case 0x3063:
    case 0x3083:
    case 0x3085:
    case 0x3087:
    case 0x308E:
    case 0x3095:
    case 0x3096:
    case 0x30A1:
    case 0x30A3:
    case 0x30A5:
    case 0x30A7:
    case 0x30A9:
    case 0x30C3:
    case 0x30E3:
    case 0x30E5:
    case 0x30E7:
    case 0x30EE:
    case 0x30F5:
    case 0x30F6: return true;
    default: return in(c, 0x31F0, 0x31FF);
  }
}

bool is_mark(SymbolClass symbol_class) {
  switch (symbol_class) {
    case SymbolClass::kOpen:
    case SymbolClass::kClose:
    case SymbolClass::kComma:
    case SymbolClass::kStop:
    case SymbolClass::kColon:
    case SymbolClass::kExclamation:
    case SymbolClass::kDash:
    case SymbolClass::kEllipsis: return true;
    default: return false;
  }
}

}  // namespace

bool has_vertical_form(const SymbolKey& key) {
  if (key.properties.advance != AdvanceKind::kFull || key.cluster.size() != 1) return false;
  const char32_t c = key.cluster.front();
  return is_mark(key.properties.symbol_class) || is_on_side(c) || is_small_kana(c);
}

Standing standing_of(const SymbolKey& key) {
  const bool on_side = lies_on_side(key.properties.symbol_class) || is_on_side(key.cluster.front());
  return on_side ? Standing::kVerticalOnSide : Standing::kVertical;
}

}  // namespace lr::pack
