// Search in all articles of everything that is open: the hits as the library finds them, kept for a list.
#pragma once
#include <libreader/search.h>

#include <functional>
#include <string>
#include <vector>

#include "volume.h"

namespace lrread {

struct Found {
  std::size_t volume;
  lr::Hit hit;
};

// The text around a hit, in one line; where the hit stands in it, in characters.
struct Snippet {
  std::string text;
  std::size_t from = 0, length = 0;
};

class LibrarySearch {
 public:
  static constexpr std::size_t kMostHits = 10'000;

  explicit LibrarySearch(Library& library) : library_(library) {}

  // Finds the hits of every volume, titles first, at most kMostHits. `stopped` is asked now and then. The message says
  // why the words cannot be sought; empty: it was done.
  std::string run(const std::string& sought, const std::function<bool()>& stopped);

  const std::string& sought() const { return sought_; }
  const std::vector<Found>& found() const { return found_; }
  // Whether it ended early, at kMostHits or because it was stopped.
  bool is_cut() const { return cut_; }
  Snippet snippet(const Found& found);

 private:
  Library& library_;
  std::string sought_;
  std::vector<Found> found_;
  bool cut_ = false;
};

}  // namespace lrread
