// Grows the tree greedily to its depth, then cuts off from below what does not earn its bytes.
#include "context_tree.h"

#include <libreader/font/strike_format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "entropy.h"

namespace lr::pack {
namespace {

constexpr std::size_t kTests = 128;
constexpr std::uint64_t kLeafBits = 8, kTestBits = 16;  // of the bytes that a node takes
constexpr std::size_t kLeastSamples = 12;

using Counts = std::array<std::uint32_t, kTests>;

// For each byte the bits in lanes of eight bits.
constexpr std::array<std::uint64_t, 256> make_lanes() {
  std::array<std::uint64_t, 256> lanes{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    for (std::size_t bit = 0; bit < 8; ++bit) lanes[byte] |= static_cast<std::uint64_t>(byte >> bit & 1) << 8 * bit;
  }
  return lanes;
}
constexpr std::array<std::uint64_t, 256> kLanes = make_lanes();

// How many samples answer each test with yes; 255 samples at a time in lanes.
void count_yes(std::span<const Sample> samples, Counts& counts) {
  counts = {};
  for (std::size_t first = 0; first < samples.size(); first += 255) {
    std::array<std::uint64_t, kTests / 8> sums{};
    for (const Sample& sample : samples.subspan(first, std::min<std::size_t>(255, samples.size() - first))) {
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += kLanes[sample.tests[i / 8] >> 8 * (i % 8) & 255];
    }
    for (std::size_t t = 0; t < kTests; ++t) counts[t] += static_cast<std::uint32_t>(sums[t / 8] >> 8 * (t % 8) & 255);
  }
}

struct Node {
  std::uint32_t samples = 0, ones = 0;
  std::uint8_t test = 0;
  std::unique_ptr<Node> no, yes;  // both or none
};

std::size_t true_first(std::span<Sample> samples) {
  return static_cast<std::size_t>(
      std::partition(samples.begin(), samples.end(), [](const Sample& s) { return s.is_true; }) - samples.begin());
}

std::unique_ptr<Node> grow(std::span<Sample> samples, int depth) {
  auto node = std::make_unique<Node>();
  node->samples = static_cast<std::uint32_t>(samples.size());
  const std::size_t ones = true_first(samples);
  node->ones = static_cast<std::uint32_t>(ones);
  if (depth == 0 || samples.size() < kLeastSamples || ones == 0 || ones == samples.size()) return node;
  Counts yes_true, yes_false;
  count_yes(samples.first(ones), yes_true);
  count_yes(samples.subspan(ones), yes_false);
  const std::uint64_t whole = ideal_length(node->samples, node->ones);
  std::uint64_t least = whole;
  for (std::size_t t = 0; t < kTests; ++t) {
    const std::uint32_t yes = yes_true[t] + yes_false[t];
    if (yes == 0 || yes == node->samples) continue;
    const std::uint64_t length =
        ideal_length(yes, yes_true[t]) + ideal_length(node->samples - yes, node->ones - yes_true[t]);
    if (length < least) least = length, node->test = static_cast<std::uint8_t>(t);
  }
  if (whole - least < 4 * kBit) return node;
  const std::size_t t = node->test;
  const auto middle = std::partition(samples.begin(), samples.end(),
                                     [t](const Sample& s) { return (s.tests[t / 64] >> t % 64 & 1) == 0; });
  const auto no = static_cast<std::size_t>(middle - samples.begin());
  node->no = grow(samples.first(no), depth - 1);
  node->yes = grow(samples.subspan(no), depth - 1);
  return node;
}

// What a subtree costs, after what costs more than it saves was cut off.
std::uint64_t prune(Node& node, std::uint64_t price) {
  const std::uint64_t leaf = ideal_length(node.samples, node.ones) + kLeafBits * kBit * price;
  if (node.no == nullptr) return leaf;
  const std::uint64_t parts = prune(*node.no, price) + prune(*node.yes, price) + kTestBits * kBit * price;
  if (parts < leaf) return parts;
  node.no.reset();
  node.yes.reset();
  return leaf;
}

std::vector<std::uint8_t> bytes_of(const Node& node) {
  if (node.no == nullptr) return {static_cast<std::uint8_t>(format::kTreeLeaf | best_leaf(node.samples, node.ones))};
  const std::vector<std::uint8_t> no = bytes_of(*node.no), yes = bytes_of(*node.yes);
  std::vector<std::uint8_t> bytes{node.test, static_cast<std::uint8_t>(no.size())};
  bytes.insert(bytes.end(), no.begin(), no.end());
  bytes.insert(bytes.end(), yes.begin(), yes.end());
  return bytes;
}

}  // namespace

std::vector<std::uint8_t> learn_tree(std::span<Sample> samples, int depth, int price) {
  if (depth == 0 || samples.empty()) return {};
  const std::unique_ptr<Node> root = grow(samples, depth);
  prune(*root, static_cast<std::uint64_t>(price));
  return root->no == nullptr ? std::vector<std::uint8_t>() : bytes_of(*root);
}

}  // namespace lr::pack
