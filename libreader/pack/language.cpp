// Reads the names of languages: BCP 47 tags in any case, with what regions and scripts mean for Chinese.
#include "language.h"

#include <string>

#include "language_tag.h"

namespace lr::pack {
namespace {

// "zh_TW" and "ZH-tw" are "zh-tw".
std::string folded(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '_') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool has_subtag(std::string_view tag, std::string_view wanted) {
  while (true) {
    const std::size_t end = tag.find('-');
    if (tag.substr(0, end) == wanted) return true;
    if (end == std::string_view::npos) return false;
    tag.remove_prefix(end + 1);
  }
}

// The script decides; the region does where no script is named.
Language chinese(std::string_view tag) {
  if (has_subtag(tag, "hans")) return Language::kZhHans;
  for (const char* subtag : {"hant", "tw", "hk", "mo"}) {
    if (has_subtag(tag, subtag)) return Language::kZhHant;
  }
  return Language::kZhHans;
}

}  // namespace

std::optional<Language> parse_language(std::string_view name) {
  const std::string tag = folded(name);
  const std::string primary = tag.substr(0, tag.find('-'));
  if (primary == "zh" || primary == "cmn" || primary == "yue") return chinese(tag);
  if (primary == "ja" || primary == "jpn") return Language::kJa;
  if (primary == "ko" || primary == "kor") return Language::kKo;
  if (primary == "en" || primary == "eng") return Language::kEn;
  if (!other_language(name).empty()) return Language::kEn;
  return std::nullopt;
}

}  // namespace lr::pack
