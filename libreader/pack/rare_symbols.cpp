// The longest run; its records.
#include "rare_symbols.h"

#include <libreader/bundle/format.h>

#include <algorithm>

namespace lr::pack {
namespace {

constexpr std::size_t kFewest = 64;
constexpr std::uint32_t kWidestGap = 255;

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> longest_run(std::vector<std::pair<std::uint32_t, std::uint32_t>> seldom) {
  std::sort(seldom.begin(), seldom.end());
  std::size_t best = 0, best_size = 0;
  for (std::size_t first = 0, end = 0; first < seldom.size(); first = end) {
    for (end = first + 1; end < seldom.size() && seldom[end].first - seldom[end - 1].first <= kWidestGap;) ++end;
    if (end - first > best_size) best = first, best_size = end - first;
  }
  if (best_size < kFewest) return {};
  const auto begin = seldom.begin() + static_cast<std::ptrdiff_t>(best);
  return {begin, begin + static_cast<std::ptrdiff_t>(best_size)};
}

void append_rare_records(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& run, std::vector<std::uint8_t>& to) {
  static_assert(format::kCodePointsBytes == 1 + format::kRareSymbolsARecord);
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i % format::kRareSymbolsARecord != 0) {
      to.push_back(static_cast<std::uint8_t>(run[i].first - run[i - 1].first));
      continue;
    }
    to.push_back(static_cast<std::uint8_t>(run[i].first));
    to.push_back(static_cast<std::uint8_t>(run[i].first >> 8));
  }
  to.resize((to.size() + format::kCodePointsBytes - 1) / format::kCodePointsBytes * format::kCodePointsBytes, 0);
}

}  // namespace lr::pack
