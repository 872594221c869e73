// Words become lines. The words of most size lead: a smaller one, raised or not, belongs to the line in whose height
// its middle lies. Small raised figures are references; ligatures and radicals become the characters they stand for.
#include <cmath>
#include <map>

#include "../characters.h"
#include "../recover/draft.h"
#include "../utf.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kSmaller = 0.85;  // of the line's size, for what is raised
constexpr double kSmallest = 0.4;  // what is smaller stands beside a large initial, not in its line
constexpr std::u32string_view kOpen = U"[［〔(（", kClose = U"]］〕)）";

bool is_raised(const Word& word, const TextLine& line) {
  return word.size <= line.size * kSmaller && word.box.middle() < line.box.middle() - line.size * 0.03 &&
         word.box.y1 < line.box.y1 - line.size * 0.12;
}

// "1", "[1]", "1,2" as numbers; empty for anything else.
std::vector<unsigned> numbers_in(std::u32string_view text) {
  if (!text.empty() && recover::has(kOpen, text.front())) text = text.substr(1);
  if (!text.empty() && recover::has(kClose, text.back())) text = text.substr(0, text.size() - 1);
  std::vector<unsigned> numbers;
  bool in_number = false;
  for (const char32_t c : text) {
    if (recover::is_digit(c)) {
      if (!in_number) numbers.push_back(0);
      numbers.back() = numbers.back() * 10 + (c - '0');
      if (numbers.back() > 999) return {};
      in_number = true;
    } else if (recover::has(U",，、 ", c) && in_number) {
      in_number = false;
    } else {
      return {};
    }
  }
  return numbers;
}

bool needs_space(const Word& before, const Word& next) {
  const double gap = next.box.x0 - before.box.x1;
  const double em = std::min(before.size, next.size);
  const char32_t left = before.text.back(), right = next.text.front();
  return gap > em * (is_east_asian(left) || is_east_asian(right) ? 0.6 : 0.1);
}

// No font of one width has characters of Chinese, Japanese and Korean: inside code they stand in another.
bool is_wide(const Word& word) {
  return std::all_of(word.text.begin(), word.text.end(), [](char32_t c) { return is_east_asian(c) || is_hangul(c); });
}

// The middle of the words of the line's own size.
void settle_line(TextLine& line) {
  std::map<int, std::size_t> sizes;
  std::size_t bold = 0, mono = 0, wide = 0, all = 0;
  for (const Word& word : line.words) {
    sizes[static_cast<int>(word.size * 10 + 0.5)] += word.text.size();
    bold += word.is_bold ? word.text.size() : 0;
    mono += word.is_mono ? word.text.size() : 0;
    wide += is_wide(word) && !word.is_mono ? word.text.size() : 0;
    all += word.text.size();
  }
  for (const auto& [size, count] : sizes) {  // code inside a line is smaller than its text
    if (count * 4 >= all) line.size = size / 10.0;
  }
  if (line.size == 0) line.size = line.words.front().size;
  line.is_bold = bold * 10 >= all * 9;
  line.is_mono = mono > wide && mono * 10 >= (all - wide) * 9;
  bool first = true;
  for (const Word& word : line.words) {
    if (word.size < line.size * 0.9) continue;
    first ? void(line.box = word.box) : line.box.add(word.box);
    first = false;
  }
  for (const Word& word : line.words) {
    line.box.x0 = std::min(line.box.x0, word.box.x0);
    line.box.x1 = std::max(line.box.x1, word.box.x1);
  }
}

void add_text(TextLine& line, std::u32string_view text, const std::vector<unsigned>& numbers) {
  if (numbers.empty()) return void(line.text += text);
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    line.text += static_cast<char32_t>(recover::kReference + numbers[k]);
    line.printed.push_back(k == 0 ? std::u32string(text) : U"");
  }
}

// Raised words that touch are one: "[", "1", "]".
void set_text(TextLine& line) {
  std::u32string raised;
  const auto flush = [&] {
    if (!raised.empty()) add_text(line, raised, numbers_in(raised));
    raised.clear();
  };
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Word& word = line.words[i];
    const bool up = is_raised(word, line);
    if (i > 0 && needs_space(line.words[i - 1], word)) {
      flush();
      line.text += U' ';
    } else if (!up) {
      flush();
    }
    up ? raised += word.text : line.text += word.text;
  }
  flush();
}

// A large initial goes to the first line beside it.
void place_initials(std::vector<TextLine>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextLine& one = lines[i];
    if (one.words.size() != 1 || one.words.front().text.size() > 2) continue;
    for (TextLine& line : lines) {
      const bool beside = line.box.x0 >= one.box.x1 - 1 && line.box.x0 < one.box.x1 + line.size * 2 &&
                          line.box.middle() > one.box.y0 && line.box.middle() < one.box.y1;
      if (!beside || one.size < line.size * 1.8) continue;
      line.words.insert(line.words.begin(), one.words.front());
      line.words.front().box.x1 = std::max(line.words.front().box.x1, line.box.x0);
      line.words.front().size = line.size;
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i--));
      break;
    }
  }
}

