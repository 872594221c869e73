// Lays prepared articles and strikes out as the bytes of a bundle. Writes what bundle/ reads; FORMAT.md is the law.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alphabet_builder.h"
#include "gather.h"
#include "output.h"
#include "pass.h"
#include "prepare.h"
#include "search_terms.h"
#include "section_writer.h"
#include "text_model.h"

namespace lr::pack {

struct BundleParts {
  const Gathered& gathered;
  std::filesystem::path scratch;                               // where sections grow
  Language language = Language::kZhHans;                       // the bundle's
  bool title_search = true;                                    // keys of titles are written
  std::vector<std::string> profiles = {};                      // get page tables
  PreparedUnit title = {};                                     // the bundle's
  std::map<std::string, PreparedUnit> sections = {};           // titles of the contents
  std::vector<std::vector<PreparedUnit>> menus = {};                // of each Language, its texts or none; or no languages
  std::vector<std::unique_ptr<SectionWriter>> strikes = {};         // STRK sections, then OUTL
  std::vector<std::pair<std::string, std::string>> meta = {};       // keys and values in UTF-8
};

struct WritePasses {
  Pass encode;
  std::function<void(std::uint64_t done, std::uint64_t total)> copied;  // bytes of the bundle
  Pass paginate;
};

// Throws InputError: a number does not fit the format (which article, which limit), the output cannot be written.
void write_bundle(const BundleParts& parts, const BuiltAlphabet& alphabet, const TextModel& model, const SearchTerms& terms,
                  const WritePasses& passes, Output& output);

// FNV-1a, 64 bits: Article::id of an id string.
std::uint64_t article_id(std::string_view id);

}  // namespace lr::pack
