// Where the words of a block may be parted: the author's soft hyphens, and in running text those of the patterns.
#pragma once
#include <cstdint>
#include <vector>

#include "document.h"

namespace lr::pack {

inline constexpr char32_t kSoftHyphen = 0xAD;

// The code points of the block's reading text that a soft hyphen stands before, in order. U+00AD is taken out of the spans:
// the reading text is without it. One that stands elsewhere than in a word of running text is dropped; a word that has one has
// no others.
std::vector<std::uint32_t> take_soft_hyphens(Block& block, std::string_view tag);

}  // namespace lr::pack
