// Where the article of a page is, and what of the page is not the article: navigation, forms, advertisements, lists of
// links to other pages.
#pragma once
#include <span>

#include "html_blocks.h"
#include "patch.h"
#include "remarks.h"

namespace lr::pack {

// The element to read; what is to be left out of it is added to the guide, with remarks.
// What a patch keeps is in it and not left out.
const GumboNode* find_content(const GumboNode* body, HtmlGuide& guide, std::span<const Patch> patches, Remarks& remarks);

}  // namespace lr::pack
