// How many pieces of ink and how many holes a picture has: what a reader tells characters apart by.
#pragma once
#include <cstdint>
#include <vector>

namespace lr::pack {

struct Topology {
  int pieces = 0;  // of ink, which joins across corners
  int holes = 0;   // of paper, which does not; that outside is none
  int least = 0;   // pixels of the smallest piece
};

// `ink` has width * height values, row by row; those above 0 are ink.
Topology topology_of(const std::vector<std::uint8_t>& ink, int width, int height);

}  // namespace lr::pack
