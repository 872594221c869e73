#include "terminal_codes.h"

namespace lr::pack {
namespace {

constexpr char32_t kEscape = 0x1B, kBackspace = 0x08;
constexpr std::size_t kLongestSequence = 32;

bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Characters of the sequence that begins with an escape; 0 for none.
std::size_t sequence(std::u32string_view text) {
  if (text.size() < 3 || text[1] != '[') return 0;
  std::size_t at = 2;
  while (at < text.size() && at < kLongestSequence && is_between(text[at], 0x20, 0x3F)) ++at;
  return at < text.size() && is_between(text[at], 0x40, 0x7E) ? at + 1 : 0;
}

bool is_overstruck(std::u32string_view text) {
  return text.size() >= 3 && text[1] == kBackspace && (text[0] == text[2] || text[0] == '_' || text[2] == '_');
}

}  // namespace

std::u32string without_terminal_codes(std::u32string_view text, int& codes) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::u32string_view rest = text.substr(at);
    if (const std::size_t size = rest.front() == kEscape ? sequence(rest) : 0; size > 0) {
      at += size;
      ++codes;
    } else if (is_overstruck(rest)) {
      if (rest[2] == '_') out += rest[0];  // the line came last
      at += rest[2] == '_' ? 3 : 2;
      ++codes;
    } else {
      out += rest.front();
      ++at;
    }
  }
  return out;
}

}  // namespace lr::pack
