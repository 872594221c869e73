// Counts regions by joining the runs of neighbouring rows.
#include "topology.h"

namespace lr::pack {
namespace {

struct Run {
  int first, end;  // columns
  bool ink;
  std::size_t region;
};

class Regions {
 public:
  std::size_t add() {
    parent_.push_back(parent_.size());
    return parent_.size() - 1;
  }
  std::size_t root(std::size_t region) {
    while (parent_[region] != region) region = parent_[region] = parent_[parent_[region]];
    return region;
  }
  void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

Topology topology_of(const std::vector<std::uint8_t>& ink, int width, int height) {
  // A frame of paper around the picture makes all that is outside one region, the first.
  const auto is_ink = [&](int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height &&
           ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] != 0;
  };
  Regions regions;
  std::vector<Run> above, row;
  std::vector<Run> all;
  for (int y = -1; y <= height; ++y) {
    row.clear();
    for (int x = -1; x <= width;) {
      const bool colour = is_ink(x, y);
      int end = x + 1;
      while (end <= width && is_ink(end, y) == colour) ++end;
      row.push_back({x, end, colour, regions.add()});
      all.push_back(row.back());
      x = end;
    }
    std::size_t from = 0;
    for (const Run& run : row) {
      while (from < above.size() && above[from].end < run.first) ++from;
      for (std::size_t i = from; i < above.size() && above[i].first <= run.end; ++i) {
        const int corner = run.ink ? 1 : 0;  // ink also joins where only corners touch
        if (above[i].ink == run.ink && above[i].first < run.end + corner && run.first < above[i].end + corner) {
          regions.join(run.region, above[i].region);
        }
      }
    }
    above.swap(row);
  }
  Topology result;
  std::vector<int> area(all.size());
  for (const Run& run : all) {
    const std::size_t root = regions.root(run.region);
    area[root] += run.end - run.first;
    if (root == run.region) ++(run.ink ? result.pieces : result.holes);
  }
  for (const Run& run : all) {
    const int pixels = area[run.region];
    if (run.ink && pixels > 0 && (result.least == 0 || pixels < result.least)) result.least = pixels;
  }
  --result.holes;  // outside
  return result;
}

}  // namespace lr::pack
