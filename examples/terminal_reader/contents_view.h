// The headings of the article that is open, to jump to.
#pragma once
#include "book.h"
#include "screen.h"

namespace lrread {

// The index of the heading that was chosen; -1: none. The article has some. The one that `place` stands under is
// offered.
int choose_heading(Screen& screen, Book& book, lr::Place place);

}  // namespace lrread
