// Threads that begin items in order, as far ahead of the taker as slots and budget allow.
#include "in_order.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace lr::pack {
namespace {

class Line {
 public:
  using Make = std::function<void(unsigned, std::size_t)>;

  Line(std::size_t count, const Window& window, unsigned threads, const Make& make)
      : count_(count), window_(window), make_(make), states_(slots_of(threads)) {
    for (unsigned worker = 0; worker < threads; ++worker) threads_.emplace_back([this, worker] { work(worker); });
  }

  ~Line() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      next_ = count_;
    }
    room_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Waits until item i is made.
  void wait(std::size_t i) {
    std::unique_lock<std::mutex> lock(mutex_);
    State& state = states_[i % states_.size()];
    made_.wait(lock, [&] { return state.is_made; });
    if (state.error) std::rethrow_exception(state.error);
  }

  // Item i was taken: its room is free.
  void release(std::size_t i) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      states_[i % states_.size()] = {};
      taken_ = i + 1;
      used_ -= cost(i);
    }
    room_.notify_all();
  }

 private:
  struct State {
    bool is_made = false;
    std::exception_ptr error;
  };

  std::size_t cost(std::size_t i) const { return window_.cost ? window_.cost(i) : 0; }

  bool has_room() const {
    const bool alone = next_ == taken_;
    return next_ < taken_ + states_.size() && (alone || used_ + cost(next_) <= window_.budget);
  }

  void work(unsigned worker) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      room_.wait(lock, [&] { return next_ >= count_ || has_room(); });
      if (next_ >= count_) return;
      const std::size_t i = next_++;
      used_ += cost(i);
      lock.unlock();
      std::exception_ptr error;
      try {
        make_(worker, i);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      states_[i % states_.size()] = {true, error};
      made_.notify_all();
    }
  }

  const std::size_t count_;
  const Window& window_;
  const Make& make_;
  std::mutex mutex_;
  std::condition_variable room_, made_;
  std::vector<State> states_;  // of item i at i modulo their number
  std::size_t next_ = 0;       // to begin
  std::size_t taken_ = 0;      // items before it were
  std::size_t used_ = 0;       // of the budget
  std::vector<std::thread> threads_;
};

}  // namespace

unsigned thread_count(unsigned asked) { return asked != 0 ? asked : std::max(1u, std::thread::hardware_concurrency()); }

void in_order_slots(std::size_t count, const Window& window, const std::function<void(unsigned, std::size_t)>& make,
                    const std::function<void(std::size_t)>& take) {
  const unsigned threads = thread_count(window.threads);
  if (threads == 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      make(0, i);
      take(i);
    }
    return;
  }
  Line line(count, window, threads, make);
  for (std::size_t i = 0; i < count; ++i) {
    line.wait(i);
    take(i);
    line.release(i);
  }
}

}  // namespace lr::pack
