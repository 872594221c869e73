// From raw spans, with line breaks and spaces as the source has them, to the reading text of a block: lines joined
// (S2), spaces collapsed, NFC.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../document.h"

namespace lr::pack {

// In raw spans: a line break of the source, which is a space or nothing. U+000A is a line break that stays.
inline constexpr char32_t kSoftBreak = 0x2028;

// One code point or, when `note` is not 0, one note mark, with its style.
struct StyledChar {
  char32_t c = 0;
  Styles styles = 0;
  std::uint32_t note = 0;
  std::uint32_t link = 0;
};

std::vector<StyledChar> flatten(const std::vector<Span>& spans);
std::vector<Span> regroup(const std::vector<StyledChar>& chars);  // neighbours of one style share a span; NFC

enum class Hyphens : std::uint8_t { kKeep, kMend };  // kMend: "mili-" + "tary" becomes "military"

std::vector<Span> tidy(const std::vector<Span>& raw, Language language, Hyphens hyphens);

// The text of a code block: a tab is four spaces, controls are gone, NFC.
std::u32string code_text(std::string_view utf8);

}  // namespace lr::pack
