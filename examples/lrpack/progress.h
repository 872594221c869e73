// The progress of long work: a bar with an estimate on a terminal, nothing in a pipe; and the way out of it by Ctrl-C.
#pragma once
#include <chrono>
#include <string>

namespace lrpack {

// Thrown by Progress::show when the user has pressed Ctrl-C (or the program was asked to end): what was begun is cleaned up
// on the way out. main() then ends as the signal would have.
struct Interrupted {
  int signal;
};

class Progress {
 public:
  // From here on SIGINT and SIGTERM wait for show(); the second of them ends the program at once.
  explicit Progress(bool is_shown);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Throws Interrupted.
  void show(const std::string& stage, std::size_t done, std::size_t total);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  void draw(std::size_t done, std::size_t total, Clock::time_point now) const;

  bool is_shown_;
  std::string stage_;
  Clock::time_point began_, drawn_;  // the stage; the bar, last
};

}  // namespace lrpack
