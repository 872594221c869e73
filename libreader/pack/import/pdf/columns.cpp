// Columns. A gutter is a white strip that words border on both sides for several lines and that none crosses; what
// crosses it above and below (a title over both columns, a note under them) parts the page into bands. Prose fills its
// columns: strips between the short cells of a table are no gutters. Cut at the highest strip, then cut the pieces.
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr int kDeepest = 12;             // cuts inside cuts
constexpr double kNarrowestColumn = 8;   // ems
constexpr double kLowestStrip = 3;       // ems: what kFewestLines need at least
constexpr std::size_t kFewestLines = 4;  // on each side, unless the gutter is known
constexpr int kWidestPage = 4096;        // points, also its height; beyond it nothing is looked for
constexpr int kStep = 2;                 // points

// What is looked at of a word, and which one it is.
struct Piece {
  Box box;
  double size = 0;
  std::size_t word = 0;
};

// From top to bottom, by their middle.
using Pieces = std::vector<Piece>;

struct Gutter {
  double x = 0, top = 0, bottom = 0;
  bool is_found = false;
};

double size_of(const Pieces& pieces) {
  std::vector<double> sizes;
  for (const Piece& piece : pieces) sizes.push_back(piece.size);
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  return sizes[sizes.size() / 2];
}

// The lines that words on one side of a strip make.
class Side {
 public:
  void clear() { lines_.clear(); }

  // From top to bottom.
  void add(const Box& box) {
    lines_.empty() ? void(all_ = box) : all_.add(box);
    const bool same = !lines_.empty() && box.middle() < lines_.back().y1 - lines_.back().height() * 0.2;
    same ? lines_.back().add(box) : lines_.push_back(box);
  }

  std::size_t lines() const { return lines_.size(); }
  double width() const { return lines_.empty() ? 0 : all_.width(); }

  // The middle line, as a share of the width.
  double fill() {
    if (width() <= 0) return 0;
    const auto middle = lines_.begin() + static_cast<std::ptrdiff_t>(lines_.size() / 2);
    std::nth_element(lines_.begin(), middle, lines_.end(), [](const Box& a, const Box& b) { return a.width() < b.width(); });
    return middle->width() / width();
  }

 private:
  std::vector<Box> lines_;
  Box all_;
};

class Cutter {
 public:
  Cutter(const Pieces& pieces, const std::vector<double>& gutters)
      : pieces_(pieces), gutters_(gutters), em_(size_of(pieces)) {}

  Gutter run() {
    Box all = pieces_.front().box;
    for (const Piece& piece : pieces_) all.add(piece.box);
    const int first = static_cast<int>(std::ceil(all.x0)), end = static_cast<int>(all.x1);
    if (end - first < em_ * kNarrowestColumn * 2 || end - first > kWidestPage || em_ <= 0) return {};
    if (all.height() > kWidestPage - 2 * kStep) return {};
    cover(first, end, all.y0);
    Gutter best;
    double least = em_ * kLowestStrip;
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
    for (const auto& [box, size, word] : pieces_) {
      const int from = std::max(0, static_cast<int>(box.x0) - first);
      const int to = std::min(end - first, static_cast<int>(box.x1) - first);
      const auto y0 = static_cast<std::size_t>((box.y0 - top) / kStep), y1 = static_cast<std::size_t>((box.y1 - top) / kStep);
      for (std::size_t i = y0 / 64; i <= y1 / 64; ++i) {
        std::uint64_t bits = ~std::uint64_t{0};
        if (i == y0 / 64) bits &= ~std::uint64_t{0} << y0 % 64;
        if (i == y1 / 64) bits &= ~std::uint64_t{0} >> (63 - y1 % 64);
        for (int x = from; x <= to; ++x) covered_[static_cast<std::size_t>(x)][i] |= bits;
      }
      for (int x = from; x <= to; ++x) ++crossing_[static_cast<std::size_t>(x)];
    }
  }

  // The first height from `y` on that is covered, or that is free.
  static std::size_t next(const Heights& heights, std::size_t y, bool covered) {
    for (; y / 64 < heights.size(); y = (y | 63) + 1) {
      const std::uint64_t bits = (covered ? heights[y / 64] : ~heights[y / 64]) >> y % 64;
      if (bits != 0) return y + static_cast<std::size_t>(std::countr_zero(bits));
    }
    return y;
  }

