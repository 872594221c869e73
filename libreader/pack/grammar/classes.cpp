// Exchange clustering: each symbol in turn goes to the class where the mutual information of neighbours is greatest.
#include "classes.h"

#include <algorithm>
#include <array>

#include "cost.h"

namespace lr::pack {
namespace {

struct Neighbour {
  Symbol symbol;
  std::uint32_t count;
};

// Meetings by one of the two sides.
struct Side {
  std::vector<std::uint32_t> begin;
  std::vector<Neighbour> neighbours;
};

Side side_of(const Meetings& meetings, std::size_t symbols, bool by_last) {
  Side side;
  side.begin.assign(symbols + 1, 0);
  const auto own = [&](std::uint32_t pair) { return by_last ? pair >> 16 : pair & 0xFFFF; };
  for (const auto& [pair, count] : meetings) ++side.begin[own(pair) + 1];
  for (std::size_t i = 0; i < symbols; ++i) side.begin[i + 1] += side.begin[i];
  side.neighbours.resize(meetings.size());
  std::vector<std::uint32_t> at(side.begin.begin(), side.begin.end() - 1);
  for (const auto& [pair, count] : meetings)
    side.neighbours[at[own(pair)]++] = {static_cast<Symbol>(by_last ? pair & 0xFFFF : pair >> 16), count};
  return side;
}

using Row = std::array<std::uint64_t, kMaxClasses>;

// What a codeword of a whole bit is longer than it should be, where one of a context's classes is more than half of all.
Cost loss(std::uint64_t count, std::uint64_t all) {
  if (count * 2 <= all) return 0;
  return static_cast<Cost>(count) * (kBit - log2_cost(all) + log2_cost(count));
}

Cost loss_of(const Row& row, std::size_t classes, std::uint64_t all) {
  return loss(*std::max_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(classes)), all);
}

// Moves the symbols of one side below `first_rare` to the first `open` of its classes; `other` are the classes of the other
// side. `contexts`: of the two it is that of the last symbols. Returns how many moved.
int exchange(const Side& side, bool contexts, const std::vector<std::uint8_t>& other, std::size_t classes, std::size_t open,
             std::uint32_t first_rare, std::vector<std::uint8_t>& own) {
  std::vector<Row> joint(classes, Row{});
  Row total{}, other_total{};
  const std::size_t symbols = own.size();
  for (std::size_t s = 0; s < symbols; ++s) {
    for (std::uint32_t i = side.begin[s]; i < side.begin[s + 1]; ++i) {
      joint[own[s]][other[side.neighbours[i].symbol]] += side.neighbours[i].count;
      total[own[s]] += side.neighbours[i].count;
      other_total[other[side.neighbours[i].symbol]] += side.neighbours[i].count;
    }
  }
  std::vector<std::uint32_t> order;
  std::vector<std::uint64_t> weight(symbols, 0);
  for (std::uint32_t s = 0; s < symbols; ++s) {
    for (std::uint32_t i = side.begin[s]; i < side.begin[s + 1]; ++i) weight[s] += side.neighbours[i].count;
    if (weight[s] > 0 && s < first_rare) order.push_back(s);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return weight[a] > weight[b]; });
  int moved = 0;
  for (const std::uint32_t s : order) {
    Row mine{};
    for (std::uint32_t i = side.begin[s]; i < side.begin[s + 1]; ++i)
      mine[other[side.neighbours[i].symbol]] += side.neighbours[i].count;
    std::array<std::uint8_t, kMaxClasses> met;
    std::size_t met_count = 0;
    for (std::size_t c = 0; c < classes; ++c) {
      if (mine[c] != 0) met[met_count++] = static_cast<std::uint8_t>(c);
    }
    const std::size_t home = own[s];
    for (std::size_t c = 0; c < classes; ++c) joint[home][c] -= mine[c];
    total[home] -= weight[s];
    std::size_t best = home;
    Cost best_gain = 0;
    for (std::size_t k = 0; k < open; ++k) {
      Cost gain = x_log_x(total[k]) - x_log_x(total[k] + weight[s]);
      for (std::size_t m = 0; m < met_count; ++m) {
        const std::uint8_t c = met[m];
        gain += x_log_x(joint[k][c] + mine[c]) - x_log_x(joint[k][c]);
        if (!contexts) gain += loss(joint[k][c], other_total[c]) - loss(joint[k][c] + mine[c], other_total[c]);
      }
      if (contexts) {
        Row with = joint[k];
        for (std::size_t c = 0; c < classes; ++c) with[c] += mine[c];
        gain += loss_of(joint[k], classes, total[k]) - loss_of(with, classes, total[k] + weight[s]);
      }
      if (k == 0 || gain > best_gain) best = k, best_gain = gain;
    }
    for (std::size_t c = 0; c < classes; ++c) joint[best][c] += mine[c];
    total[best] += weight[s];
    if (best != home) {
      own[s] = static_cast<std::uint8_t>(best);
      ++moved;
    }
  }
  return moved;
}

}  // namespace

void cluster(const Meetings& meetings, int passes, Classes& classes) {
  const std::size_t symbols = classes.context.size();
  const Side by_last = side_of(meetings, symbols, true), by_first = side_of(meetings, symbols, false);
  const auto count = static_cast<std::size_t>(classes.count);
  const bool has_rare = classes.first_rare < symbols;
  for (int i = 0; i < passes; ++i) {
    const int moved =
        exchange(by_last, true, classes.predicted, count, count, classes.first_rare, classes.context) +
        exchange(by_first, false, classes.context, count, count - (has_rare ? 1 : 0), classes.first_rare, classes.predicted);
    if (moved == 0) break;
  }
}

Classes deal(const std::vector<std::uint64_t>& uses, int count, std::uint32_t first_rare) {
  Classes classes;
  classes.count = count;
  classes.first_rare = first_rare;
  const std::size_t last = static_cast<std::size_t>(count - 1), open = first_rare < uses.size() ? last : last + 1;
  classes.context.assign(uses.size(), 0);
  std::vector<std::uint32_t> order(uses.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return uses[a] > uses[b]; });
  for (std::size_t i = 0; i < order.size(); ++i)
    classes.context[order[i]] = static_cast<std::uint8_t>(order[i] < first_rare ? i % open : last);
  classes.predicted = classes.context;
  return classes;
}

}  // namespace lr::pack
