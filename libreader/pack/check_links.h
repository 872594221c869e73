// Whether the links of a bundle are what FORMAT.md says: in order, each in the text of its unit, each to a block that is there.
#pragma once
#include <libreader/ports.h>

#include <string>
#include <vector>

namespace lr::pack {

// What is wrong, for people; `bundle` can be opened.
std::vector<std::string> check_links(const Source& bundle);

}  // namespace lr::pack
