// The plain text importer: finds paragraphs, the title and headings by the shape of lines. For text that somebody wrote
// or exported; what scanning and page layout do to a text is not its business.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../import.h"
#include "characters.h"
#include "fields.h"
#include "remarks.h"
#include "spans.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kPlainText;

namespace {

constexpr std::size_t kLongestTitle = 60;
constexpr std::size_t kLongestHeading = 40;
constexpr int kNarrowestColumn = 30;  // below it lines are verse or lists, not wrapped prose
constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九十百千两兩0123456789０１２３４５６７８９";

struct Line {
  std::u32string text;  // without spaces around
  int number = 0;
  int width = 0;  // columns
  bool indented = false;
  bool after_blank = false;
};

int width_of(std::u32string_view text) {
  int columns = 0;
  for (char32_t c : text) columns += is_east_asian(c) || is_hangul(c) || (c >= 0x2014 && c <= 0x2026) ? 2 : 1;
  return columns;
}

std::vector<Line> split(std::u32string_view text) {
  constexpr std::u32string_view kSpaces = U" \t\u3000\u00A0";
  std::vector<Line> lines;
  bool after_blank = true;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::u32string_view raw = text.substr(at, end - at);
    at = end + 1;
    ++number;
    const std::size_t first = raw.find_first_not_of(kSpaces);
    if (first == std::u32string_view::npos) {
      after_blank = true;
      continue;
    }
    Line line{std::u32string(raw.substr(first, raw.find_last_not_of(kSpaces) - first + 1)), number};
    line.width = width_of(line.text);
    const std::u32string_view indent = raw.substr(0, first);
    line.indented = first >= 2 || indent.find_first_of(U"\t\u3000") != std::u32string_view::npos;
    line.after_blank = std::exchange(after_blank, false);
    lines.push_back(std::move(line));
  }
  return lines;
}

// ---- shape of the whole text ----

struct Shape {
  int full_width = 0;            // columns of a full line
  bool is_wrapped = false;       // lines end where the column ends
  bool blank_after_all = false;  // a blank line follows every line: it says nothing
  bool has_blanks = false;       // blank lines separate paragraphs

  bool is_full(const Line& line) const { return line.width >= full_width - std::max(4, full_width / 8); }
  bool is_clearly_short(const Line& line) const { return line.width * 10 < full_width * 9; }
};

Shape shape_of(const std::vector<Line>& lines) {
  Shape shape;
  std::vector<int> widths;
  for (const Line& line : lines) widths.push_back(line.width);
  std::sort(widths.begin(), widths.end());
  shape.full_width = widths[widths.size() * 9 / 10];
  std::size_t adjacent = 0, adjacent_full = 0, full = 0, full_open = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_full = shape.is_full(lines[i]);
    full += is_full;
    full_open += is_full && !ends_sentence(lines[i].text.back());
    if (i + 1 == lines.size() || lines[i + 1].after_blank) continue;
    ++adjacent;
    adjacent_full += is_full;
  }
  const std::size_t separated = lines.size() - 1 - adjacent;
  const bool is_column = shape.full_width >= kNarrowestColumn;
  shape.blank_after_all = is_column && lines.size() >= 6 && separated * 10 > lines.size() * 6 &&
                          full * 2 > lines.size() && full_open * 2 > full;
  shape.has_blanks = separated * 20 > lines.size();
  shape.is_wrapped = adjacent_full * 2 >= adjacent;
  return shape;
}

// ---- headings ----

bool starts_with_any(std::u32string_view text, std::u32string_view chars) {
  return !text.empty() && chars.find(text.front()) != std::u32string_view::npos;
}

std::u32string_view after_numeral(std::u32string_view text) {
  return text.substr(std::min(text.find_first_not_of(kNumerals), text.size()));
}

// 0: not a heading.
int heading_level(const Line& line) {
  constexpr std::u32string_view kNotAtEnd = U"。，、；：,;:！!…";
  const std::u32string_view text = line.text;
  if (text.size() > kLongestHeading || kNotAtEnd.find(text.back()) != std::u32string_view::npos) return 0;
  for (std::u32string_view word : {U"Chapter ", U"CHAPTER ", U"Part ", U"PART "}) {
    if (text.starts_with(word) && text.back() != '.') return 1;
  }
  if (text.front() == U'第') {
    const std::u32string_view rest = after_numeral(text.substr(1));
    const bool is_numbered = rest.size() < text.size() - 1;
    if (is_numbered && starts_with_any(rest, U"章回部卷篇編编")) return 1;
    return is_numbered && starts_with_any(rest, U"节節") ? 2 : 0;
  }
  const bool bracket = starts_with_any(text, U"（(");
  const std::u32string_view numeral = text.substr(bracket ? 1 : 0);
  if (!starts_with_any(numeral, U"一二三四五六七八九十")) return 0;
  const std::u32string_view rest = after_numeral(numeral);
  if (rest.size() < 2) return 0;
  if (bracket) return starts_with_any(rest, U"）)") ? 2 : 0;
  return starts_with_any(rest, U"、．") ? 1 : 0;
}

