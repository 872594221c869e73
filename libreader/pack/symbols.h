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
};

// Interns symbol keys. Numbers are dense and in order of first use.
class SymbolTable {
 public:
  std::uint32_t intern(std::u32string_view cluster, Form form, Language language);
  std::uint32_t intern(const SymbolKey& key);
  // Adds to the use count.
  void count(std::uint32_t symbol, std::uint64_t uses) { uses_[symbol] += uses; }

  std::size_t size() const { return keys_.size(); }
  const SymbolKey& key(std::uint32_t symbol) const { return keys_[symbol]; }
  std::uint64_t uses(std::uint32_t symbol) const { return uses_[symbol]; }

 private:
  std::unordered_map<std::u32string, std::uint32_t> numbers_;
  std::vector<SymbolKey> keys_;
  std::vector<std::uint64_t> uses_;
};

}  // namespace lr::pack
