// Addresses of links: which lead to the web, and which are what the text of the link already says.
#pragma once
#include <string>
#include <string_view>

namespace lr::pack {

bool is_web_address(std::string_view url);  // http, https or mailto, in any case

bool has_scheme(std::string_view url);          // "javascript:…", "//host/…"
bool is_article_address(std::string_view url);  // "article:ID", "article:ID#anchor"

// "a.cn/x" and "https://a.cn/x/" are the same for a reader.
bool is_same_address(std::string_view shown, std::string_view url);

}  // namespace lr::pack
