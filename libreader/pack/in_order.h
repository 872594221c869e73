// Work in parallel whose results are taken in order, with a bounded number of them waiting: how the packer uses all cores
// and little memory, and still makes the same bytes with any number of threads.
#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace lr::pack {

// How many threads `asked` stands for; 0: as many as the machine has.
unsigned thread_count(unsigned asked);

struct Window {
  unsigned threads = 0;  // as thread_count() takes it
  // The costs of what is in work or waits to be taken add up to this at most; what costs more has it for itself.
  std::size_t budget = std::numeric_limits<std::size_t>::max();
  std::function<std::size_t(std::size_t)> cost = nullptr;  // of item i; null: 0 each
};

// Items that may be begun before an earlier one was taken: enough that no thread waits for a slow neighbour.
inline std::size_t slots_of(unsigned threads) { return std::size_t{8} * threads; }

// Calls make(worker, i) in `window.threads` threads, worker being the number of the thread, and take(i) in this one, for
// i = 0, 1, 2 … An exception of make(i) is thrown when i would be taken, so that a message does not depend on timing;
// then, and when take throws, no other item is begun, and this returns when the last thread has.
void in_order_slots(std::size_t count, const Window& window, const std::function<void(unsigned, std::size_t)>& make,
                    const std::function<void(std::size_t)>& take);

// The same with results: take(i, make(worker, i)).
template <typename Make, typename Take>
void in_order(std::size_t count, const Window& window, Make make, Take take) {
  using Result = decltype(make(0u, std::size_t{0}));
  std::vector<std::optional<Result>> results(slots_of(thread_count(window.threads)));
  in_order_slots(
      count, window, [&](unsigned worker, std::size_t i) { results[i % results.size()].emplace(make(worker, i)); },
      [&](std::size_t i) {
        Result result = std::move(*results[i % results.size()]);
        results[i % results.size()].reset();
        take(i, std::move(result));
      });
}

}  // namespace lr::pack
