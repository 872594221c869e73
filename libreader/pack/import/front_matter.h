// The fields at the head of a Markdown file: TOML between lines "+++", or between lines "---" the simple subset of YAML
// that such heads are written in: `key: value`, `key: [a, b]`, and `key:` followed by lines "- item".
#pragma once
#include <string>
#include <string_view>

#include "../document.h"
#include "remarks.h"

namespace lr::pack {

struct FrontMatter {
  Fields fields;
  std::string language;
  std::size_t size_bytes = 0;  // where the body begins; 0: the file has no front matter
};

// Throws InputError with file:line for what cannot be read.
FrontMatter read_front_matter(std::string_view bytes, const std::string& name, Remarks& remarks);

}  // namespace lr::pack
