// Characters that search takes for one another, in any bundle: large and small letters, Latin letters with and without
// marks, full and half width, traditional and simplified characters, curly and straight quotation marks.
#pragma once
#include <vector>

namespace lr::pack {

// The code point that stands for all that are like this one. Folding it again changes nothing.
char32_t fold(char32_t c);

// Code points that people type and that fold to another one, or that another one folds to: what a bundle whose text has
// only the one knows the other by. Ascending.
const std::vector<char32_t>& typed_forms();

}  // namespace lr::pack
