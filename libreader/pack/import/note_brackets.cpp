// Brackets around the marks of notes.
#include "note_brackets.h"

#include "spans.h"

namespace lr::pack {

void drop_brackets_of_marks(std::vector<Block>& blocks, Remarks& remarks) {
  constexpr std::u32string_view kOpening = U"[［〔【", kClosing = U"]］〕】";  // in pairs
  for (Block& block : blocks) {
    bool is_changed = false;
    for (std::size_t i = 1; i + 1 < block.spans.size(); ++i) {
      std::u32string &before = block.spans[i - 1].text, &after = block.spans[i + 1].text;
      if (block.spans[i].note == 0 || before.empty() || after.empty()) continue;
      const std::size_t pair = kOpening.find(before.back());
      if (pair == std::u32string_view::npos || kClosing[pair] != after.front()) continue;
      remarks.dropped(block.line, std::u32string{before.back(), after.front()}, "brackets around the mark of a note");
      before.pop_back();
      after.erase(0, 1);
      is_changed = true;
    }
    if (is_changed) block.spans = regroup(flatten(block.spans));
  }
}

}  // namespace lr::pack
