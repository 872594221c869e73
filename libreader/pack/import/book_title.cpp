// The title of a document that may have many headings of the first level.
#include "book_title.h"

#include <algorithm>

#include "fields.h"

namespace lr::pack {

void take_book_title(Article& article, Remarks& said, Remarks& remarks) {
  const auto is_first_level = [](const Block& block) { return block.kind == BlockKind::kHeading && block.level == 1; };
  std::vector<Block>& blocks = article.blocks;
  if (blocks.size() < 2 || !is_first_level(blocks[0])) return;
  const bool is_only = std::none_of(blocks.begin() + 1, blocks.end(), is_first_level);
  if (article.fields.title.empty() && !is_only) return;
  const Block first = blocks[0];
  const std::size_t count = blocks.size();
  take_title(article, said);
  const bool is_taken = blocks.size() < count || blocks[0].kind == BlockKind::kTitle;
  if (is_taken) remarks.field(first.line, first.text(), "title");
}

}  // namespace lr::pack
