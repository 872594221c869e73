// What ICU knows of a language.
#include "language_tag.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <iterator>

namespace lr::pack {
namespace {

std::string subtag(const char* locale, std::int32_t (*get)(const char*, char*, std::int32_t, UErrorCode*)) {
  char part[ULOC_FULLNAME_CAPACITY] = {};
  UErrorCode status = U_ZERO_ERROR;
  get(locale, part, sizeof part - 1, &status);
  return U_SUCCESS(status) ? part : "";
}

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string other_language(std::string_view name) {
  std::string said(name);
  std::replace(said.begin(), said.end(), '_', '-');
  char locale[ULOC_FULLNAME_CAPACITY] = {}, likely[ULOC_FULLNAME_CAPACITY] = {}, tag[ULOC_FULLNAME_CAPACITY] = {};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t parsed = 0;
  uloc_forLanguageTag(said.c_str(), locale, sizeof locale - 1, &parsed, &status);
  uloc_addLikelySubtags(locale, likely, sizeof likely - 1, &status);
  uloc_toLanguageTag(locale, tag, sizeof tag - 1, true, &status);
  if (U_FAILURE(status) || parsed != static_cast<std::int32_t>(said.size())) return {};
  if (is_one_of(subtag(locale, uloc_getLanguage), {"", "en", "zh", "ja", "ko"})) return {};
  return is_one_of(subtag(likely, uloc_getScript), {"Latn", "Grek", "Cyrl"}) ? tag : std::string();
}

}  // namespace lr::pack
