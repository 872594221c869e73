// Prepares menus as titles are prepared, and lays them out language by language.
#include "menus.h"

#include <libreader/app/strings.h>
#include <libreader/bundle/format.h>

#include <sstream>

#include "import/utf.h"
#include "limits.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLanguages = std::size(kLanguageNames);

struct AppString {
  std::string_view in[kLanguages];
};

constexpr AppString kStrings[] = {
#define LR_APP_TEXTS(name, ...) {{__VA_ARGS__}},
    LR_APP_STRINGS(LR_APP_TEXTS)
#undef LR_APP_TEXTS
};

// Seven bits a byte, the low ones first.
void add_number(Bytes& to, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) to.u8((value & 0x7F) | 0x80);
  to.u8(value);
}

}  // namespace

std::optional<MenuLanguages> parse_menu_languages(std::string_view names) {
  if (names == "all") return MenuLanguages{};
  MenuLanguages languages{0};
  if (names == "none") return languages;
  std::istringstream words{std::string(names)};
  for (std::string word; words >> word;) {
    const std::optional<Language> language = parse_language(word);
    if (!language) return std::nullopt;
    languages.bits = static_cast<std::uint8_t>(languages.bits | 1u << static_cast<int>(*language));
  }
  if (languages.bits == 0) return std::nullopt;
  return languages;
}

std::string name_of(MenuLanguages languages) {
  if (languages == MenuLanguages{}) return "all";
  std::string names;
  for (std::size_t i = 0; i < kLanguages; ++i) {
    if (languages.has(static_cast<Language>(i))) names += (names.empty() ? "" : " ") + std::string(kLanguageNames[i]);
  }
  return names.empty() ? "none" : names;
}

std::vector<PreparedUnit> prepare_menu(Language language, SymbolTable& symbols) {
  std::vector<PreparedUnit> menu;
  for (const AppString& string : kStrings)
    menu.push_back(prepare_line(decode_utf8(string.in[static_cast<std::size_t>(language)]), language, symbols));
  return menu;
}

Bytes menu_records(const std::vector<std::vector<PreparedUnit>>& menus, const std::vector<Symbol>& number) {
  Bytes head, texts;
  head.u8(std::size(kStrings));
  head.u8(0);
  for (const std::vector<PreparedUnit>& menu : menus) {
    head.u16(menu.empty() ? 0 : fit(format::kMenuHeadBytes + texts.size(), 0xFFFF, "menus", "bytes"));
    Bytes lengths, symbols;
    for (const PreparedUnit& text : menu) {
      const std::size_t before = symbols.size();
      for (const Token& token : text.tokens) add_number(symbols, number[token.symbol]);
      lengths.u8(fit(symbols.size() - before, 0xFF, "a text of the menus", "bytes"));
    }
    texts.append(lengths.get());
    texts.append(symbols.get());
  }
  head.append(texts.get());
  return head;
}

}  // namespace lr::pack
