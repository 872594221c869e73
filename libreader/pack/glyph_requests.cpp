// Requests in the order of the alphabet, and who needs those that no face has.
#include "glyph_requests.h"

#include "import/utf.h"
#include "vertical_forms.h"

namespace lr::pack {
namespace {

std::string code_point_name(char32_t c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string name;
  for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) name += kHex[c >> shift & 15];
  return "U+" + name;
}

std::string describe_cluster(const std::u32string& cluster) {
  std::string names;
  for (const char32_t c : cluster) names += (names.empty() ? "" : " ") + code_point_name(c);
  return encode_utf8(cluster) + " (" + names + ")";
}

// How often all articles use a symbol, and the first of them.
std::string where_used(std::uint32_t symbol, const Gathered& gathered) {
  if (symbol >= gathered.first_article.size()) return "in a title of the contents, or in menus";
  return std::to_string(gathered.symbols.uses(symbol)) + " times, first in " +
         gathered.articles[gathered.first_article[symbol]].source;
}

}  // namespace

std::vector<GlyphRequest> glyph_requests(const BuiltAlphabet& alphabet, Symbol first, const SymbolTable& symbols) {
  std::vector<GlyphRequest> requests;
  for (std::size_t i = first; i < alphabet.symbol.size(); ++i) {
    const SymbolKey& key = symbols.key(alphabet.symbol[i]);
    const Standing standing = i < alphabet.first_form ? Standing::kHorizontal : standing_of(key);
    const bool hyphen = key.properties.symbol_class == SymbolClass::kSoftHyphen;
    requests.push_back(
        {hyphen ? U"-" : key.cluster, key.form, key.language, key.properties.advance, standing, key.properties.blank});
  }
  return requests;
}

void refuse_missing(const DrawnStrike& strike, const StrikeSpec& spec, const std::vector<GlyphRequest>& requests,
                    const BuiltAlphabet& alphabet, Symbol first, const Gathered& gathered) {
  if (strike.missing.empty()) return;
  std::string list;
  for (const std::size_t i : strike.missing) {
    const std::uint32_t symbol = alphabet.symbol[first + i];
    list += "\n  " + describe_cluster(requests[i].cluster) + ": " + where_used(symbol, gathered);
  }
  const bool is_outline = spec.ppem == 0;
  throw InputError(
      is_outline ? "outline " + spec.face : "strike " + spec.face + " " + std::to_string(spec.ppem) + " px",
      "no face of the family has a glyph for " + std::to_string(strike.missing.size()) +
          (strike.missing.size() == 1 ? " character" : " characters") +
          " (choose another face, or change the text):" + list);
}

}  // namespace lr::pack