// ---- ruby ----

bool is_ruby(const TextLine& line, const TextLine& base) {
  if (line.words.empty() || line.words.front().size > base.words.front().size * 0.62) return false;
  if (line.box.middle() > base.box.middle() || base.box.middle() - line.box.middle() > base.words.front().size * 1.3) return false;
  for (const Word& word : line.words) {
    for (const char32_t c : word.text) {
      if (!is_kana(c) && !(c >= 0x3105 && c <= 0x312F)) return false;
    }
  }
  return true;
}

// A reading goes in brackets behind the characters that it stands over.
void place_reading(const Word& ruby, TextLine& base) {
  for (std::size_t i = 0; i < base.words.size(); ++i) {
    Word& word = base.words[i];
    const double middle = (ruby.box.x0 + ruby.box.x1) / 2;
    if (middle < word.box.x0 || middle > word.box.x1) continue;
    const double wide = word.box.width() / static_cast<double>(word.text.size());
    const double end = std::min((ruby.box.x1 - word.box.x0) / wide + 0.35, static_cast<double>(word.text.size()));
    std::size_t at = std::max<std::size_t>(1, static_cast<std::size_t>(std::max(0.0, end)));
    while (at > 1 && !is_han(word.text[at - 1])) --at;
    Word rest = word, reading = word;
    const double x = word.box.x0 + wide * static_cast<double>(at);
    reading.text = U"（" + ruby.text + U"）";
    reading.box.x0 = reading.box.x1 = rest.box.x0 = x;
    rest.text = word.text.substr(at);
    word.text.resize(at);
    word.box.x1 = x;
    if (!rest.text.empty()) base.words.insert(base.words.begin() + static_cast<std::ptrdiff_t>(i + 1), rest);
    base.words.insert(base.words.begin() + static_cast<std::ptrdiff_t>(i + 1), reading);
    return;
  }
  base.words.push_back(ruby);
}

// The letters of one reading may stand apart.
std::vector<Word> readings_of(TextLine& line) {
  std::stable_sort(line.words.begin(), line.words.end(), [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
  std::vector<Word> readings;
  for (const Word& word : line.words) {
    const bool near = !readings.empty() && word.box.x0 - readings.back().box.x1 < word.size * 1.1;
    if (!near) {
      readings.push_back(word);
      continue;
    }
    readings.back().text += word.text;
    readings.back().box.add(word.box);
  }
  return readings;
}

void place_ruby(std::vector<TextLine>& lines) {
  for (std::size_t i = 0; i + 1 < lines.size();) {
    if (!is_ruby(lines[i], lines[i + 1])) {
      ++i;
      continue;
    }
    TextLine& base = lines[i + 1];
    std::stable_sort(base.words.begin(), base.words.end(), [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
    for (const Word& ruby : readings_of(lines[i])) place_reading(ruby, base);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

std::u32string text_of(const std::vector<Word>& words) {
  std::u32string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && needs_space(words[i - 1], words[i])) text += U' ';
    text += words[i].text;
  }
  return text;
}

std::vector<TextLine> make_lines(std::vector<Word> words) {
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.size > b.size; });
  std::map<double, TextLine> lines;  // by their middle
  for (Word& word : words) {
    TextLine* home = nullptr;
    double nearest = word.size * 2;
    const double y = word.box.middle();
    for (auto it = lines.lower_bound(y - nearest); it != lines.end() && it->first < y + nearest; ++it) {
      TextLine& line = it->second;
      const double size = line.words.front().size;
      const double margin = word.size < size * kSmaller ? 0 : line.box.height() * 0.2;
      const bool inside = y > line.box.y0 + margin && y < line.box.y1 - margin;
      if (!inside || word.size < size * kSmallest || std::abs(y - it->first) >= nearest) continue;
      nearest = std::abs(y - it->first);
      home = &line;
    }
    if (home == nullptr) {
      home = &lines[y];
      if (home->words.empty()) home->box = word.box;
    }
    home->words.push_back(std::move(word));
  }
  std::vector<TextLine> sorted;
  for (auto& [middle, line] : lines) sorted.push_back(std::move(line));
  place_initials(sorted);
  place_ruby(sorted);
  for (TextLine& line : sorted) {
    std::stable_sort(line.words.begin(), line.words.end(),
                     [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
    settle_line(line);
    set_text(line);
  }
  return sorted;
}

}  // namespace lr::pack::pdf
