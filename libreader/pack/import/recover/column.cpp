// Measures the column.
#include "column.h"

#include <algorithm>
#include <map>

#include "../characters.h"

namespace lr::pack::recover {
namespace {

constexpr int kNarrowest = 30;      // columns; below it lines are verse or lists
constexpr int kWindow = 5;          // columns in which open lines of one measure end
constexpr std::size_t kFewest = 3;  // open lines that make a column
// Columns of room that prove an end where letters have widths of their own: of any line, and beyond what full lines
// leave, of one that ends a sentence. Chosen on text of PDF files.
constexpr int kAnyLine = 16, kSentence = 3;
// Columns by which full lines differ; letters with widths of their own laid out in columns differ by more.
constexpr int kSlack = 12;
int wide_slack(const Column& column) { return std::max(kSlack, column.measure / 5); }

bool is_closing(char32_t c) { return has(U"，。、；：！？）》」』】〉”’…,.;:!?)]}", c); }
bool is_opening(char32_t c) { return has(U"（《「『【〈“‘([{", c); }

// A line may end before or after it.
bool breaks_anywhere(char32_t c) { return is_east_asian(c) && !is_hangul(c); }

bool is_wide_mark(char32_t c) { return breaks_anywhere(c) && !is_han(c) && !is_kana(c); }
bool is_han_or_kana(char32_t c) { return is_han(c) || is_kana(c); }

bool is_prose(std::u32string_view text) {
  std::size_t letters = 0;
  for (const char32_t c : text) letters += is_latin_letter(c) || is_east_asian(c) || is_hangul(c) || c == ' ';
  return letters * 5 > text.size() * 4;
}

// Columns of what no line end may part: a word, or a wide character with the marks that stay with it.
int first_piece(std::u32string_view text, bool kinsoku) {
  std::size_t end = 0;
  while (end < text.size()) {
    const char32_t c = text[end++];
    if (end == text.size() || text[end] == ' ') break;
    if (is_mark(text[end]) || is_reference(text[end])) continue;
    if (kinsoku && (is_closing(text[end]) || is_opening(c))) continue;
    if (breaks_anywhere(c) || breaks_anywhere(text[end])) break;
  }
  return width_of(text.substr(0, end));
}

int right_edge(const Line& line) { return line.indent + line.width; }

// A space of the paragraph goes where a line ends: between words always, between scripts where the text has it there.
bool is_spaced(const Column& column, char32_t before, char32_t after) {
  if (is_closing(before) && breaks_anywhere(before)) return false;
  const bool wide_before = breaks_anywhere(before), wide_after = breaks_anywhere(after);
  return (!wide_before && !wide_after) ||
         (wide_before != wide_after && column.gaps && !is_wide_mark(before) && !is_wide_mark(after));
}

bool has_gaps(const std::vector<Line>& lines) {
  std::size_t with = 0, without = 0;
  for (const Line& line : lines) {
    const std::u32string_view text = line.text;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const auto is_latin = [](char32_t c) { return is_latin_letter(c) || is_digit(c); };
      const std::size_t before = text[i - 1] == ' ' && i > 1 ? i - 2 : i - 1;
      const char32_t a = text[before], b = text[i];
      if (!(is_latin(a) && is_han_or_kana(b)) && !(is_han_or_kana(a) && is_latin(b))) continue;
      ++(before + 1 < i ? with : without);
    }
  }
  return with > without;
}

// The upper edge of where most of the lines end that must go on.
int find_measure(const std::vector<Line>& lines) {
  std::map<int, int> ends;
  for (const Line& line : lines) {
    if (!is_complete(line.text) && is_prose(line.text) && right_edge(line) >= kNarrowest) ++ends[right_edge(line)];
  }
  const auto at = [&](int columns) {
    const auto found = ends.find(columns);
    return found == ends.end() ? 0 : found->second;
  };
  int measure = 0, most = 0;
  for (const auto& [edge, count] : ends) {
    int sum = 0;
    for (int k = 0; k < kWindow; ++k) sum += at(edge - k);
    if (sum >= most) {
      most = sum;
      measure = edge;
    }
  }
  const int fewest = std::max(2, most / 32);
  for (bool grows = measure > 0; grows;) {
    grows = false;
    for (int k = 3; k >= 1 && !grows; --k) {
      if (at(measure + k) < fewest) continue;
      measure += k;
      grows = true;
    }
  }
  return measure;
}

// The room that nine of ten lines leave which must go on. In one width it is none, but for a few that a person ended.
int find_ragged(const Column& column, const std::vector<Line>& lines, int slack) {
  std::vector<int> rooms;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (is_complete(lines[i].text) || !is_prose(lines[i].text) || right_edge(lines[i]) + slack < column.measure)
      continue;
    rooms.push_back(room(column, lines, i));
  }
  if (rooms.empty()) return 0;
  std::sort(rooms.begin(), rooms.end());
  return std::max(0, rooms[rooms.size() * 9 / 10] + 1);
}

}  // namespace

