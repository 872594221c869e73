// libhyphen reads the files; words are given to it in the encoding of each.
#include "patterns.h"

#include <hyphen.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>

#include "../import.h"

namespace lr::pack {
namespace {

namespace fs = std::filesystem;

constexpr int kLeastBefore = 3, kLeastBehind = 3;

std::string part_of(const std::string& locale, std::int32_t (*get)(const char*, char*, std::int32_t, UErrorCode*)) {
  char part[32] = {};
  UErrorCode status = U_ZERO_ERROR;
  get(locale.c_str(), part, sizeof part - 1, &status);
  return U_SUCCESS(status) ? part : "";
}

std::string locale_of(std::string_view tag) {
  char locale[64] = {};
  UErrorCode status = U_ZERO_ERROR;
  uloc_forLanguageTag(std::string(tag).c_str(), locale, sizeof locale - 1, nullptr, &status);
  return U_SUCCESS(status) ? locale : "";
}

// The file of a language, or none.
std::string file_of(std::string_view tag) {
  const std::string locale = locale_of(tag), language = part_of(locale, uloc_getLanguage);
  if (language.empty()) return {};
  char likely[64] = {};
  UErrorCode status = U_ZERO_ERROR;
  uloc_addLikelySubtags(language.c_str(), likely, sizeof likely - 1, &status);
  const fs::path folder = LR_HYPHENATION_DIR;
  const std::string stem = "hyph_" + language;
  for (const std::string& region :
       {part_of(locale, uloc_getCountry), std::string(), part_of(likely, uloc_getCountry)}) {
    const fs::path file = folder / (stem + (region.empty() ? "" : "_" + region) + ".dic");
    if (fs::exists(file)) return file.string();
  }
  std::vector<std::string> others;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(stem + "_")) others.push_back(entry.path().string());
  }
  return others.empty() ? std::string() : *std::min_element(others.begin(), others.end());
}

}  // namespace

struct Patterns::Library {
  std::unique_ptr<HyphenDict, decltype(&hnj_hyphen_free)> patterns{nullptr, &hnj_hyphen_free};
  std::unique_ptr<UConverter, decltype(&ucnv_close)> encoding{nullptr, &ucnv_close};
};

Patterns::Patterns(const std::string& file) : library_(std::make_unique<Library>()) {
  library_->patterns.reset(hnj_hyphen_load(file.c_str()));
  if (!library_->patterns) throw InputError(file, "cannot be read");
  UErrorCode status = U_ZERO_ERROR;
  library_->encoding.reset(ucnv_open(library_->patterns->cset, &status));
  ucnv_setFromUCallBack(library_->encoding.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) throw InputError(file, std::string("is in an unknown encoding: ") + library_->patterns->cset);
}

Patterns::~Patterns() = default;

std::vector<std::size_t> Patterns::points(std::u32string_view word) const {
  std::vector<std::size_t> found;
  std::u16string letters;
  for (const char32_t c : word) {
    if (c > 0xFFFF) return found;
    letters += static_cast<char16_t>(u_tolower(static_cast<UChar32>(c)));
  }
  char encoded[256];
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = ucnv_fromUChars(library_->encoding.get(), encoded, sizeof encoded, letters.data(),
                                            static_cast<std::int32_t>(letters.size()), &status);
  if (U_FAILURE(status) || size >= static_cast<std::int32_t>(sizeof encoded))
    return found;  // not a letter of the language
  std::string marks(static_cast<std::size_t>(size) + 5, '\0');
  char** spellings = nullptr;
  int *places = nullptr, *cuts = nullptr;
  const int failed = hnj_hyphen_hyphenate3(library_->patterns.get(), encoded, size, marks.data(), nullptr, &spellings,
                                           &places, &cuts, kLeastBefore, kLeastBehind, kLeastBefore, kLeastBehind);
  for (std::size_t i = 1; i < word.size() && failed == 0; ++i) {
    const bool respelled = spellings != nullptr && spellings[i - 1] != nullptr;
    if ((marks[i - 1] - '0') % 2 != 0 && !respelled) found.push_back(i);
  }
  for (std::int32_t i = 0; spellings != nullptr && i < size; ++i) std::free(spellings[i]);
  std::free(spellings);
  std::free(places);
  std::free(cuts);
  return found;
}

const Patterns* patterns_of(std::string_view tag) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Patterns>, std::less<>> loaded;
  const std::lock_guard lock(mutex);
  if (const auto known = loaded.find(tag); known != loaded.end()) return known->second.get();
  const std::string file = tag.empty() ? LR_HYPHENATION_EN : file_of(tag);
  if (tag.empty() && !fs::exists(file)) throw InputError(file, "cannot be read: install the package hyphen-en-us");
  return loaded.emplace(tag, file.empty() ? nullptr : std::make_unique<Patterns>(file)).first->second.get();
}

std::string patterns_package(std::string_view tag) { return "hyphen-" + std::string(tag.substr(0, tag.find('-'))); }

}  // namespace lr::pack
