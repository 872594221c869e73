// The bookmarks of the bundle: to jump to, or to delete.
#pragma once
#include <optional>

#include "book.h"
#include "places.h"
#include "screen.h"

namespace lrread {

// The bookmark that was chosen.
std::optional<lr::Bookmark> choose_bookmark(Screen& screen, Book& book, Places& places);

}  // namespace lrread
