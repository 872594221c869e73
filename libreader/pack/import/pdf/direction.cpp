// In which direction a page is read. Evidence: the writing mode and the rotation of most of its characters; or, where
// every character stands upright on its own, that the next one is below it and not beside it. The page is turned so
// that it reads from left to right; what is set across that direction, or along a slope, is not part of the text.
#include <array>
#include <map>

#include "../characters.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr int kVertical = 4;  // beside the four rotations

bool is_single(const Word& word) { return word.text.size() == 1 && is_east_asian(word.text.front()); }

// Words by the place of their upper left corner, coarsely.
class Places {
 public:
  explicit Places(const std::vector<Word>& words) {
    for (const Word& word : words) ++at_[key(word.box.x0 + word.box.width() / 2, word.box.middle())];
  }
  bool has(double x, double y) const {
    for (int dx = -1; dx <= 1; ++dx) {
      for (int dy = -1; dy <= 1; ++dy) {
        if (at_.contains(key(x + dx * kCell, y + dy * kCell))) return true;
      }
    }
    return false;
  }

 private:
  static constexpr double kCell = 3;
  static std::pair<int, int> key(double x, double y) {
    return {static_cast<int>(x / kCell), static_cast<int>(y / kCell)};
  }
  std::map<std::pair<int, int>, int> at_;
};

// Upright characters one below the other.
bool is_stacked(const std::vector<Word>& words) {
  std::size_t singles = 0, below = 0;
  for (const Word& word : words) singles += is_single(word);
  if (singles < 6 || singles * 2 < words.size()) return false;
  const Places places(words);
  for (const Word& word : words) {
    if (is_single(word)) below += places.has(word.box.x0 + word.box.width() / 2, word.box.middle() + word.size);
  }
  return below * 10 >= singles * 7;
}

int direction_of(const Word& word) { return word.is_vertical ? kVertical : word.rotation & 3; }

void turn_box(Box& box, int direction, double width, double height) {
  const Box was = box;
  if (direction == 1) box = {was.y0, width - was.x1, was.y1, width - was.x0};
  if (direction == 2) box = {width - was.x1, height - was.y1, width - was.x0, height - was.y0};
  if (direction == 3) box = {height - was.y1, was.x0, height - was.y0, was.x1};
  if (direction == kVertical) box = {was.y0, width - was.x1, was.y1, width - was.x0};
}

// A watermark along a slope: large characters, each alone on its line, that climb or fall steadily.
std::vector<bool> find_slope(const std::vector<Word>& words, double usual_size) {
  std::vector<std::size_t> large;
  std::vector<bool> slanted(words.size(), false);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].text.size() <= 2 && words[i].size >= usual_size * 1.5) large.push_back(i);
  }
  if (large.size() < 4 || large.size() > 200) return slanted;
  std::sort(large.begin(), large.end(), [&](std::size_t a, std::size_t b) { return words[a].box.x0 < words[b].box.x0; });
  std::size_t up = 0, down = 0;
  for (std::size_t k = 1; k < large.size(); ++k) {
    const double step = words[large[k]].box.middle() - words[large[k - 1]].box.middle();
    up += step < -usual_size * 0.3;
    down += step > usual_size * 0.3;
  }
  if (std::max(up, down) * 10 < (large.size() - 1) * 9) return slanted;
  for (const std::size_t i : large) slanted[i] = true;
  return slanted;
}

double usual_size(const std::vector<Word>& words) {
  std::map<int, std::size_t> counts;
  for (const Word& word : words) counts[static_cast<int>(word.size * 4)] += word.text.size();
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first / 4.0;
}

// What the words of one direction cover; everything where there are none, as on a page of single characters.
Box extent_of(const std::vector<Word>& words, int direction) {
  Box all = {0, 0, 1e6, 1e6};
  bool any = false;
  for (const Word& word : words) {
    if (direction_of(word) != direction) continue;
    any ? all.add(word.box) : void(all = word.box);
    any = true;
  }
  return all;
}

// A number of one or two figures in a column of vertical text; below or above the columns it is a page number.
bool is_upright_inside(const Word& word, const Box& body) {
  return (word.rotation & 3) == 0 && word.text.size() <= 2 && word.box.middle() > body.y0 && word.box.middle() < body.y1;
}

int main_direction(const std::vector<Word>& words) {
  std::array<std::size_t, 5> characters{};
  for (const Word& word : words) characters[static_cast<std::size_t>(direction_of(word))] += word.text.size();
  const int most = static_cast<int>(std::max_element(characters.begin(), characters.end()) - characters.begin());
  return most == 0 && is_stacked(words) ? kVertical : most;
}

}  // namespace

void turn(Page& page) {
  if (page.words.empty()) return;
  const int direction = main_direction(page.words);
  const std::vector<bool> slanted = find_slope(page.words, usual_size(page.words));
  const Box body = extent_of(page.words, direction);
  std::vector<Word> kept;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    Word& word = page.words[i];
    const int own = direction_of(word);
    // Latin words lie on their side in vertical text; upright ones are part of it when they are short or it is stacked.
    const bool fits = own == direction || (direction == kVertical && (own == 1 || is_upright_inside(word, body)));
    const bool is_text = fits && !slanted[i];
    if (is_text) turn_box(word.box, direction, page.width, page.height);
    (is_text ? kept : page.strays).push_back(std::move(word));
  }
  page.words = std::move(kept);
  page.is_vertical = direction == kVertical;
  if (direction == 1 || direction == 3 || direction == kVertical) std::swap(page.width, page.height);
}

}  // namespace lr::pack::pdf