std::size_t item_label(std::u32string_view text) {
  if (text.size() < 3) return 0;
  std::size_t at = 0;
  if (has(U"•●▪◦‣☐☑", text.front()) || (has(U"*-+", text.front()) && text[1] == ' ')) {
    at = 1;
  } else {
    at += has(U"(（", text.front());
    const std::size_t first = at;
    while (at < text.size() && at < first + 3 && is_digit(text[at])) ++at;
    if (at == first || at == text.size() || !has(U".)、）", text[at])) return 0;
    ++at;
    if (at == text.size() || (!has(kSpaces, text[at]) && text[at - 1] != U'、' && text[at - 1] != U'）')) return 0;
  }
  while (at < text.size() && has(kSpaces, text[at])) ++at;
  return at < text.size() && !(is_digit(text[at]) && is_digit(text.front())) ? at : 0;
}

int room(const Column& column, const std::vector<Line>& lines, std::size_t i) {
  const Line &line = lines[i], &next = lines[i + 1];
  const std::u32string text = without_marks(line.text);
  const bool space = !text.empty() && is_spaced(column, text.back(), next.text.front());
  return column.measure - right_edge(line) - space - first_piece(next.text, column.kinsoku);
}

bool ends_by_choice(const Column& column, const std::vector<Line>& lines, std::size_t i) {
  const int left = room(column, lines, i);
  if (column.ragged == 0) return left >= 0;
  return left >= std::max(kAnyLine, column.ragged * 2) ||
         (left >= std::max(kSentence, column.ragged) && is_complete(lines[i].text));
}

Column column_of(const std::vector<Line>& lines) {
  Column column;
  column.gaps = has_gaps(lines);
  column.measure = find_measure(lines);
  if (column.measure == 0) return column;
  std::size_t open = 0, near = 0, wide = 0, over = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    over += right_edge(lines[i]) > column.measure + 2 && is_prose(lines[i].text);
    column.kinsoku = column.kinsoku && !(breaks_anywhere(lines[i].text.front()) && is_closing(lines[i].text.front()));
    const bool is_open = !is_complete(lines[i].text) && is_prose(lines[i].text);
    if (!is_open || right_edge(lines[i]) * 2 < column.measure) continue;
    ++open;
    near += right_edge(lines[i]) + kSlack >= column.measure;
    wide += right_edge(lines[i]) + wide_slack(column) >= column.measure;
  }
  if (wide < kFewest || wide * 2 < open || over * 10 > lines.size()) return {};
  column.ragged = find_ragged(column, lines, near * 4 >= wide * 3 ? kSlack : wide_slack(column));
  std::size_t going_on = 0, adjacent = 0, flush = 0, chosen = 0, marked = 0, begins = 0, indented = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Line& next = lines[i + 1];
    if (ends_by_choice(column, lines, i)) {
      ++chosen;
      marked += next.blanks_before > 0;
      const bool goes_on = i + 2 < lines.size() && !ends_by_choice(column, lines, i + 1);
      if (item_label(next.text) > 0 || !(goes_on || is_complete(next.text))) continue;
      ++begins;
      indented += next.indent >= 1 && next.indent <= 4 && !next.begins_page;
    } else if (!is_complete(lines[i].text)) {
      ++going_on;
      adjacent += next.blanks_before == 0;
      flush += next.indent == 0;
    }
  }
  column.blanks_part = adjacent * 2 > going_on;
  column.blanks_mark = marked * 2 > chosen;
  column.indents = flush * 2 > going_on && indented * 2 > begins;
  return column;
}

}  // namespace lr::pack::recover
