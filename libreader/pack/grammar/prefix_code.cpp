// Huffman's algorithm with two queues: leaves by their uses, and nodes in the order they were made.
#include "prefix_code.h"

#include <algorithm>

namespace lr::pack {
namespace {

std::vector<std::uint8_t> huffman(const std::vector<std::uint64_t>& uses, const std::vector<std::uint32_t>& order) {
  const std::size_t n = uses.size();
  std::vector<std::uint64_t> weight(n);
  std::vector<std::uint32_t> parent(2 * n, 0);
  for (std::size_t i = 0; i < n; ++i) weight[i] = uses[order[i]];
  weight.reserve(2 * n);
  std::size_t leaf = 0, node = n;
  const auto least = [&] {
    return leaf < n && (node >= weight.size() || weight[leaf] <= weight[node]) ? leaf++ : node++;
  };
  while (weight.size() < 2 * n - 1) {
    const std::size_t a = least(), b = least();
    parent[a] = parent[b] = static_cast<std::uint32_t>(weight.size());
    weight.push_back(weight[a] + weight[b]);
  }
  std::vector<std::uint8_t> depth(weight.size(), 0), lengths(n);
  for (std::size_t i = weight.size() - 1; i-- > 0;) depth[i] = static_cast<std::uint8_t>(std::min(depth[parent[i]] + 1, 255));
  for (std::size_t i = 0; i < n; ++i) lengths[order[i]] = depth[i];
  return lengths;
}

}  // namespace

std::vector<std::uint8_t> prefix_lengths(const std::vector<std::uint64_t>& uses, int longest) {
  if (uses.empty()) return {};
  std::vector<std::uint64_t> counts = uses;
  std::vector<std::uint32_t> order(uses.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return uses[a] < uses[b]; });
  for (int halvings = 0;; ++halvings) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = std::max<std::uint64_t>(uses[i] >> halvings, 1);
    std::vector<std::uint8_t> lengths = huffman(counts, order);
    if (*std::max_element(lengths.begin(), lengths.end()) <= longest) return lengths;
  }
}

}  // namespace lr::pack
