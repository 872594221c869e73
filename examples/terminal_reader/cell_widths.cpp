// Stands before the C library's wcwidth, which knows one width of each character only. ncurses, a shared library, calls
// this one: a program's functions come first.
#include "cell_widths.h"

#include <dlfcn.h>
#include <wchar.h>

#include <algorithm>
#include <iterator>

#include "ambiguous_ranges.h"

namespace lrread {
namespace {

int ambiguous_cells = 1;

bool is_ambiguous(char32_t character) {
  const auto ends_before = [](const CharacterRange& range, char32_t c) { return range.last < c; };
  const auto range = std::lower_bound(std::begin(kAmbiguousRanges), std::end(kAmbiguousRanges), character, ends_before);
  return range != std::end(kAmbiguousRanges) && range->first <= character;
}

}  // namespace

void set_ambiguous_cells(int cells) { ambiguous_cells = cells; }

}  // namespace lrread

extern "C" [[gnu::visibility("default")]] int wcwidth(wchar_t character) noexcept {
  static const auto original = reinterpret_cast<int (*)(wchar_t)>(::dlsym(RTLD_NEXT, "wcwidth"));
  const int cells = original(character);
  const bool differs = cells == 1 && lrread::is_ambiguous(static_cast<char32_t>(character));
  return differs ? lrread::ambiguous_cells : cells;
}
