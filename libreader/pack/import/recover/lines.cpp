// Lines and their features, and the shape of a text as a whole. Looks only, changes nothing.
#include <algorithm>
#include <utility>

#include "../characters.h"
#include "../utf.h"
#include "draft.h"

namespace lr::pack::recover {
namespace {

constexpr int kNarrowestColumn = 30;  // below it lines are verse or lists, not wrapped prose
constexpr int kLongLine = 160;        // columns; no page is as wide

// A space at the line end is the end of a paragraph where the lines that have it end sentences and the others do not.
bool has_hard_returns(const std::vector<Line>& lines) {
  std::size_t with = 0, with_end = 0, without = 0, without_end = 0;
  for (const Line& line : lines) {
    const bool end = is_complete(line.text);
    line.trailing_space ? ++with : ++without;
    line.trailing_space ? with_end += end : without_end += end;
  }
  return with >= 5 && without >= 5 && with_end * 2 >= with && without_end * 4 <= without;
}

// Pictures and their selectors (U+FE0F); a sentence may have one behind its full stop.
bool is_picture(char32_t c) { return (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F || (c >= 0x1F300 && c <= 0x1FAFF); }

}  // namespace

bool has(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool starts_with_any(std::u32string_view text, std::u32string_view chars) {
  return !text.empty() && has(chars, text.front());
}

bool contains(std::u32string_view text, std::u32string_view part) {
  return text.find(part) != std::u32string_view::npos;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

int width_of(std::u32string_view text) {
  int columns = 0;
  for (char32_t c : text) {
    if (is_mark(c) || is_reference(c)) continue;
    columns += is_east_asian(c) || is_hangul(c) || (c >= 0x2014 && c <= 0x2026) || c >= 0x1F300 ? 2 : 1;
  }
  return columns;
}

std::u32string_view strip(std::u32string_view text) {
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::u32string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::u32string without_spaces(std::u32string_view text) {
  std::u32string out(text);
  std::erase_if(out, [](char32_t c) { return has(kSpaces, c) || c == '\n' || c == 0x2028; });
  return out;
}

std::u32string without_marks(std::u32string_view text) {
  std::u32string out(text);
  std::erase_if(out, [](char32_t c) { return is_mark(c) || is_reference(c); });
  return out;
}

double latin_share(std::u32string_view text) {
  std::size_t latin = 0, wide = 0;
  for (char32_t c : text) {
    latin += is_latin_letter(c) || (c >= 0xFF21 && c <= 0xFF5A);
    wide += is_han(c) || is_kana(c) || is_hangul(c);
  }
  return latin + wide == 0 ? 0 : static_cast<double>(latin) / static_cast<double>(latin + wide);
}

bool is_complete(std::u32string_view text) {
  std::size_t end = text.size();
  const auto trim = [&](auto&& is) {
    while (end > 0 && is(text[end - 1])) --end;
  };
  trim([](char32_t c) { return is_mark(c) || is_reference(c) || has(kSpaces, c) || is_picture(c); });
  const std::size_t digits_end = end;  // flattened references: "。12"
  trim([](char32_t c) { return is_digit(c); });
  if (end == 0 || digits_end - end > 3 || !has(U"。！？”", text[end - 1])) end = digits_end;
  trim([](char32_t c) { return has(U"”’」』\"'", c) || is_mark(c) || is_reference(c); });
  if (end > 1 && has(U"）)", text[end - 1])) {  // what stands before the bracket decides, or what is in it
    if (has(U"。！？.!?", text[end - 2])) return true;
    const std::size_t open = text.substr(0, end).find_last_of(U"（(");
    if (open != std::u32string_view::npos && open > 0) end = open;
    trim([](char32_t c) { return has(U"”’」』\"'", c) || is_mark(c) || is_reference(c) || has(kSpaces, c); });
  }
  return end > 0 && has(U"。！？…：.!?:", text[end - 1]);
}

bool is_rule(std::u32string_view text) {
  return text.size() >= 3 && starts_with_any(text, U"*-_=＊—─") &&
         text.find_first_not_of(std::u32string(1, text.front()) + U" ") == std::u32string_view::npos;
}

void drop(Remarks& remarks, const Line& line, std::string_view reason) {
  remarks.dropped(line.number, without_marks(line.text), reason);
  constexpr std::size_t kShown = 24;
  std::u32string shown = without_marks(line.text);
  if (shown.size() > kShown) shown = shown.substr(0, kShown) + U"…";
  remarks.add(Remark::Kind::kDropped, line.number, "Dropped, " + std::string(reason) + ": " + encode_utf8(shown));
}

std::vector<Line> split_lines(std::u32string_view text) {
  std::vector<Line> lines;
  int number = 0, blanks = 1, spaces = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::u32string_view raw = text.substr(at, end - at);
    at = end + 1;
    ++number;
    const std::size_t first = raw.find_first_not_of(kSpaces);
    if (first == std::u32string_view::npos) {
      ++blanks;
      spaces += !raw.empty();
      continue;
    }
    Line line;
    line.text = strip(raw);
    line.number = number;
    line.width = width_of(line.text);
    const std::u32string_view indent = raw.substr(0, first);
    line.indented = first >= 2 || indent.find_first_of(U"\t\u3000") != std::u32string_view::npos;
    line.begins_page = indent == U" ";
    line.indent = line.begins_page ? 0 : width_of(indent);
    line.trailing_space = has(kSpaces, raw.back());
    line.blanks_before = std::exchange(blanks, 0);
    line.spaces_before = std::exchange(spaces, 0);
    lines.push_back(std::move(line));
  }
  return lines;
}

Shape shape_of(const std::vector<Line>& lines) {
  Shape shape;
  if (lines.empty()) return shape;
  std::vector<int> widths;
  for (const Line& line : lines) widths.push_back(line.width);
  std::sort(widths.begin(), widths.end());
  shape.full_width = widths[widths.size() * 9 / 10];
  std::size_t adjacent = 0, adjacent_full = 0, open = 0, open_full = 0, full = 0, full_open = 0, longs = 0, in_longs = 0, all = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_full = shape.is_full(lines[i]);
    full += is_full;
    full_open += is_full && !ends_sentence(lines[i].text.back());
    const bool is_long = lines[i].width >= kLongLine;
    longs += is_long;
    in_longs += is_long ? static_cast<std::size_t>(lines[i].width) : 0;
    all += static_cast<std::size_t>(lines[i].width);
    if (i + 1 == lines.size() || lines[i + 1].blanks_before > 0) continue;
    ++adjacent;
    adjacent_full += is_full;
    const bool is_open = !is_complete(lines[i].text);
    open += is_open;
    open_full += is_open && lines[i].width * 10 >= shape.full_width * 8;
  }
  const std::size_t separated = lines.size() - 1 - adjacent;
  const bool is_column = shape.full_width >= kNarrowestColumn;
  shape.has_long_lines = longs >= 3 && in_longs * 5 >= all;  // a few are lines that a program joined
  shape.blank_after_all = is_column && lines.size() >= 6 && separated * 10 > lines.size() * 6 &&
                          full * 2 > lines.size() && full_open * 2 > full && !shape.has_long_lines;
  shape.has_blanks = separated * 20 > lines.size();
  const bool open_are_full = is_column && open_full >= 4 && open_full * 2 >= open;
  shape.is_wrapped = (adjacent_full * 2 >= adjacent || open_are_full) && !shape.has_long_lines;
  std::size_t stopped = 0;
  for (const Line& line : lines) stopped += is_complete(line.text);
  shape.is_verse = !is_column && stopped * 4 < lines.size();
  shape.hard_returns = is_column && !shape.has_long_lines && has_hard_returns(lines);
  return shape;
}

}  // namespace lr::pack::recover
