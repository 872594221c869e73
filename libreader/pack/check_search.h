// Whether the lists of section SRCH are those of the text: gathered once more with the packer's own code, by the folds
// that the bundle has.
#pragma once
#include <libreader/ports.h>

#include <string>
#include <vector>

namespace lr::pack {

// What is wrong, for people: each list that lacks a group or has one too many, the first ones by name. None in a bundle
// without lists; text that was added to a bundle has none either. `bundle` can be opened and its text is sound.
std::vector<std::string> check_search(const Source& bundle);

}  // namespace lr::pack
