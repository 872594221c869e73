// Lays prepared articles and strikes out as the bytes of a bundle. Writes what bundle/ reads; FORMAT.md is the law.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "alphabet_builder.h"
#include "prepare.h"
#include "text_encoder.h"

namespace lr::pack {

struct BundleParts {
  const std::vector<Article>* articles = nullptr;  // ids, languages, sections
  std::vector<PreparedArticle>* prepared = nullptr;  // tokens numbered in the bundle's symbol table
  PreparedUnit title;                                // the bundle's
  std::vector<std::pair<std::string, PreparedUnit>> sections;  // titles of the contents, in order of first use
  std::vector<std::vector<std::uint8_t>> strikes;    // STRK sections
  std::vector<std::pair<std::string, std::string>> meta;  // keys and values in UTF-8
};

std::vector<std::uint8_t> write_bundle(const BundleParts& parts, const BuiltAlphabet& alphabet);

// FNV-1a, 64 bits: Article::id of an id string.
std::uint64_t article_id(std::string_view id);

}  // namespace lr::pack
