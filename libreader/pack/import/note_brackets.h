// Brackets that a document puts around the marks of its notes: "text[1]". The mark of the bundle brings its own.
#pragma once
#include <vector>

#include "remarks.h"

namespace lr::pack {

// Takes them away and writes that down.
void drop_brackets_of_marks(std::vector<Block>& blocks, Remarks& remarks);

}  // namespace lr::pack
