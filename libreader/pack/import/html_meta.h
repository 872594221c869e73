// What the head of a page says of its article: Highwire (citation_*), Dublin Core, Open Graph and plain meta tags.
#pragma once
#include <string>

#include "../document.h"
#include "html_tree.h"

namespace lr::pack {

struct HtmlMeta {
  Fields fields;
  std::string language;        // empty if the page does not say, or says no more than "zh"
  bool title_is_sure = false;  // it names the article, not the page
  std::string site;            // "Example News"
};

HtmlMeta read_meta(const HtmlTree& tree);

// "Of bees | Example News" to "Of bees": what comes after the last separator and is the site's name, or looks like one.
std::string without_site(const std::string& title, const std::string& site);

}  // namespace lr::pack
