// Lists of links: which of them are part of a text. Where they stand on the page is html_content.cpp's to find out.
#pragma once
#include <string_view>

#include "html_tree.h"

namespace lr::pack {

// "References", "参考链接".
bool is_heading_of_references(std::u32string_view text);

// A sentence that ends in a colon; "相关阅读：" and "Read more:" are labels.
bool leads_to_list(std::u32string_view text);

// Most items say something of their link beside it; a date is nothing.
bool has_annotated_links(const GumboNode* list);

}  // namespace lr::pack
