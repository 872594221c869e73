// Finds base and reading behind each other. Brackets, put around the reading by the importers, are its first and last
// code points.
#include "ruby.h"

#include <libreader/text/control.h>

#include <algorithm>
#include <string_view>

#include "import/characters.h"

namespace lr::pack {
namespace {

bool is_full_kana(char32_t c) { return is_kana(c) && c < 0xFF00 && c != U'゠' && c != U'・'; }
bool is_bopomofo(char32_t c) { return (c >= 0x3105 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF); }
bool is_tone(char32_t c) { return c == U'ˉ' || c == U'ˊ' || c == U'ˇ' || c == U'ˋ' || c == U'˙'; }

// One syllable of Mandarin: ˙ stands before its letters, the other tones behind them.
bool is_syllable(std::u32string_view reading) {
  const std::size_t toned = !reading.empty() && reading.front() == U'˙' ? 1 : 0;
  const std::size_t tail = toned == 0 && !reading.empty() && is_tone(reading.back()) ? 1 : 0;
  const std::u32string_view letters = reading.substr(toned, reading.size() - toned - tail);
  return !letters.empty() && letters.size() <= 3 && std::all_of(letters.begin(), letters.end(), is_bopomofo);
}

// A place in the reading text where a group begins, its reading begins, it ends.
struct Group {
  std::size_t begin, reading, end;
};

class Marker {
 public:
  explicit Marker(const std::vector<Span>& spans) {
    for (const Span& span : spans) {
      if (span.note != 0) {
        marks_.push_back(text_.size());
        continue;
      }
      text_ += span.text;
      for (std::size_t i = 0; i < span.text.size(); ++i) {
        const bool read = (span.styles & kRubyText) != 0;
        styles_.push_back(static_cast<Styles>(read ? span.styles & ~kRubyBase : span.styles));
      }
    }
    result_.resize(text_.size());
  }

  std::vector<Styles> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t reading = run_of(kRubyBase, at), end = run_of(kRubyText, reading);
      if (reading > at && end >= reading + 3 && end - at <= kMaxRubySymbols && !has_mark(at + 1, end))
        mark({at, reading, end});
      at = end > at ? end : at + 1;
    }
    return std::move(result_);
  }

 private:
  std::size_t run_of(Styles style, std::size_t at) const {
    while (at < styles_.size() && (styles_[at] & kRubyStyles) == style) ++at;
    return at;
  }
  bool has_mark(std::size_t begin, std::size_t end) const {
    return std::any_of(marks_.begin(), marks_.end(), [&](std::size_t mark) { return mark >= begin && mark < end; });
  }

  void mark(const Group& group) {
    const auto set = [&](std::size_t begin, std::size_t end, int styles) {
      for (std::size_t i = begin; i < end; ++i) result_[i] = static_cast<Styles>(styles);
    };
    set(group.begin, group.reading, kRubyBase);
    set(group.reading, group.end, kRubyText);
    const std::u32string_view reading =
        std::u32string_view(text_).substr(group.reading + 1, group.end - group.reading - 2);
    if (group.reading - group.begin == 1 && is_syllable(reading)) return set(group.reading, group.end, kRubyStyles);
    const bool longer = reading.size() > 2 * (group.reading - group.begin);
    if (!longer || std::any_of(reading.begin(), reading.end(), is_latin_letter)) return;
    if (group.begin > lent_ && lends(group.begin - 1) && !has_mark(group.begin, group.begin + 1))
      set(group.reading, group.reading + 1, kRubyStyles);
    if (lends(group.end) && !has_mark(group.end, group.end + 1)) {
      set(group.end - 1, group.end, kRubyStyles);
      lent_ = group.end + 1;
    }
  }

  // Whether a reading may stand out over a symbol (R2): kana without one and without a dot of emphasis, and only one
  // reading.
  bool lends(std::size_t at) const {
    return at < text_.size() && is_full_kana(text_[at]) && (styles_[at] & (kRubyStyles | kEmphasis)) == 0;
  }

  std::u32string text_;
  std::vector<Styles> styles_, result_;
  std::vector<std::size_t> marks_;
  std::size_t lent_ = 0;  // behind the last symbol that a reading stands out over
};

}  // namespace

std::vector<Styles> ruby_styles(const std::vector<Span>& spans) { return Marker(spans).run(); }

}  // namespace lr::pack
