// The recovery chain: text that scanning, page layout or a web page left damaged becomes clean articles. Each pass is a
// file of this folder: what it takes for evidence stands at its head. What a pass drops or cannot decide is a remark.
#pragma once
#include <string>
#include <string_view>

#include "../../import.h"
#include "draft.h"

namespace lr::pack::recover {

// Markdown that came out of a scanner and not from an author: notes stand at the foot of each page and are numbered
// anew there, so that "[1]" begins a line several times.
bool is_scanned_markdown(std::string_view head);

// All plain text goes through it, damaged or not.
ImportResult recover(std::string_view utf8, const std::string& name, const ImportOptions& options);

// The end of the chain, for importers that know from elsewhere what stands where: articles of an issue, front matter,
// what follows the text, blocks.
ImportResult finish(Draft document, const ImportOptions& options, const std::string& name, Remarks& remarks);

}  // namespace lr::pack::recover
