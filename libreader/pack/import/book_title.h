// The title of a document that may have many headings of the first level: chapters.
#pragma once
#include "../document.h"
#include "remarks.h"

namespace lr::pack {

// A first heading that repeats the title goes; where there is no title, a first heading is it if it is the only one of
// its level. What goes is written down in `remarks`' account; what is said of it, in `said`.
void take_book_title(Article& article, Remarks& said, Remarks& remarks);

}  // namespace lr::pack
