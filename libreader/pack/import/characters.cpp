// What an importer has to know about a code point, and which language a text is in.
#include "characters.h"

#include <cstddef>

namespace lr::pack {
namespace {

constexpr bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Frequent characters that are written differently in the two orthographies, pairwise in the same order. Characters
// that one of the orthographies also uses in another sense (后, 里, 干, 面) are not in it.
constexpr std::u32string_view kTraditional =
    U"個們來說時國學會這對發實現經點當開關與為過還進運動從業東"
    U"車長門問間見話語讀書寫買賣電號線處數據體樣聽總應該認識機種";
constexpr std::u32string_view kSimplified =
    U"个们来说时国学会这对发实现经点当开关与为过还进运动从业东"
    U"车长门问间见话语读书写买卖电号线处数据体样听总应该认识机种";
static_assert(kTraditional.size() == kSimplified.size());

struct Counts {
  std::size_t han = 0, kana = 0, hangul = 0, latin = 0, traditional = 0, simplified = 0;
};

// Addresses are Latin in every language and do not count.
Counts count(std::u32string_view text) {
  Counts n;
  bool in_address = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    in_address = (in_address || c == ':') && c > ' ' && c < 0x7F && c != ')' && c != '>';
    if (in_address && (c != ':' || text.substr(i).starts_with(U"://"))) continue;
    in_address = false;
    if (is_han(c)) {
      ++n.han;
      const bool traditional = kTraditional.find(c) != std::u32string_view::npos;
      const bool simplified = kSimplified.find(c) != std::u32string_view::npos;
      n.traditional += traditional && !simplified;
      n.simplified += simplified && !traditional;
    } else if (is_kana(c)) {
      ++n.kana;
    } else if (is_hangul(c)) {
      ++n.hangul;
    } else if (is_latin_letter(c)) {
      ++n.latin;
    }
  }
  return n;
}

}  // namespace

bool is_han(char32_t c) {
  return between(c, 0x4E00, 0x9FFF) || between(c, 0x3400, 0x4DBF) || between(c, 0x20000, 0x3FFFD) ||
         between(c, 0xF900, 0xFAFF) || c == 0x3005 || c == 0x3007;
}

bool is_kana(char32_t c) {
  return between(c, 0x3041, 0x30FF) || between(c, 0x31F0, 0x31FF) || between(c, 0xFF66, 0xFF9D);
}

bool is_hangul(char32_t c) {
  return between(c, 0xAC00, 0xD7FB) || between(c, 0x1100, 0x11FF) || between(c, 0x3131, 0x318E) ||
         between(c, 0xA960, 0xA97C) || between(c, 0xFFA0, 0xFFDC);
}

bool is_latin_letter(char32_t c) {
  return between(c, 'A', 'Z') || between(c, 'a', 'z') || (between(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7) ||
         between(c, 0x1E00, 0x1EFF);
}

bool is_east_asian(char32_t c) {
  if (is_hangul(c)) return false;
  return is_han(c) || is_kana(c) || between(c, 0x2E80, 0x303F) || between(c, 0x3100, 0x312F) ||
         between(c, 0x3190, 0x33FF) || between(c, 0xFE30, 0xFE4F) || between(c, 0xFF01, 0xFFEE);
}

bool ends_sentence(char32_t c) {
  constexpr std::u32string_view kEnds = U"。！？…．.!?”’」』）)";
  return kEnds.find(c) != std::u32string_view::npos;
}

bool is_stray_control(char32_t c) {
  if (c == '\t' || c == '\n') return false;
  return c < 0x20 || between(c, 0x7F, 0x9F) || c == 0xFEFF || between(c, 0xFDD0, 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

Language detect_language(std::u32string_view text, Language otherwise) {
  const Counts n = count(text);
  const std::size_t cjk = n.han + n.kana + n.hangul;
  if (cjk + n.latin == 0) return otherwise;
  if (cjk * 5 < n.latin) return Language::kEn;  // a word has about five letters
  if (n.hangul > n.han + n.kana) return Language::kKo;
  if (n.kana * 20 > n.han + n.kana) return Language::kJa;  // a few kana are a quotation
  if (n.traditional == n.simplified) return otherwise == Language::kZhHant ? otherwise : Language::kZhHans;
  return n.traditional > n.simplified ? Language::kZhHant : Language::kZhHans;
}

}  // namespace lr::pack