bool is_rule(std::u32string_view text) {
  const std::u32string_view sign = text.substr(0, 1);
  return text.size() >= 3 && starts_with_any(text, U"*-_=＊—") &&
         text.find_first_not_of(std::u32string(sign) + U" ") == std::u32string_view::npos;
}

// ---- paragraphs ----

bool starts_paragraph(const Line& before, const Line& line, const Shape& shape) {
  if (line.indented) return true;
  if (heading_level(before) > 0 || heading_level(line) > 0 || is_rule(before.text) || is_rule(line.text)) return true;
  const bool ended = ends_sentence(before.text.back()) && shape.is_clearly_short(before);
  if (shape.blank_after_all) {  // not half full: nothing but the last line of something, unless a comma says otherwise
    const bool goes_on = std::u32string_view(U"，、；：,").find(before.text.back()) != std::u32string_view::npos;
    return ended || (before.width * 2 < shape.full_width && !goes_on);
  }
  if (line.after_blank) return true;
  if (!shape.has_blanks && !shape.is_wrapped) return true;
  return ended && shape.is_wrapped && shape.full_width >= kNarrowestColumn && before.width * 4 < shape.full_width * 3;
}

// Whether the first line is a title: short, not a sentence, and apart from what follows.
bool is_title(const std::vector<Line>& lines, const Shape& shape) {
  const Line& first = lines.front();
  constexpr std::u32string_view kNotAtEnd = U"。，、；：,;:.";
  if (first.text.size() > kLongestTitle || kNotAtEnd.find(first.text.back()) != std::u32string_view::npos) return false;
  if (lines.size() < 2 || heading_level(first) > 0 || is_rule(first.text)) return false;
  return lines[1].after_blank || lines[1].indented || first.width * 4 < shape.full_width * 3;
}

Block paragraph(const std::vector<Line>& lines, std::size_t first, std::size_t end, Language language) {
  Block block;
  if (is_rule(lines[first].text)) {
    block.kind = BlockKind::kRule;
    return block;
  }
  if (const int level = heading_level(lines[first]); level > 0) {
    block.kind = BlockKind::kHeading;
    block.level = static_cast<std::uint8_t>(level);
  }
  std::vector<Span> raw(1);
  for (std::size_t i = first; i < end; ++i) {
    if (i > first) raw[0].text += kSoftBreak;
    raw[0].text += lines[i].text;
  }
  block.spans = tidy(raw, language, Hyphens::kMend);
  return block;
}

void take_title(std::vector<Line>& lines, const Shape& shape, Article& article, Remarks& remarks) {
  std::string& title = article.fields.title;
  const std::string first = encode_utf8(lines.front().text);
  if (lines.size() < 2 || (title.empty() ? !is_title(lines, shape) : title != first)) return;
  title = first;
  remarks.add(Remark::Kind::kRecognised, lines.front().number, "The first line was taken for the title.");
  lines.erase(lines.begin());
}

ImportResult import_plain_text(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  Remarks remarks(name);
  Article article;
  const std::u32string text = decode_utf8(bytes);
  article.fields = merge(options.fields, {});
  article.language = choose_language(options, {}, text, name, remarks);
  std::vector<Line> lines = split(text);
  if (lines.empty()) return {};
  const Shape shape = shape_of(lines);
  take_title(lines, shape, article, remarks);
  if (shape.blank_after_all) {
    remarks.add(Remark::Kind::kRecognised, 0,
                "A blank line follows every line; paragraphs were told by short last lines.");
  }
  for (std::size_t first = 0, end = 0; first < lines.size(); first = end) {
    for (end = first + 1; end < lines.size() && !starts_paragraph(lines[end - 1], lines[end], shape);) ++end;
    Block block = paragraph(lines, first, end, article.language);
    if (block.kind == BlockKind::kRule || !block.spans.empty()) article.blocks.push_back(std::move(block));
  }
  complete(article, options, name, remarks);
  ImportResult result;
  result.articles.push_back(std::move(article));
  result.remarks = remarks.take();
  return result;
}

int score_plain_text(std::string_view extension, std::string_view) {
  return extension == ".txt" ? 50 : extension.empty() ? 20 : 0;
}

}  // namespace

constinit const Importer kPlainText = {"plain text", score_plain_text, import_plain_text};

}  // namespace lr::pack