  Gutter highest_strip(int at, int step, int x, const Box& all, double least) {
    std::size_t crossing = 0;
    for (int k = 0; k <= step; k += std::max(1, step / 4)) crossing += crossing_[static_cast<std::size_t>(at + k)];
    if (crossing * 3 > pieces_.size() + 12) return {};  // most lines cross it
    Heights heights = covered_[static_cast<std::size_t>(at)];
    const auto rows = static_cast<std::size_t>(all.height() / kStep) + 1;
    for (int k = 1; k <= step; ++k) {
      for (std::size_t i = 0; i <= rows / 64; ++i) heights[i] |= covered_[static_cast<std::size_t>(at + k)][i];
    }
    Gutter best;
    for (std::size_t y = next(heights, 0, false), end = 0; y < rows; y = next(heights, end, false)) {
      end = std::min(next(heights, y, true), rows);
      const double bottom = all.y0 + static_cast<double>(end * kStep) + (end == rows ? 1 : 0);
      const double top = bottom - static_cast<double>((end - y) * kStep) - (y == 0 ? 1 : 0);
      if (bottom - top > least && parts(x + step / 2.0, top, bottom)) {
        best = {x + step / 2.0, top, bottom, true};
        least = bottom - top;
      }
    }
    return best;
  }

  bool is_known(double x) const {
    return std::any_of(gutters_.begin(), gutters_.end(), [&](double known) { return std::abs(known - x) < em_ * 1.5; });
  }

  // The words between two heights.
  std::span<const Piece> between(double top, double bottom) const {
    const auto first = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& p) { return p.box.middle() <= top; });
    const auto end = std::partition_point(first, pieces_.end(), [&](const Piece& p) { return p.box.middle() < bottom; });
    return {first, end};
  }

  bool parts(double x, double top, double bottom) {
    left_.clear();
    right_.clear();
    for (const Piece& piece : between(top, bottom)) (piece.box.x1 <= x ? left_ : right_).add(piece.box);
    const std::size_t least = is_known(x) ? 1 : kFewestLines;
    if (std::min(left_.lines(), right_.lines()) < least || std::max(left_.lines(), right_.lines()) < kFewestLines) return false;
    if (least == 1) return left_.width() > em_ * 2 && right_.width() > em_ * 2;
    const double narrowest = em_ * kNarrowestColumn;
    return left_.width() >= narrowest && right_.width() >= narrowest && left_.fill() >= 0.75 && right_.fill() >= 0.75;
  }

  const Pieces& pieces_;
  const std::vector<double>& gutters_;
  double em_;
  std::vector<Heights> covered_;
  std::vector<std::size_t> crossing_;  // words at each point of the width
  Side left_, right_;
};

void split(Pieces pieces, int depth, std::vector<double>& gutters, std::vector<Pieces>& regions) {
  if (pieces.empty()) return;
  const Gutter cut = depth < kDeepest ? Cutter(pieces, gutters).run() : Gutter();
  if (!cut.is_found) return void(regions.push_back(std::move(pieces)));
  gutters.push_back(cut.x);
  Pieces parts[4];  // above, left, right, below
  for (const Piece& piece : pieces) {
    const double y = piece.box.middle();
    parts[y <= cut.top ? 0 : y >= cut.bottom ? 3 : piece.box.x1 <= cut.x ? 1 : 2].push_back(piece);
  }
  for (Pieces& part : parts) split(std::move(part), depth + 1, gutters, regions);
}

std::vector<Pieces> split(const std::vector<Word>& words, std::vector<double>& gutters) {
  Pieces pieces;
  pieces.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) pieces.push_back({words[i].box, words[i].size, i});
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.box.middle() < b.box.middle(); });
  std::vector<Pieces> regions;
  split(std::move(pieces), 0, gutters, regions);
  return regions;
}

}  // namespace

void find_gutters(const std::vector<Word>& words, std::vector<double>& gutters) { split(words, gutters); }

std::vector<std::vector<Word>> split_regions(std::vector<Word> words, std::vector<double> gutters) {
  std::vector<std::vector<Word>> regions;
  for (Pieces& pieces : split(words, gutters)) {
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.word < b.word; });
    std::vector<Word>& region = regions.emplace_back();
    region.reserve(pieces.size());
    for (const Piece& piece : pieces) region.push_back(std::move(words[piece.word]));
  }
  return regions;
}

}  // namespace lr::pack::pdf
