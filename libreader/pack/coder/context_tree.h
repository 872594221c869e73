// Learns one context tree: which of the answers that a decision has before it tell most about it.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace lr::pack {

// A decision and the answers to the 128 tests before it (font/picture_walk.h), test t in bit t % 64 of tests[t / 64].
struct Sample {
  std::uint64_t tests[2];
  bool is_true;
};

// As the device reads it: a leaf is 0x80 and the number of its probability; other nodes are a test, how many bytes the
// subtree of "no" takes, that subtree, and that of "yes". Empty where one probability for all costs less.
//
// At most `depth` (0 … 7) tests deep. A test is worth its place if it saves more than `price` times the bits that it
// takes there. Reorders the samples.
std::vector<std::uint8_t> learn_tree(std::span<Sample> samples, int depth, int price);

}  // namespace lr::pack
