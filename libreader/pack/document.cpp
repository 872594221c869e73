// Reading text of a block. How blocks come to be is the importers' business.
#include "document.h"

namespace lr::pack {

std::u32string Block::text() const {
  std::u32string all;
  for (const Span& span : spans) {
    if (span.note == 0) all += span.text;
  }
  return all;
}

}  // namespace lr::pack
