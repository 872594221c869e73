// The way back through an article in bounded memory.
#include "page_starts.h"

namespace lr {
namespace {

// The last within the bound of `count` starts whose numbers are first, first + stride …
bool find_in(std::span<const Place> starts, std::uint32_t count, std::uint32_t first, std::uint32_t stride,
             const PageBound& bound, PageStart& found) {
  std::uint32_t low = 0, high = count;  // how many are within
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (bound.admits({first + middle * stride, starts[middle]})) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return false;
  found = {first + (low - 1) * stride, starts[low - 1]};
  return true;
}

}  // namespace

void PageStarts::open(std::span<Place> memory) {
  recent_ = memory.first(memory.size() / 4);
  kept_ = memory.subspan(recent_.size());
  clear();
}

void PageStarts::clear() {
  kept_count_ = recent_count_ = 0;
  stride_ = 1;
}

void PageStarts::add(const PageStart& page) {
  const std::uint32_t end = recent_first_ + recent_count_;
  const bool known = recent_count_ > 0 && page.number >= recent_first_ && page.number < end;
  if (!known && !recent_.empty()) {
    if (page.number != end) recent_count_ = 0;  // another stretch begins
    if (recent_count_ == 0) recent_first_ = page.number;
    if (recent_count_ == recent_.size()) {
      for (std::uint32_t i = 1; i < recent_count_; ++i) recent_[i - 1] = recent_[i];
      --recent_count_;
      ++recent_first_;
    }
    recent_[recent_count_++] = page.place;
  }
  if (page.number % stride_ != 0 || page.number / stride_ != kept_count_) return;  // between two kept ones, or known
  if (kept_count_ == kept_.size()) {
    for (std::uint32_t i = 1; 2 * i < kept_count_; ++i) kept_[i] = kept_[2 * i];
    kept_count_ = (kept_count_ + 1) / 2;
    stride_ *= 2;
    if (page.number % stride_ != 0 || page.number / stride_ != kept_count_) return;
  }
  kept_[kept_count_++] = page.place;
}

bool PageStarts::find(const PageBound& bound, PageStart& found) const {
  const bool is_kept = find_in(kept_, kept_count_, 0, stride_, bound, found);
  PageStart recent;
  if (!find_in(recent_, recent_count_, recent_first_, 1, bound, recent)) return is_kept;
  if (!is_kept || recent.number > found.number) found = recent;
  return true;
}

}  // namespace lr
