// The languages whose typesetting the packer knows, by their BCP 47 names.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lr::pack {

enum class Language : std::uint8_t { kZhHans, kZhHant, kJa, kKo, kEn };

inline constexpr std::string_view kLanguageNames[] = {"zh-Hans", "zh-Hant", "ja", "ko", "en"};

constexpr std::string_view name_of(Language language) { return kLanguageNames[static_cast<int>(language)]; }

// Accepts the names above and what people write for them: zh, zh-CN, zh-TW, zh-HK, ja-JP, ko-KR, en-GB … Languages that are
// set like English are kEn: see other_language().
std::optional<Language> parse_language(std::string_view name);

constexpr bool is_cjk(Language language) { return language != Language::kEn; }

}  // namespace lr::pack
