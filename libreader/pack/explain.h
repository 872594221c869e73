// Prints a document beside what an importer made of it, so that a person can check in a minute what was joined, moved,
// dropped and put there, and why. What the columns hold is told by import/account.h.
#pragma once
#include <string>

#include "import.h"

namespace lr::pack {

// One article of `result`: on the left its lines of the source with their numbers, on the right its blocks and notes
// where they begin, and what became of the rest. UTF-8, lines of at most `columns` (at least 60; a full-width character
// takes two). `article` is an index into result.articles.
std::string explain(const ImportResult& result, std::size_t article, int columns);

}  // namespace lr::pack
