// The symbols of a bundle while it is being made: numbered as they are met, ordered at the end into the alphabet.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "breaks.h"
#include "strikes.h"

namespace lr::pack {

// A cluster in one form with the glyph shapes of one language.
struct SymbolKey {
  std::u32string cluster;
  Form form = Form::kNarrow;
  Language language = Language::kEn;  // whose glyph shapes: kEn where all languages share them
  SymbolProperties properties{};

  // What it stands for in the reading text.
  const std::u32string& text() const {
    static const std::u32string nothing;
    return properties.symbol_class == SymbolClass::kSoftHyphen ? nothing : cluster;
  }
};

// Interns symbol keys. Numbers are dense and in order of first use.
class SymbolTable {
 public:
  std::uint32_t intern(std::u32string_view cluster, Form form, Language language);
  std::uint32_t intern(const SymbolKey& key);
  // Adds to the use count.
  void count(std::uint32_t symbol, std::uint64_t uses) { uses_[symbol] += uses; }
  // Says that it is among the first that a reader sees: in a title on the list's first screen, on the first page.
  void mark_early(std::uint32_t symbol) { early_[symbol] = true; }

  std::size_t size() const { return keys_.size(); }
  const SymbolKey& key(std::uint32_t symbol) const { return keys_[symbol]; }
  std::uint64_t uses(std::uint32_t symbol) const { return uses_[symbol]; }
  bool is_early(std::uint32_t symbol) const { return early_[symbol]; }

 private:
  // A number that was found before; most text is symbols of one code point that come again and again.
  struct Recent {
    std::uint64_t name = 0;  // code point, form and language of the article; 0: empty
    std::uint32_t symbol = 0;
  };
  static constexpr std::size_t kRecent = 4096;

  std::vector<Recent> recent_;  // by name modulo their number; empty until a text is interned
  std::unordered_map<std::u32string, std::uint32_t> numbers_;
  std::vector<SymbolKey> keys_;
  std::vector<std::uint64_t> uses_;
  std::vector<bool> early_;
};

}  // namespace lr::pack
