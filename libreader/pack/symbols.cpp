// Interns symbol keys.
#include "symbols.h"

namespace lr::pack {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Kana look the same in every language, Hangul is Korean, narrow symbols come from the Latin companion.
Language glyph_language(std::u32string_view cluster, Form form, Language language) {
  const char32_t c = cluster.front();
  if (in(c, 0x3041, 0x30FF) || in(c, 0x31F0, 0x31FF) || in(c, 0xFF65, 0xFF9F)) return Language::kJa;
  if (in(c, 0xAC00, 0xD7A3) || in(c, 0x1100, 0x11FF) || in(c, 0x3131, 0x318E)) return Language::kKo;
  if (form == Form::kNarrow) return Language::kEn;
  return language == Language::kEn ? Language::kZhHans : language;
}

}  // namespace

std::uint32_t SymbolTable::intern(const SymbolKey& key) {
  std::u32string name(key.cluster);
  name += static_cast<char32_t>(0x110000 + static_cast<int>(key.form) * 16 + static_cast<int>(key.language));
  const auto [found, is_new] = numbers_.try_emplace(std::move(name), static_cast<std::uint32_t>(keys_.size()));
  if (is_new) {
    keys_.push_back(key);
    uses_.push_back(0);
    early_.push_back(false);
  }
  return found->second;
}

std::uint32_t SymbolTable::intern(std::u32string_view cluster, Form form, Language language) {
  const auto find = [&] {
    return intern({std::u32string(cluster), form, glyph_language(cluster, form, language),
                   properties_of(cluster, form, language)});
  };
  if (cluster.size() != 1) return find();
  if (recent_.empty()) recent_.resize(kRecent);
  const std::uint64_t name = (static_cast<std::uint64_t>(cluster.front()) << 16 |
                              static_cast<std::uint64_t>(form) << 8 | static_cast<std::uint64_t>(language)) +
                             1;
  Recent& recent = recent_[(name >> 16 ^ name) % kRecent];
  if (recent.name != name) recent = {name, find()};
  return recent.symbol;
}

}  // namespace lr::pack
