// What of a page is furniture by its own words: tags, roles, names. How much of the text it holds is
// html_content.cpp's.
#include "html_furniture.h"

#include <algorithm>
#include <string>
#include <vector>

#include "utf.h"

namespace lr::pack {
namespace {

bool is_furniture_word(std::string_view word) {
  constexpr std::string_view kWords[] = {
      "nav",        "navbar",    "navigation", "menu",          "sidebar",     "comments",   "comment",     "share",
      "sharing",    "social",    "related",    "recommend",     "recommended", "breadcrumb", "breadcrumbs", "footer",
      "ad",         "ads",       "advert",     "advertisement", "adsbygoogle", "sponsor",    "promo",       "subscribe",
      "newsletter", "cookie",    "cookies",    "banner",        "popup",       "modal",      "pagination",  "pager",
      "toolbar",    "copyright", "disclaimer", "editsection",   "noprint",     "navbox",     "toc",         "catlinks"};
  return is_one_of(word, kWords);
}

// "post-share" and "shareBar" are two words each.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    if ((!letter || upper) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += upper ? static_cast<char>(c + 32) : c;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Words that a section may be about as well.
bool is_subject(std::string_view word) {
  constexpr std::string_view kWords[] = {"copyright", "disclaimer", "navigation", "menu",   "toolbar", "banner",
                                         "cookie",    "cookies",    "modal",      "popup",  "social",  "sharing",
                                         "sponsor",   "pager",      "pagination", "sidebar"};
  return is_one_of(word, kWords);
}

const GumboNode* first_heading(const GumboNode* root) {
  const GumboNode* heading = nullptr;
  walk(root, [&](const GumboNode* node) {
    if (heading == nullptr && heading_level(node) > 0) heading = node;
    return heading == nullptr;
  });
  return heading;
}

}  // namespace

bool is_furniture_tag(GumboTag tag) {
  static constexpr GumboTag kTags[] = {GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE,  GUMBO_TAG_FOOTER, GUMBO_TAG_NOSCRIPT,
                                       GUMBO_TAG_FORM,     GUMBO_TAG_BUTTON, GUMBO_TAG_INPUT,  GUMBO_TAG_SELECT,
                                       GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,
                                       GUMBO_TAG_SVG,      GUMBO_TAG_CANVAS, GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO,
                                       GUMBO_TAG_MENU,     GUMBO_TAG_APPLET, GUMBO_TAG_MARQUEE};
  return is_one_of(tag, kTags);
}

bool is_furniture_role(std::string_view role) {
  constexpr std::string_view kRoles[] = {"navigation", "complementary", "banner", "contentinfo",
                                         "search",     "dialog",        "alert",  "menu"};
  return is_one_of(role, kRoles);
}

bool has_furniture_name(const GumboNode* node) {
  for (const char* key : {"class", "id"}) {
    for (const std::string& word : words_of(attribute_of(node, key))) {
      if (is_furniture_word(word)) return true;
    }
  }
  return false;
}

bool is_named_after_heading(const GumboNode* node) {
  for (const std::string& word : words_of(attribute_of(node, "class"))) {
    if (is_furniture_word(word)) return false;
  }
  const std::vector<std::string> name = words_of(attribute_of(node, "id"));
  const GumboNode* heading = first_heading(node);
  if (heading == nullptr || (name.size() == 1 && !is_subject(name[0]))) return false;
  const std::vector<std::string> said = words_of(encode_utf8(lower_ascii(text_of(heading))));
  const auto is_said = [&](const std::string& word) { return std::find(said.begin(), said.end(), word) != said.end(); };
  // Headings in other scripts than that of names cannot be compared.
  return said.empty() ? tag_of(node) == GUMBO_TAG_SECTION : std::all_of(name.begin(), name.end(), is_said);
}

bool is_hidden(const GumboNode* node) {
  std::string style(attribute_of(node, "style"));
  std::erase(style, ' ');
  return has_attribute(node, "hidden") || attribute_of(node, "aria-hidden") == "true" ||
         style.find("display:none") != std::string::npos;
}

}  // namespace lr::pack
