#include "urls.h"

#include <algorithm>

namespace lr::pack {
namespace {

bool is_alphanumeric(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

bool is_mail_character(char32_t c) { return is_alphanumeric(c) || c == U'.' || c == U'-' || c == U'_' || c == U'+'; }

bool is_url_character(char32_t c) { return c > 0x20 && c < 0x7F && c != U'"' && c != U'<' && c != U'>'; }

bool ends_sentence(char32_t c) { return std::u32string_view(U".,;:!?)]}'*").find(c) != std::u32string_view::npos; }

// The address around `mark`, whose scheme or local part reaches back to `floor` at most.
TextRange widen(std::u32string_view text, std::size_t mark, std::size_t floor, bool mail) {
  TextRange range{mark, mark};
  while (range.begin > floor && is_mail_character(text[range.begin - 1])) --range.begin;
  const auto belongs = mail ? [](char32_t c) { return is_mail_character(c) || c == U'@'; }
                            : [](char32_t c) { return is_url_character(c); };
  while (range.end < text.size() && belongs(text[range.end])) ++range.end;
  while (range.end > range.begin && ends_sentence(text[range.end - 1])) --range.end;
  return range;
}

bool is_mail(std::u32string_view text, std::size_t at, TextRange range) {
  return range.begin < at && range.end > at + 1 &&
         text.substr(at, range.end - at).find(U'.') != std::u32string_view::npos;
}

}  // namespace

std::vector<TextRange> find_urls(std::u32string_view text) {
  std::vector<TextRange> found;
  std::size_t floor = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool scheme = text[i] == U':' && text.substr(i, 3) == U"://";
    const bool host = text[i] == U'w' && text.substr(i, 4) == U"www." && (i == 0 || !is_alphanumeric(text[i - 1]));
    const bool mail = text[i] == U'@';
    if (!scheme && !host && !mail) continue;
    const TextRange range = widen(text, i, floor, mail);
    if (mail ? !is_mail(text, i, range) : range.end <= i + 3) continue;
    found.push_back(range);
    floor = range.end;
    i = std::max(i, range.end - 1);
  }
  return found;
}

bool url_may_break(char32_t before, char32_t after) {
  static constexpr std::u32string_view kMarks = U"/?&=#.-_,:";
  return kMarks.find(before) != std::u32string_view::npos && kMarks.find(after) == std::u32string_view::npos;
}

}  // namespace lr::pack
