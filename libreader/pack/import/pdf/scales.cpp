// Sizes of fonts that do not say them. A Type 3 font may be drawn at any scale, so that its size says nothing. But
// characters of Chinese and Japanese are as wide as they are large: the share of the named size that they take is the
// scale of their font.
#include <algorithm>
#include <cmath>
#include <map>

#include "../characters.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

class Scales {
 public:
  void learn(const Page& page, const Word& word) {
    if (word.font < 0 || word.text.size() < 2 || word.rotation != 0 || word.is_vertical) return;
    const bool is_wide = std::all_of(word.text.begin(), word.text.end(), [](char32_t c) { return is_han(c) || is_kana(c) || is_hangul(c); });
    if (is_wide) seen_[name_of(page, word)].push_back(word.box.width() / static_cast<double>(word.text.size()) / word.size);
  }

  void settle() {
    for (auto& [font, list] : seen_) {
      const auto low = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 10);  // justified lines are wider
      std::nth_element(list.begin(), low, list.end());
      double scale = *low;
      for (const auto& [other, known] : scales_) {  // parts of one font
        if (std::abs(known - scale) < scale * 0.08) scale = known;
      }
      scales_.try_emplace(font, scale);
    }
  }

  void apply(const Page& page, Word& word) const {
    if (word.font < 0) return;
    const auto known = scales_.find(name_of(page, word));
    if (known == scales_.end() || (known->second > 0.75 && known->second < 1.4)) return;
    const double baseline = word.box.y1 - word.box.height() * kBelow;
    word.size *= known->second;
    if (word.rotation != 0) return;
    word.box.y0 = baseline - word.size * 0.88;
    word.box.y1 = baseline + word.size * 0.22;
  }

 private:
  static const std::string& name_of(const Page& page, const Word& word) { return page.fonts[static_cast<std::size_t>(word.font)]; }

  static constexpr double kBelow = 0.27;  // what poppler takes for the part below the baseline where a font says nothing
  std::map<std::string, std::vector<double>> seen_;
  std::map<std::string, double> scales_;
};

}  // namespace

void mend_sizes(std::vector<Page>& pages) {
  Scales scales;
  for (const Page& page : pages) {
    for (const Word& word : page.words) scales.learn(page, word);
  }
  scales.settle();
  for (Page& page : pages) {
    for (Word& word : page.words) scales.apply(page, word);
  }
}

}  // namespace lr::pack::pdf
