// A pass over all articles that were put aside: in parallel, its results in order.
#pragma once
#include <cstddef>
#include <functional>

#include "in_order.h"
#include "spill.h"

namespace lr::pack {

struct Pass {
  unsigned threads = 0;
  std::function<void(std::size_t done, std::size_t total)> progress;  // in articles
};

// take(i, make(worker, i, article)) for each article; see in_order().
template <typename Make, typename Take>
void over_articles(const Spill& spill, const Pass& pass, Make make, Take take) {
  constexpr std::size_t kBudget = std::size_t{4} << 20;  // of stored bytes in work; encoded, they are no more
  const Window window{pass.threads, kBudget, [&](std::size_t i) { return spill.bytes_of(i); }};
  in_order(
      spill.articles(), window,
      [&](unsigned worker, std::size_t i) { return make(worker, i, spill.read(i)); },
      [&](std::size_t i, auto result) {
        take(i, std::move(result));
        pass.progress(i + 1, spill.articles());
      });
}

}  // namespace lr::pack
