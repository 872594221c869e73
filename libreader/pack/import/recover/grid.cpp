// Finds tables and code.
#include "grid.h"

#include <algorithm>

#include "../characters.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kFewestRows = 2, kFewestRowsOfTwo = 3;  // of two cells: columns of a page look like them
constexpr std::size_t kLongestComment = 3;                    // lines between two lines of code

// ---- tables ----

std::vector<std::u32string_view> cells_of(std::u32string_view text) {
  std::vector<std::u32string_view> cells;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(U"  ", at), text.find('\t', at));
    end = std::min(end, text.size());
    cells.push_back(strip(text.substr(at, end - at)));
    at = std::min(text.find_first_not_of(kSpaces, end), text.size());
  }
  return cells;
}

// The cells of a row, 0 for a line that is none. Two columns of prose have two wide cells.
std::size_t row_cells(const Column& column, const Line& line) {
  if (item_label(line.text) > 0) return 0;
  const std::vector<std::u32string_view> cells = cells_of(line.text);
  if (cells.size() < 2) return 0;
  const auto is_wide = [&](std::u32string_view cell) { return width_of(cell) * 3 > column.measure; };
  if (std::count_if(cells.begin(), cells.end(), is_wide) > 1 || (cells.size() == 2 && is_wide(cells[0]))) return 0;
  return cells.size();
}

// ---- code ----

bool is_name(char32_t c) { return is_latin_letter(c) || is_digit(c) || c == '_'; }

bool is_foreign(std::u32string_view text) {
  std::size_t letters = 0;
  for (const char32_t c : text) letters += is_east_asian(c) || is_hangul(c);
  return letters * 4 > text.size();
}

bool has_call(std::u32string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '(' && is_name(text[i - 1])) return true;
  }
  return false;
}

// "};", "return card->read(offset);"
bool is_statement(std::u32string_view text) {
  constexpr std::u32string_view kBrackets = U"{}()[];,";
  if (text.find_first_not_of(kBrackets) == std::u32string_view::npos) return text.find_first_of(U"{}") != text.npos;
  if (!has(U"{};\\", text.back())) return false;
  return has_call(text) || text.find_first_of(U"=_{}") != text.npos || contains(text, U"::") || contains(text, U"->");
}

// "lrpack make texts/ -o texts.lrb": a small first word, and an option.
bool is_command(std::u32string_view text) {
  if (text.starts_with(U"$ ")) return true;
  const std::size_t word = text.find(' ');
  if (word == text.npos || has(U".,;:?!", text.back()) || contains(text, U". ") || contains(text, U", ")) return false;
  for (const char32_t c : text.substr(0, word)) {
    if (!((c >= 'a' && c <= 'z') || is_digit(c) || has(U"_./-", c))) return false;
  }
  for (std::size_t at = text.find(U" -"); at != text.npos; at = text.find(U" -", at + 1)) {
    std::size_t letter = at + 2;
    while (letter < text.size() && text[letter] == '-') ++letter;
    if (letter < text.size() && is_latin_letter(text[letter])) return true;
  }
  return false;
}

bool is_comment(std::u32string_view text) {
  return text.starts_with(U"//") || text.starts_with(U"# ") || text.starts_with(U"/*") || text.starts_with(U"* ");
}

bool is_code(const Column& column, const std::vector<Line>& lines, std::size_t i) {
  const std::u32string_view text = lines[i].text;
  if (is_foreign(text) || contains(text, U"://")) return false;
  if (is_statement(text)) return true;
  const bool begins = i == 0 || is_complete(lines[i - 1].text) || ends_by_choice(column, lines, i - 1);
  const bool ends = i + 1 == lines.size() || lines[i + 1].blanks_before > 0 || ends_by_choice(column, lines, i);
  return begins && ends && is_command(text);
}

}  // namespace

std::size_t table_rows(const Column& column, const std::vector<Line>& lines, std::size_t first) {
  const std::size_t cells = row_cells(column, lines[first]);
  if (cells == 0) return 0;
  std::size_t end = first + 1;
  while (end < lines.size() && (lines[end].blanks_before == 0 || !column.blanks_part) &&
         row_cells(column, lines[end]) == cells) {
    ++end;
  }
  return end - first >= (cells == 2 ? kFewestRowsOfTwo : kFewestRows) ? end - first : 0;
}

std::size_t code_lines(const Column& column, const std::vector<Line>& lines, std::size_t first) {
  if (!is_code(column, lines, first)) return 0;
  std::size_t end = first + 1;
  for (bool grows = true; grows;) {
    grows = false;
    std::size_t next = end;
    while (next < lines.size() && next < end + kLongestComment && is_comment(lines[next].text)) ++next;
    if (next < lines.size() && lines[next].blanks_before <= 1 && is_code(column, lines, next)) {
      end = next + 1;
      grows = true;
    }
  }
  return end - first;
}

std::u32string table_text(const std::vector<Line>& lines, std::size_t first, std::size_t end) {
  std::u32string text;
  for (std::size_t i = first; i < end; ++i) {
    if (i > first) text += '\n';
    const std::vector<std::u32string_view> cells = cells_of(lines[i].text);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (k > 0) text += '\t';
      text += cells[k];
    }
  }
  return text;
}

std::u32string code_text_of(const std::vector<Line>& lines, std::size_t first, std::size_t end) {
  int margin = lines[first].indent;
  for (std::size_t i = first; i < end; ++i) margin = std::min(margin, lines[i].indent);
  std::u32string text;
  for (std::size_t i = first; i < end; ++i) {
    if (i > first) text += '\n';
    text.append(static_cast<std::size_t>(lines[i].indent - margin), ' ');
    text += lines[i].text;
  }
  std::erase_if(text, is_reference);
  return text;
}

}  // namespace lr::pack::recover
