// The bookmarks and highlights of everything that is open: to jump to, or to delete.
#pragma once
#include <optional>

#include "screen.h"
#include "volume.h"

namespace lrread {

struct ChosenBookmark {
  std::size_t volume;
  lr::Locator locator;
};

// The one that was chosen. The list begins at the first one of the volume and article that is being read, if any.
std::optional<ChosenBookmark> choose_bookmark(Screen& screen, Library& library, const std::size_t* volume);

}  // namespace lrread
