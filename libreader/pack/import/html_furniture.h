// What of a page is furniture by its own words: tags, roles, names.
#pragma once
#include <string_view>

#include "html_tree.h"

namespace lr::pack {

bool is_furniture_tag(GumboTag tag);
bool is_furniture_role(std::string_view role);
bool is_hidden(const GumboNode* node);

// A word of its class or id: "post-share" and "shareBar" are about sharing.
bool has_furniture_name(const GumboNode* node);

// Its id only repeats the heading that it holds: <section id="copyright-considerations"> is about copyright.
bool is_named_after_heading(const GumboNode* node);

}  // namespace lr::pack
