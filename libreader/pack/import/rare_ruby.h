// Readings behind rare characters, as the manifest asks for them: "饕（tāo）餮（tiè）", once an article.
#pragma once
#include <vector>

#include "../import.h"
#include "remarks.h"

namespace lr::pack {

// Does what options.ruby says, in the paragraphs, list items and quotations of Chinese articles. Rare is what is
// not among the frequent characters of GB 2312 (3,755; simplified text) or of Big5 (5,401; traditional text). What is put in is accounted, as added.
void add_rare_ruby(std::vector<Article>& articles, const ImportOptions& options, Remarks& remarks);

}  // namespace lr::pack
