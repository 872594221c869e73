// Words are cut out of the text; libhyphen (Liang's algorithm) says where they part.
#include "hyphenation.h"

#include <hyphen.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "../import.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLeastLetters = 7, kMostLetters = 60;
constexpr int kLeastBefore = 3, kLeastBehind = 3;
constexpr std::size_t kLeastBetween = 3;

bool is_capital(char32_t c) { return c >= U'A' && c <= U'Z'; }
bool is_letter(char32_t c) { return is_capital(c) || (c >= U'a' && c <= U'z'); }

// What makes a name or a number of the letters beside it.
bool spoils(char32_t c) {
  const bool other_letter = c >= 0xC0 && c < 0x2000;
  return other_letter || (c >= U'0' && c <= U'9') || std::u32string_view(U"-_/\\@#&=+~‐‑").find(c) != std::u32string_view::npos;
}

// Of the text around a word: a mark that is one of a sentence only where no letter follows it.
bool spoils_before(std::u32string_view before) {
  if (before.empty()) return false;
  const char32_t c = before.back();
  if (c == U'.') return before.size() > 1 && before[before.size() - 2] > U' ';
  return spoils(c);
}

bool spoils_behind(std::u32string_view behind) {
  if (behind.empty()) return false;
  const bool letter_follows = behind.size() > 1 && (is_letter(behind[1]) || spoils(behind[1]));
  if (behind.front() == U'.' || behind.front() == U':') return letter_follows;
  return spoils(behind.front());
}

using Patterns = std::unique_ptr<HyphenDict, decltype(&hnj_hyphen_free)>;

HyphenDict* patterns() {
  static const Patterns loaded(hnj_hyphen_load(LR_HYPHENATION_EN), &hnj_hyphen_free);
  if (!loaded) throw InputError(LR_HYPHENATION_EN, "cannot be read: install the package hyphen-en-us");
  return loaded.get();
}

// Adds the points of a word that begins at `begin`.
void add_points(std::u32string_view word, std::size_t begin, std::vector<std::uint32_t>& points) {
  const std::string letters(word.begin(), word.end());
  std::string marks(letters.size() + 5, '\0');
  char** replacements = nullptr;  // English has none
  int *places = nullptr, *cuts = nullptr;
  const auto size = static_cast<int>(letters.size());
  if (hnj_hyphen_hyphenate3(patterns(), letters.c_str(), size, marks.data(), nullptr, &replacements, &places, &cuts,
                            kLeastBefore, kLeastBehind, kLeastBefore, kLeastBehind) != 0)
    return;
  std::size_t last = 0;
  for (std::size_t i = 1; i < letters.size(); ++i) {
    if ((marks[i - 1] - '0') % 2 == 0 || i < last + kLeastBetween) continue;
    points.push_back(static_cast<std::uint32_t>(begin + i));
    last = i;
  }
}

}  // namespace

std::vector<std::uint32_t> hyphenation_points(std::u32string_view text) {
  std::vector<std::uint32_t> points;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!is_letter(text[begin])) continue;
    std::size_t end = begin + 1, capitals = 0;
    for (; end < text.size() && is_letter(text[end]); ++end) capitals += is_capital(text[end]);
    const bool is_word = end - begin >= kLeastLetters && end - begin <= kMostLetters && capitals == 0;
    if (is_word && !spoils_before(text.substr(0, begin)) && !spoils_behind(text.substr(end)))
      add_points(text.substr(begin, end - begin), begin, points);
    begin = end;
  }
  return points;
}

}  // namespace lr::pack
