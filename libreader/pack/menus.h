// The texts of the application's menus (app/strings.h) as symbols of a bundle: section MENU.
//
// Writes what bundle/menu.cpp reads.
#pragma once
#include <libreader/text/symbol.h>

#include <cstdint>
#include <vector>

#include "menu_languages.h"
#include "prepare.h"
#include "section.h"

namespace lr::pack {

// All texts of a language, in the order of their numbers.
std::vector<PreparedUnit> prepare_menu(Language language, SymbolTable& symbols);

// The records of section MENU: `menus` has, for each Language, its texts or none; `number` is that of each symbol in
// the alphabet.
Bytes menu_records(const std::vector<std::vector<PreparedUnit>>& menus, const std::vector<Symbol>& number);

}  // namespace lr::pack
