// What a scan remembers of phrases: that one is text, with nothing of the query and no control that matters. Such a phrase
// need not be expanded again.
#pragma once
#include <cstdint>
#include <cstring>
#include <span>

namespace lr {

class PhraseMemo {
 public:
  static constexpr std::uint32_t kPhrases = 14336;  // those from here on are not remembered

  // `phrase` counts from 0.
  bool has(std::uint32_t phrase) const { return phrase < kPhrases && (words_[phrase / 32] >> phrase % 32 & 1) != 0; }
  void add(std::uint32_t phrase) {
    if (phrase < kPhrases) words_[phrase / 32] |= 1u << phrase % 32;
  }
  void forget() { std::memset(words_, 0, sizeof words_); }

  // The memory, for other use before the scan. forget() comes after it.
  std::span<std::uint32_t> words() { return words_; }

 private:
  std::uint32_t words_[kPhrases / 32];
};

}  // namespace lr
