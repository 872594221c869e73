// Addresses of links.
#include "web_address.h"

#include <algorithm>

namespace lr::pack {
namespace {

constexpr std::string_view kSchemes[] = {"https://", "http://", "mailto:"};

// Without scheme, spaces and slash at the end.
std::string plain(std::string_view url) {
  for (const std::string_view scheme : kSchemes) {
    if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
  }
  std::string text(url);
  std::erase(text, ' ');
  if (text.ends_with('/')) text.pop_back();
  return text;
}

}  // namespace

bool is_web_address(std::string_view url) {
  std::string head;
  for (const char c : url.substr(0, 8)) head += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string_view scheme : kSchemes) {
    if (head.starts_with(scheme)) return true;
  }
  return false;
}

// RFC 3986, 3.1 and 4.2. One letter is the name of a drive.
bool has_scheme(std::string_view url) {
  if (url.starts_with("//")) return true;
  const std::size_t end = std::min(url.find_first_of(":/?#"), url.size());
  if (end < 2 || end == url.size() || url[end] != ':') return false;
  return url.substr(0, end).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.") ==
         std::string_view::npos;
}

bool is_article_address(std::string_view url) { return url.starts_with("article:"); }

bool is_same_address(std::string_view shown, std::string_view url) { return plain(shown) == plain(url); }

}  // namespace lr::pack
