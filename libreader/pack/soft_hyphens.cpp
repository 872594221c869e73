// Addresses, code and bases of readings are left whole, and so are headings, titles and verse.
#include "soft_hyphens.h"

#include <algorithm>
#include <iterator>

#include "breaks/hyphenation.h"
#include "breaks/unicode_tables.h"
#include "breaks/urls.h"
#include "ruby.h"

namespace lr::pack {
namespace {

bool is_hyphenated(BlockKind kind) {
  switch (kind) {
    case BlockKind::kParagraph:
    case BlockKind::kQuote:
    case BlockKind::kListItem:
    case BlockKind::kCaption:
    case BlockKind::kTable:
    case BlockKind::kAbstract: return true;
    default: return false;
  }
}

bool is_letter(char32_t c) { return unicode_record(c).has(kLetter); }

// Where U+00AD stood; the spans are without it.
std::vector<std::uint32_t> take_authors(std::vector<Span>& spans) {
  std::vector<std::uint32_t> points;
  std::size_t before = 0;
  for (Span& span : spans) {
    std::size_t kept = 0;
    for (const char32_t c : span.text) {
      if (c == kSoftHyphen) {
        points.push_back(static_cast<std::uint32_t>(before + kept));
      } else {
        span.text[kept++] = c;
      }
    }
    span.text.resize(kept);
    before += kept;
  }
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

// What stays whole.
std::vector<TextRange> whole_ranges(const std::vector<Span>& spans, std::u32string_view text) {
  std::vector<TextRange> ranges = find_urls(text);
  std::size_t at = 0;
  for (const Span& span : spans) {
    if ((span.styles & (kCodeRun | kRubyStyles)) != 0) ranges.push_back({at, at + span.text.size()});
    at += span.text.size();
  }
  return ranges;
}

// Whether two places have nothing but letters between them.
bool in_one_word(std::u32string_view text, std::size_t a, std::size_t b) {
  const auto [first, last] = std::minmax(a, b);
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(first), text.begin() + static_cast<std::ptrdiff_t>(last),
                     is_letter);
}

}  // namespace

std::vector<std::uint32_t> take_soft_hyphens(Block& block, std::string_view tag) {
  std::vector<std::uint32_t> authors = take_authors(block.spans);
  if (!is_hyphenated(block.kind)) return {};
  const std::u32string text = block.text();
  const std::vector<TextRange> whole = whole_ranges(block.spans, text);
  std::erase_if(authors, [&](std::uint32_t at) {
    const bool in_word = at > 0 && at < text.size() && is_letter(text[at - 1]) && is_letter(text[at]);
    const auto holds = [&](const TextRange& range) { return range.begin < at && at < range.end; };
    return !in_word || std::any_of(whole.begin(), whole.end(), holds);
  });
  std::vector<std::uint32_t> found = hyphenation_points(text, tag), all;
  std::erase_if(found, [&](std::uint32_t at) {
    const auto holds = [&](const TextRange& range) { return range.begin <= at && at <= range.end; };
    const auto beside = [&](std::uint32_t point) { return in_one_word(text, point, at); };
    return std::any_of(whole.begin(), whole.end(), holds) || std::any_of(authors.begin(), authors.end(), beside);
  });
  std::merge(authors.begin(), authors.end(), found.begin(), found.end(), std::back_inserter(all));
  return all;
}

}  // namespace lr::pack
