// What a scan remembers of phrases: that one has nothing of the query and no control that matters, and how many code
// points it stands for. Such a phrase need not be expanded again.
#pragma once
#include <libreader/text/text_code.h>

#include <cstdint>
#include <cstring>

namespace lr {

class PhraseMemo {
 public:
  static constexpr std::uint32_t kPhrases = 6656;  // those from here on are not remembered
  static constexpr std::uint32_t kLongest = 4;     // code points of a phrase that is; longer ones are made of such

  // Code points of a phrase that is passed over; 0: it must be expanded. `phrase` counts from 0.
  std::uint32_t code_points(std::uint32_t phrase) const {
    if (phrase >= kPhrases) return 0;
    const std::uint32_t found = words_[phrase / 16] >> phrase % 16 * 2 & 3;
    return found == 0 ? 0 : found + 1;
  }
  void remember(std::uint32_t phrase, std::uint32_t code_points) {
    if (phrase < kPhrases && code_points >= 2 && code_points <= kLongest)
      words_[phrase / 16] |= (code_points - 1) << phrase % 16 * 2;
  }
  void forget() { std::memset(words_, 0, sizeof words_); }

  // The memory, for other use before the scan. forget() comes after it.
  std::span<std::uint32_t> words() { return words_; }

 private:
  std::uint32_t words_[kPhrases / 16];
};

}  // namespace lr
