// Columns. A gutter is a white strip that words border on both sides for several lines and that none crosses; what
// crosses it above and below (a title over both columns, a note under them) parts the page into bands. Prose fills its
// columns: strips between the short cells of a table are no gutters. Cut at the highest strip, then cut the pieces.
#include <array>
#include <cmath>
#include <cstdint>

#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr int kDeepest = 12;             // cuts inside cuts
constexpr double kNarrowestColumn = 8;   // ems
constexpr std::size_t kFewestLines = 4;  // on each side, unless the gutter is known
constexpr int kWidestPage = 4096;        // points, also its height; beyond it nothing is looked for
constexpr int kStep = 2;                 // points

struct Gutter {
  double x = 0, top = 0, bottom = 0;
  bool is_found = false;
};

double size_of(const std::vector<Word>& words) {
  std::vector<double> sizes;
  for (const Word& word : words) sizes.push_back(word.size);
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  return sizes[sizes.size() / 2];
}

// Widths of the lines among words that stand between two heights, and how many.
struct Side {
  std::size_t lines = 0;
  double width = 0, fill = 0;  // fill: the middle line, as a share of the width
};

Side measure(std::vector<Box> boxes) {
  Side side;
  if (boxes.empty()) return side;
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.middle() < b.middle(); });
  std::vector<Box> lines;
  Box all = boxes.front();
  for (const Box& box : boxes) {
    all.add(box);
    const bool same = !lines.empty() && box.middle() < lines.back().y1 - lines.back().height() * 0.2;
    same ? lines.back().add(box) : lines.push_back(box);
  }
  std::vector<double> widths;
  for (const Box& line : lines) widths.push_back(line.width());
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  side.lines = lines.size();
  side.width = all.width();
  side.fill = all.width() > 0 ? widths[widths.size() / 2] / all.width() : 0;
  return side;
}

class Cutter {
 public:
  Cutter(const std::vector<Word>& words, std::vector<double>& gutters)
      : words_(words), gutters_(gutters), em_(size_of(words)) {}

  Gutter run() {
    Box all = words_.front().box;
    for (const Word& word : words_) all.add(word.box);
    const int first = static_cast<int>(std::ceil(all.x0)), end = static_cast<int>(all.x1);
    if (end - first < em_ * kNarrowestColumn * 2 || end - first > kWidestPage || em_ <= 0) return {};
    if (all.height() > kWidestPage - 2 * kStep) return {};
    cover(first, end, all.y0);
    Gutter best;
    double least = em_ * 2;
    const int step = std::max(1, static_cast<int>(em_ * 0.8));
    for (int x = first + static_cast<int>(em_ * kNarrowestColumn); x + step < end; ++x) {
      const Gutter found = highest_strip(x - first, step, x, all, least);
      if (!found.is_found) continue;
      best = found;
      least = found.bottom - found.top + em_ / 2;
    }
    return best;
  }

 private:
  // Which heights are covered, in steps of kStep, one bit each, at each point of the width.
  using Heights = std::array<std::uint64_t, kWidestPage / kStep / 64 + 1>;

  void cover(int first, int end, double top) {
    covered_.assign(static_cast<std::size_t>(end - first + 1), {});
    crossing_.assign(covered_.size(), 0);
    for (const Word& word : words_) {
      const int from = std::max(0, static_cast<int>(word.box.x0) - first);
      const int to = std::min(end - first, static_cast<int>(word.box.x1) - first);
      const auto y0 = static_cast<std::size_t>((word.box.y0 - top) / kStep);
      const auto y1 = static_cast<std::size_t>((word.box.y1 - top) / kStep);
      for (int x = from; x <= to; ++x) {
        ++crossing_[static_cast<std::size_t>(x)];
        for (std::size_t y = y0; y <= y1; ++y) covered_[static_cast<std::size_t>(x)][y / 64] |= std::uint64_t{1} << y % 64;
      }
    }
  }

  Gutter highest_strip(int at, int step, int x, const Box& all, double least) const {
    std::size_t crossing = 0;
    for (int k = 0; k <= step; k += std::max(1, step / 4)) crossing += crossing_[static_cast<std::size_t>(at + k)];
    if (crossing * 3 > words_.size() + 12) return {};  // most lines cross it
    Heights heights = covered_[static_cast<std::size_t>(at)];
    const auto rows = static_cast<std::size_t>(all.height() / kStep) + 1;
    for (int k = 1; k <= step; ++k) {
      for (std::size_t i = 0; i <= rows / 64; ++i) heights[i] |= covered_[static_cast<std::size_t>(at + k)][i];
    }
    Gutter best;
    std::size_t free = 0;
    for (std::size_t y = 0; y <= rows; ++y) {
      const bool is_free = y < rows && (heights[y / 64] >> y % 64 & 1) == 0;
      if (is_free) {
        ++free;
        continue;
      }
      const double bottom = all.y0 + static_cast<double>(y * kStep) + (y == rows ? 1 : 0);
      const double top = bottom - static_cast<double>(free * kStep) - (free == y ? 1 : 0);
      if (bottom - top > least && parts(x + step / 2.0, top, bottom)) {
        best = {x + step / 2.0, top, bottom, true};
        least = bottom - top;
      }
      free = 0;
    }
    return best;
  }

  bool is_known(double x) const {
    return std::any_of(gutters_.begin(), gutters_.end(), [&](double known) { return std::abs(known - x) < em_ * 1.5; });
  }

  bool parts(double x, double top, double bottom) const {
    std::vector<Box> left, right;
    for (const Word& word : words_) {
      if (word.box.middle() <= top || word.box.middle() >= bottom) continue;
      (word.box.x1 <= x ? left : right).push_back(word.box);
    }
    const Side one = measure(std::move(left)), two = measure(std::move(right));
    const std::size_t least = is_known(x) ? 1 : kFewestLines;
    if (std::min(one.lines, two.lines) < least || std::max(one.lines, two.lines) < kFewestLines) return false;
    if (least == 1) return one.width > em_ * 2 && two.width > em_ * 2;
    const double narrowest = em_ * kNarrowestColumn;
    return one.width >= narrowest && two.width >= narrowest && one.fill >= 0.75 && two.fill >= 0.75;
  }

  const std::vector<Word>& words_;
  std::vector<double>& gutters_;
  double em_;
  std::vector<Heights> covered_;
  std::vector<std::size_t> crossing_;  // words at each point of the width
};

void split(std::vector<Word> words, int depth, std::vector<double>& gutters, std::vector<std::vector<Word>>& regions) {
  if (words.empty()) return;
  const Gutter cut = depth < kDeepest ? Cutter(words, gutters).run() : Gutter();
  if (!cut.is_found) return void(regions.push_back(std::move(words)));
  gutters.push_back(cut.x);
  std::vector<Word> parts[4];  // above, left, right, below
  for (Word& word : words) {
    const double y = word.box.middle();
    const int part = y <= cut.top ? 0 : y >= cut.bottom ? 3 : word.box.x1 <= cut.x ? 1 : 2;
    parts[part].push_back(std::move(word));
  }
  for (std::vector<Word>& part : parts) split(std::move(part), depth + 1, gutters, regions);
}

}  // namespace

std::vector<std::vector<Word>> split_regions(const std::vector<Word>& words, std::vector<double>& gutters) {
  std::vector<std::vector<Word>> regions;
  split(words, 0, gutters, regions);
  return regions;
}

}  // namespace lr::pack::pdf
