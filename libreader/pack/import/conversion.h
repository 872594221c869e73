// Articles from one script of Chinese into another, as the manifest asks for it: each block as one text, so that words
// are seen whole across changes of style, with marks of notes and styles staying where they were. Code, addresses and
// what the manifest gives itself are left alone; so are ids, which hold bookmarks.
#pragma once
#include <vector>

#include "../import.h"
#include "remarks.h"

namespace lr::pack {

// Does what options.convert says. Articles in another language or script stay as they are. What changes is accounted,
// as dropped and added.
void convert(std::vector<Article>& articles, const ImportOptions& options, Remarks& remarks);

}  // namespace lr::pack
