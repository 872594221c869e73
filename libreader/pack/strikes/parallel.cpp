// Threads that take the next few numbers until none is left.
#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lr::pack {

void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  constexpr std::size_t kTogether = 16;
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, (count + kTogether - 1) / kTogether));

  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr error;
  std::size_t error_at = count;
  const auto run = [&] {
    while (true) {
      const std::size_t first = next.fetch_add(kTogether);
      if (first >= count) return;
      for (std::size_t i = first; i < std::min(first + kTogether, count); ++i) {
        try {
          work(i);
        } catch (...) {
          const std::lock_guard<std::mutex> lock(mutex);
          if (i < error_at) error_at = i, error = std::current_exception();
        }
      }
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(run);
  run();
  for (std::thread& thread : others) thread.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace lr::pack
