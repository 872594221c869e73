// One line that is written over; a pipe sees nothing.
#include "progress.h"

#include <csignal>

#include <algorithm>
#include <cstdio>

namespace lrpack {
namespace {

volatile std::sig_atomic_t caught = 0;

void remember(int signal) { caught = signal; }

// "1:05 left" when the stage has run long enough to tell.
std::string left(std::chrono::duration<double> elapsed, std::size_t done, std::size_t total) {
  constexpr double kToldAfter = 1;
  if (done == 0 || done >= total || elapsed.count() < kToldAfter) return {};
  const double rest = elapsed.count() * static_cast<double>(total - done) / static_cast<double>(done);
  const auto seconds = static_cast<long>(rest + 0.5);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld left", seconds / 60, seconds % 60);
  return text;
}

}  // namespace

Progress::Progress(bool is_shown) : is_shown_(is_shown) {
  caught = 0;
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = SA_RESETHAND;
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

void Progress::show(const std::string& stage, std::size_t done, std::size_t total) {
  constexpr auto kBetween = std::chrono::milliseconds(100);
  if (caught != 0) throw Interrupted{caught};
  if (!is_shown_) return;
  const Clock::time_point now = Clock::now();
  const bool is_new = stage != stage_;
  if (is_new) {
    stage_ = stage;
    began_ = now;
  }
  if (is_new || done == total || now - drawn_ >= kBetween) {
    draw(done, total, now);
    drawn_ = now;
  }
}

void Progress::draw(std::size_t done, std::size_t total, Clock::time_point now) const {
  constexpr std::size_t kWidth = 24;
  const double share = total == 0 ? 0 : static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto filled = static_cast<std::size_t>(share * kWidth);
  std::fprintf(stderr, "\r[%s%s] %3.0f%% %-24s %s\033[K", std::string(filled, '#').c_str(),
               std::string(kWidth - filled, '.').c_str(), share * 100, stage_.c_str(),
               left(now - began_, done, total).c_str());
  std::fflush(stderr);
}

void Progress::clear() {
  if (is_shown_ && !stage_.empty()) std::fputs("\r\033[K", stderr);
  stage_.clear();
}

}  // namespace lrpack
