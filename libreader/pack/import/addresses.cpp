// Addresses as RFC 3986 resolves them, but for queries; slugs by GitHub's rule: all but letters, marks, decimal digits,
// connectors, hyphens and spaces go.
#include "addresses.h"

#include <utf8proc.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "utf.h"
#include "web_address.h"

namespace lr::pack {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool stays_in_slug(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return c == '-';
  }
}

// Of an address as a document has it.
std::string complete(const std::string& address, const std::string& name) {
  const std::string anchor = nfc(percent_decoded(anchor_of(address)));
  std::string document(document_of(address));
  if (document.empty()) {
    document = address_of_file(name);
  } else if (is_article_address(document)) {
    document = nfc(percent_decoded(document));
  } else {
    const std::filesystem::path folder = std::filesystem::path(name).parent_path();
    document = address_of_file((folder / percent_decoded(document)).string());
  }
  return anchor.empty() ? document : document + "#" + anchor;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    plain += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
    if (low >= 0) i += 2;
  }
  return plain;
}

std::string_view document_of(std::string_view address) { return address.substr(0, address.find('#')); }

std::string_view anchor_of(std::string_view address) {
  return address.substr(std::min(document_of(address).size() + 1, address.size()));
}

std::string address_of_file(const std::string& name) {
  std::error_code unknown;  // the working directory
  const std::filesystem::path path = std::filesystem::absolute(name, unknown);
  return nfc((unknown ? std::filesystem::path(name) : path).lexically_normal().string());
}

std::string slug_of(std::u32string_view heading) {
  std::u32string slug;
  for (const char32_t c : heading) {
    if (c == ' ' || c == '\n') {
      slug += '-';
    } else if (stays_in_slug(c)) {
      slug += static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
    }
  }
  return encode_utf8(nfc(slug));
}

void complete_addresses(std::vector<Article>& articles, const std::string& name) {
  for (Article& article : articles) {
    for (Link& link : article.links) link.address = complete(link.address, name);
    for (Block& block : article.blocks) {
      for (std::string& anchor : block.anchors) anchor = nfc(anchor);
    }
  }
}

void name_headings(std::vector<Article>& articles) {
  for (Article& article : articles) {
    std::map<std::string, int> known;
    for (Block& block : article.blocks) {
      if (block.kind != BlockKind::kHeading) continue;
      std::string slug = slug_of(block.text());
      if (slug.empty()) continue;
      if (const int before = known[slug]++; before > 0) slug += "-" + std::to_string(before);
      block.anchors.push_back(std::move(slug));
    }
    article.anchors.push_back(slug_of(decode_utf8(article.fields.title)));
  }
}

}  // namespace lr::pack
