// What the head of a page says of its article.
#include "html_meta.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <vector>

#include "../language.h"
#include "fields.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLongestSite = 24;   // code points of a site's name
constexpr std::size_t kShortestTitle = 4;  // the same

using Values = std::map<std::string, std::vector<std::string>>;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \n\t") - first + 1));
}

Values collect(const GumboNode* root) {
  Values values;
  walk(root, [&](const GumboNode* node) {
    if (tag_of(node) != GUMBO_TAG_META) return is_element(node);
    std::string content = trimmed(attribute_of(node, "content"));
    for (const char* key : {"name", "property", "itemprop"}) {
      std::string name(attribute_of(node, key));
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      std::vector<std::string>& known = values[name];
      if (name.empty() || content.empty() || std::find(known.begin(), known.end(), content) != known.end()) continue;
      known.push_back(content);
    }
    return true;
  });
  return values;
}

std::vector<std::string> first_of(const Values& values, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = values.find(name);
    if (found != values.end() && !found->second.empty()) return found->second;
  }
  return {};
}

std::string one_of(const Values& values, std::initializer_list<const char*> names) {
  const std::vector<std::string> all = first_of(values, names);
  return all.empty() ? std::string() : all[0];
}

// "2024/5/16 06:59" and "2024-05-16T06:59:00+08:00" to "2024-05-16"; what is no such date stays as it is.
std::string plain_date(const std::string& text) {
  std::vector<std::string> numbers;
  std::size_t at = 0;
  while (numbers.size() < 3 && at < text.size() && text[at] >= '0' && text[at] <= '9') {
    std::string number;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') number += text[at++];
    numbers.push_back(number.size() == 1 ? "0" + number : number);
    if (at < text.size() && (text[at] == '-' || text[at] == '/' || text[at] == '.')) ++at;
  }
  const bool is_date = !numbers.empty() && numbers[0].size() == 4 && numbers.size() >= 2 && numbers[1].size() == 2;
  if (!is_date || (numbers.size() == 3 && numbers[2].size() != 2)) return text;
  std::string date = numbers[0];
  for (std::size_t i = 1; i < numbers.size(); ++i) date += "-" + numbers[i];
  return date;
}

// "甲、乙" and "A; B" are two authors. An address is none.
std::vector<std::string> split_authors(const std::vector<std::string>& values) {
  std::vector<std::string> authors;
  for (std::string text : values) {
    if (text.starts_with("By ")) text.erase(0, 3);
    if (text.find("://") != std::string::npos || text.find('@') != std::string::npos) continue;
    for (std::string_view separator : {"、", "；", "，"}) {
      for (std::size_t at; (at = text.find(separator)) != std::string::npos;) text.replace(at, separator.size(), ";");
    }
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(';', at), text.size());
      if (std::string one = trimmed(std::string_view(text).substr(at, end - at)); !one.empty()) {
        authors.push_back(std::move(one));
      }
      at = end + 1;
    }
  }
  return authors;
}

std::string language_of(const HtmlTree& tree, const Values& values) {
  std::vector<std::string_view> said;
  for (const GumboNode* node : {tree.root(), tree.child_of_root(GUMBO_TAG_BODY)}) {
    if (node == nullptr) continue;
    said.push_back(attribute_of(node, "lang"));
    said.push_back(attribute_of(node, "xml:lang"));
  }
  std::string found;
  for (std::string_view one : said) {
    if (found.empty()) found = one;
  }
  if (found.empty()) found = one_of(values, {"citation_language", "dc.language", "og:locale"});
  const bool is_bare = found == "zh" || found == "ZH";  // either orthography
  return is_bare || !parse_language(found) ? std::string() : found;
}

std::size_t length_of(std::string_view utf8) { return decode_utf8(utf8).size(); }

std::string without_spaces_utf8(const std::string& text) { return encode_utf8(without_spaces(decode_utf8(text))); }

// "标题-某某网": without spaces around it a hyphen is a separator only before what is called a site.
bool is_called_site(std::string_view text) {
  for (std::string_view end :
       {"网", "網", "报", "報", "新闻", "新聞", "频道", "頻道", "在线", "杂志", "雜誌", "博客"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

std::string without_site(const std::string& title, const std::string& site) {
  std::string rest = title;
  while (true) {
    std::size_t cut = std::string::npos, length = 0;
    for (std::string_view separator : {" | ", "｜", "|", "_", " - ", " – ", " — ", " · ", " » ", "-", "—", "－"}) {
      const std::size_t at = rest.rfind(separator);
      const bool is_bare = separator == "-" || separator == "—" || separator == "－";
      if (at != std::string::npos && is_bare && !is_called_site(rest)) continue;
      if (at == std::string::npos || (cut != std::string::npos && at <= cut)) continue;
      cut = at;
      length = separator.size();
    }
    if (cut == std::string::npos) return rest;
    const std::string head = trimmed(rest.substr(0, cut)), tail = trimmed(rest.substr(cut + length));
    const bool is_site = !site.empty() && without_spaces_utf8(tail) == without_spaces_utf8(site);
    const bool looks_so = length_of(tail) <= kLongestSite && length_of(tail) < length_of(head);
    if (head.empty() || (!is_site && (!looks_so || length_of(head) < kShortestTitle))) return rest;
    rest = head;
  }
}

HtmlMeta read_meta(const HtmlTree& tree) {
  const Values values = collect(tree.root());
  HtmlMeta meta;
  Fields& fields = meta.fields;
  meta.site = one_of(values, {"og:site_name", "application-name"});
  fields.title = one_of(values, {"citation_title", "dc.title", "dcterms.title"});
  meta.title_is_sure = !fields.title.empty();
  if (!meta.title_is_sure) {
    std::string page = one_of(values, {"og:title", "twitter:title"});
    const GumboNode* head = tree.child_of_root(GUMBO_TAG_HEAD);
    for (std::size_t i = 0; page.empty() && head != nullptr && i < child_count(head); ++i) {
      if (tag_of(child_at(head, i)) == GUMBO_TAG_TITLE) page = encode_utf8(text_of(child_at(head, i)));
    }
    fields.title = without_site(page, meta.site);
  }
  fields.authors =
      split_authors(first_of(values, {"citation_author", "citation_authors", "dc.creator", "dcterms.creator", "author",
                                      "article:author", "og:article:author", "byl", "parsely-author"}));
  fields.date = plain_date(one_of(values, {"citation_publication_date", "citation_date", "citation_online_date",
                                           "dc.date", "dcterms.issued", "dcterms.date", "article:published_time",
                                           "og:published_time", "datepublished", "pubdate", "publishdate", "date"}));
  fields.publication = one_of(values, {"citation_journal_title", "citation_conference_title", "dc.publisher",
                                       "dcterms.publisher", "og:site_name", "publisher"});
  fields.abstract_text = one_of(values, {"citation_abstract", "dcterms.abstract"});
  fields.keywords = split_authors(first_of(values, {"citation_keywords"}));
  meta.language = language_of(tree, values);
  return meta;
}

}  // namespace lr::pack
