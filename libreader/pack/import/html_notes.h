// Finds the notes of a page: links that call a place further down, and what stands at that place.
#pragma once
#include <string>
#include <vector>

#include "html_blocks.h"
#include "remarks.h"

namespace lr::pack {

struct HtmlNote {
  std::u32string label;  // as the first link to it has it, without brackets
  const GumboNode* body = nullptr;
  // Where several notes share an element: it begins here and ends there; nullptr: the whole of `body`.
  const GumboNode* from = nullptr;
  const GumboNode* until = nullptr;
};

// Enters the links into `guide`, and the bodies and the links back from them into what it skips.
std::vector<HtmlNote> find_notes(const GumboNode* page, HtmlGuide& guide);

// A note begins with its own number or with signs of links back: they go, and that is written down.
void strip_label(Note& note, Remarks& remarks);

}  // namespace lr::pack
