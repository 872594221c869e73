// Finds base and reading behind each other. Brackets, put around the reading by the importers, are its first and last
// code points.
#include "ruby.h"

#include <libreader/text/control.h>

namespace lr::pack {

std::vector<Styles> ruby_styles(const std::vector<Span>& spans) {
  std::vector<Styles> styles, result;
  std::vector<std::size_t> marks;
  for (const Span& span : spans) {
    if (span.note != 0) {
      marks.push_back(styles.size());
    } else {
      styles.insert(styles.end(), span.text.size(), static_cast<Styles>(span.styles & kRubyStyles));
    }
  }
  result.resize(styles.size());
  const auto run = [&](std::size_t at, Styles style) {
    while (at < styles.size() && styles[at] == style) ++at;
    return at;
  };
  for (std::size_t at = 0; at < styles.size();) {
    const std::size_t base_end = run(at, kRubyBase), end = run(base_end, kRubyText);
    bool whole = base_end > at && end >= base_end + 3 && end - at <= kMaxRubySymbols;
    for (const std::size_t mark : marks) whole = whole && !(mark > at && mark < end);
    for (std::size_t i = at; i < end && whole; ++i) result[i] = styles[i];
    at = end > at ? end : at + 1;
  }
  return result;
}

}  // namespace lr::pack
