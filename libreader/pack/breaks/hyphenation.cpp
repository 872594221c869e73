// Words are cut out of the text; libhyphen (Liang's algorithm) says where they part.
#include "hyphenation.h"

#include <unicode/uchar.h>

#include "patterns.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLeastLetters = 7, kMostLetters = 60;
constexpr std::size_t kLeastBetween = 3;

bool is_ascii_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

// What is a word to a language, and to its patterns.
class WordFinder {
 public:
  explicit WordFinder(std::string_view tag) : english_(tag.empty()), nouns_are_capital_(tag.substr(0, 2) == "de") {}

  // Of English the letters without accents: a word with others is of another language.
  bool is_letter(char32_t c) const {
    return english_ ? is_ascii_letter(c) : c < 0x2000 && u_isalpha(static_cast<UChar32>(c)) != 0;
  }

  // The word that begins at `begin` ends at `end`.
  bool is_whole(std::u32string_view text, std::size_t begin, std::size_t end) const {
    std::size_t capitals = 0;
    for (std::size_t i = begin + (nouns_are_capital_ ? 1 : 0); i < end; ++i)
      capitals += u_isUUppercase(static_cast<UChar32>(text[i])) != 0;
    const bool sized = end - begin >= kLeastLetters && end - begin <= kMostLetters;
    return sized && capitals == 0 && !spoils_before(text.substr(0, begin)) && !spoils_behind(text.substr(end));
  }

 private:
  // What makes a name or a number of the letters beside it.
  static bool spoils(char32_t c) {
    const bool other_letter = c >= 0xC0 && c < 0x2000;
    return other_letter || (c >= U'0' && c <= U'9') ||
           std::u32string_view(U"-_/\\@#&=+~‐‑").find(c) != std::u32string_view::npos;
  }

  // Of the text around a word: a mark that is one of a sentence only where no letter follows it.
  static bool spoils_before(std::u32string_view before) {
    if (before.empty()) return false;
    const char32_t c = before.back();
    if (c == U'.') return before.size() > 1 && before[before.size() - 2] > U' ';
    return spoils(c);
  }

  bool spoils_behind(std::u32string_view behind) const {
    if (behind.empty()) return false;
    const bool letter_follows = behind.size() > 1 && (is_letter(behind[1]) || spoils(behind[1]));
    if (behind.front() == U'.' || behind.front() == U':') return letter_follows;
    return spoils(behind.front());
  }

  bool english_, nouns_are_capital_;
};

}  // namespace

bool has_hyphenation(std::string_view tag) { return patterns_of(tag) != nullptr; }

std::vector<std::uint32_t> hyphenation_points(std::u32string_view text, std::string_view tag) {
  std::vector<std::uint32_t> points;
  const Patterns* const patterns = patterns_of(tag);
  if (patterns == nullptr) return points;
  const WordFinder finder(tag);
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!finder.is_letter(text[begin])) continue;
    std::size_t end = begin + 1;
    while (end < text.size() && finder.is_letter(text[end])) ++end;
    if (finder.is_whole(text, begin, end)) {
      std::size_t last = 0;
      for (const std::size_t at : patterns->points(text.substr(begin, end - begin))) {
        if (at < last + kLeastBetween) continue;
        points.push_back(static_cast<std::uint32_t>(begin + at));
        last = at;
      }
    }
    begin = end;
  }
  return points;
}

}  // namespace lr::pack
