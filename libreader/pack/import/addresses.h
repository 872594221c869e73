// What links lead to and what they call it: addresses of files and articles, names of headings.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../document.h"

namespace lr::pack {

std::string percent_decoded(std::string_view text);  // "%20" is a space (RFC 3986, 2.1)

// The part before "#" and the part behind it.
std::string_view document_of(std::string_view address);
std::string_view anchor_of(std::string_view address);

// How a file is known, whatever path leads to it.
std::string address_of_file(const std::string& name);

// The name that a heading has in Markdown as GitHub shows it: lower case, spaces as hyphens, without marks.
std::string slug_of(std::u32string_view heading);

// Makes the addresses of all links of a document whole; `name` is its file.
void complete_addresses(std::vector<Article>& articles, const std::string& name);

// Gives each heading its slug, "-1", "-2" … behind those that a heading before it has, and the beginning that of the title.
void name_headings(std::vector<Article>& articles);

}  // namespace lr::pack
