// Unicode's properties, and the character tables of OpenCC.
#include "folding.h"

#include <libreader/search/fold.h>
#include <utf8proc.h>

#include <array>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/DictEntry.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <set>
#include <string>
#include <unordered_map>

#include "import.h"
#include "import/utf.h"

namespace lr::pack {
namespace {

using CharacterMap = std::unordered_map<char32_t, char32_t>;

// Each traditional character's simplified one.
CharacterMap load_simplified() {
  CharacterMap map;
  try {
    const opencc::ConverterPtr converter = opencc::Config().NewFromFile("t2s.json");
    for (const opencc::ConversionPtr& conversion : converter->GetConversionChain()->GetConversions()) {
      const opencc::LexiconPtr lexicon = conversion->GetDict()->GetLexicon();
      for (std::size_t i = 0; i < lexicon->Length(); ++i) {
        const std::u32string from = decode_utf8(lexicon->At(i)->Key()), to = decode_utf8(lexicon->At(i)->GetDefault());
        if (from.size() == 1 && to.size() == 1 && from != to) map.emplace(from.front(), to.front());
      }
    }
  } catch (const opencc::Exception& error) {
    throw InputError("search", std::string("needs the dictionaries of OpenCC (libopencc-data): ") + error.what());
  }
  return map;
}

const CharacterMap& simplified() {
  static const CharacterMap map = load_simplified();
  return map;
}

constexpr char32_t kMarks[][2] = {{0x2018, '\''}, {0x2019, '\''}, {0x201A, '\''}, {0x201B, '\''}, {0x2032, '\''},
                                  {0x201C, '"'},  {0x201D, '"'},  {0x201E, '"'},  {0x201F, '"'},  {0x2033, '"'},
                                  {0x2010, '-'},  {0x2011, '-'},  {0x2212, '-'},  {0x00A0, ' '},  {0x202F, ' '}};

// Its width and its marks left out.
char32_t without_form(char32_t c) {
  std::array<utf8proc_int32_t, 8> parts{};
  int last_class = 0;
  const utf8proc_property_t* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
  const bool of_width =
      property->decomp_type == UTF8PROC_DECOMP_TYPE_WIDE || property->decomp_type == UTF8PROC_DECOMP_TYPE_NARROW;
  const auto options =
      static_cast<utf8proc_option_t>(of_width ? UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT : UTF8PROC_DECOMPOSE);
  const auto count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(), options, &last_class);
  if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return c;
  const auto base = static_cast<char32_t>(parts[0]);
  if (of_width) return count == 1 && utf8proc_category(parts[0]) != UTF8PROC_CATEGORY_MN ? base : c;
  const bool is_latin = (base >= 'A' && base <= 'Z') || (base >= 'a' && base <= 'z') || (base >= 0xC0 && base < 0x250);
  return count > 1 && is_latin ? base : c;
}

char32_t fold_once(char32_t c) {
  c = static_cast<char32_t>(plain_fold(c));
  if (c < 0x80) return c;
  for (const auto& mark : kMarks) {
    if (mark[0] == c) return mark[1];
  }
  c = without_form(c);
  c = static_cast<char32_t>(utf8proc_tolower(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
  const auto found = simplified().find(c);
  return found == simplified().end() ? c : found->second;
}

std::vector<char32_t> make_typed_forms() {
  std::set<char32_t> forms;
  const auto add = [&](char32_t c) {
    if (fold(c) == c) return;
    forms.insert(c);
    forms.insert(fold(c));
  };
  for (const auto& [from, to] : simplified()) add(from);
  for (const auto& mark : kMarks) add(mark[0]);
  constexpr char32_t kRanges[][2] = {{'A', 'Z'}, {0xC0, 0x17F}, {0x386, 0x3CE}, {0x400, 0x45F}, {0xFF66, 0xFF9D}};
  for (const auto& range : kRanges) {
    for (char32_t c = range[0]; c <= range[1]; ++c) add(c);
  }
  return {forms.begin(), forms.end()};
}

}  // namespace

char32_t fold(char32_t c) {
  constexpr int kSteps = 8;  // tables that turn in a circle end somewhere
  for (int i = 0; i < kSteps; ++i) {
    const char32_t folded = fold_once(c);
    if (folded == c) break;
    c = folded;
  }
  return c;
}

const std::vector<char32_t>& typed_forms() {
  static const std::vector<char32_t> forms = make_typed_forms();
  return forms;
}

}  // namespace lr::pack
