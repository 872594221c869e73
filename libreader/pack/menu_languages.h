// The languages that a bundle has an application's menus in.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "language.h"

namespace lr::pack {

struct MenuLanguages {
  std::uint8_t bits = 0x1F;  // bit i: of Language i
  bool has(Language language) const { return (bits >> static_cast<int>(language) & 1) != 0; }
  bool operator==(const MenuLanguages&) const = default;
};

// "all", "none", or names of languages with spaces between them; nullopt: one of them is no language.
std::optional<MenuLanguages> parse_menu_languages(std::string_view names);
std::string name_of(MenuLanguages languages);

}  // namespace lr::pack
