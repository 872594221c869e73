// Counts the characters of a document and of what became of it. These differences do not count: white space, controls
// and noncharacters, the width of characters and other compatibility forms (NFKD), straight and curly quotes, the kinds of
// dashes and of square brackets.
#include <array>
#include <memory>

#include "account.h"
#include "characters.h"
#include "utf.h"

namespace lr::pack {
namespace {

// Few of all code points are in use: pages of 256.
class Counts {
 public:
  std::ptrdiff_t& operator[](char32_t c) {
    std::unique_ptr<Page>& page = pages_[c >> 8];
    if (page == nullptr) page = std::make_unique<Page>();
    return (*page)[c & 0xFF];
  }

  template <typename Visit>
  void each(Visit&& visit) const {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      for (std::size_t k = 0; pages_[i] != nullptr && k < 256; ++k) {
        if ((*pages_[i])[k] != 0) visit(static_cast<char32_t>(i << 8 | k), (*pages_[i])[k]);
      }
    }
  }

 private:
  using Page = std::array<std::ptrdiff_t, 256>;
  std::array<std::unique_ptr<Page>, 0x1100> pages_;
};

char32_t fold(char32_t c) {
  switch (c) {
    case U'“': case U'”': case U'„': case U'‟': case U'«': case U'»': case U'″': return U'"';
    case U'‘': case U'’': case U'‚': case U'‛': case U'′': case U'`': case U'´': return U'\'';
    case U'‐': case U'‑': case U'‒': case U'–': case U'—': case U'―': case U'─': case U'━': case U'−':
      return U'-';
    case U'․': case U'·': case U'・': case U'•': return U'·';
    case U'【': case U'〔': case U'［': return U'[';
    case U'】': case U'〕': case U'］': return U']';
    default: return c;
  }
}

bool is_space(char32_t c) {
  return c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000;
}

// Adds the text's characters `sign` times; says how many there are.
std::size_t add(std::u32string_view text, std::ptrdiff_t sign, Counts& counts) {
  std::size_t count = 0;
  for (const char32_t c : text) {
    if (is_space(c) || is_stray_control(c) || c > 0x10FFFF) continue;
    for (const char32_t part : compatibility_form(c)) {
      if (is_space(part)) continue;
      counts[fold(part)] += sign;
      ++count;
    }
  }
  return count;
}

std::size_t add(const std::vector<Block>& blocks, Counts& counts) {
  std::size_t count = 0;
  for (const Block& block : blocks) {
    if (block.kind != BlockKind::kTitle) count += add(block.text(), -1, counts);  // the title is a field
  }
  return count;
}

}  // namespace

Balance audit(const std::vector<Article>& articles, const Account& account) {
  Balance balance;
  Counts counts;
  for (const SourceLine& line : account.source) balance.source += add(line.text, 1, counts);
  for (const Article& article : articles) {
    balance.body += add(article.blocks, counts);
    for (const Note& note : article.notes) balance.notes += add(note.blocks, counts);
  }
  for (const Passage& passage : account.passages) {
    std::size_t& sum = passage.fate == Passage::Fate::kField     ? balance.fields
                       : passage.fate == Passage::Fate::kDropped ? balance.dropped
                                                             : balance.added;
    const std::size_t count = add(passage.text, passage.fate == Passage::Fate::kAdded ? 1 : -1, counts);
    sum += count;
    if (passage.fate == Passage::Fate::kDropped && count > 0) balance.reasons[passage.reason] += count;
  }
  counts.each([&](char32_t c, std::ptrdiff_t difference) {
    std::u32string& side = difference > 0 ? balance.lost : balance.invented;
    side.append(static_cast<std::size_t>(difference > 0 ? difference : -difference), c);
  });
  return balance;
}

}  // namespace lr::pack
