// What the passes of recovery work on: lines with their features, and the article that is made of them. A pass takes
// lines away, moves them into fields and notes, or marks them; only paragraphs.cpp makes blocks.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "../../document.h"
#include "../remarks.h"

namespace lr::pack::recover {

// Beyond Unicode, so no input has them. A mark is the place of a note: kMark + index into Draft::notes. A reference is
// a printed number that no note is known for yet: kReference + number, 0 for a star.
inline constexpr char32_t kMark = 0x110000, kReference = 0x180000;
constexpr bool is_mark(char32_t c) { return c >= kMark && c < kReference; }
constexpr bool is_reference(char32_t c) { return c >= kReference; }

// Whether a paragraph begins with a line, where the source proves it by places on a page.
enum class Start : std::uint8_t { kUnknown, kYes, kNo };

struct Line {
  std::u32string text;       // without spaces around
  int number = 0;            // in the file, from 1
  int width = 0;             // columns
  int indent = 0;            // columns before the text; a single space is a page break, not an indent
  int hashes = 0;            // Markdown heading sign, as printed; its level proves nothing
  int underlined = 0;        // level of a heading that has a row of signs under it
  bool indented = false;     // by two columns or more
  bool begins_page = false;  // a single space in front, which page breaks become, or:
  bool after_form_feed = false;  // a page begins here, that is certain
  bool trailing_space = false;
  int blanks_before = 0;   // empty lines since the line before
  int spaces_before = 0;   // lines with spaces only among them
  bool after_cut = false;  // notes, a rule or a running head stood before it
  bool after_gap = false;  // text was lost before it
  bool is_rule = false;
  bool is_kept = false;    // the manifest says so: no pass may drop it
  // Proved by places on a page (import/pdf); text without them leaves these as they are.
  Start start = Start::kUnknown;
  BlockKind kind = BlockKind::kParagraph;  // of the block that begins here; tables and code are one line with U+000A in it
  int level = 0;                           // of a heading
  std::u32string label;                    // of a list item
};

struct Shape {
  int full_width = 0;            // columns of a full line
  bool is_wrapped = false;       // lines end where the column ends
  bool blank_after_all = false;  // a blank line follows every line: it says nothing
  bool has_blanks = false;       // blank lines separate paragraphs
  bool hard_returns = false;     // a space at the line end is the end of a paragraph
  bool has_markup = false;       // OCR'd Markdown
  bool has_long_lines = false;   // a line holds a paragraph
  bool is_verse = false;         // narrow lines without stops: verse or a list, each stands alone

  bool is_full(const Line& line) const { return line.width >= full_width - std::max(4, full_width / 8); }
  bool is_clearly_short(const Line& line) const { return line.width * 10 < full_width * 9; }
};

struct DraftNote {
  std::u32string label, text;
  int line = 0;
};

// A document, and later one article of it.
struct Draft {
  Fields fields;
  Fields found;          // what the container says of itself; counts where neither manifest nor text say anything
  std::u32string title;  // with the mark of its note
  std::string section;
  std::vector<Line> lines;
  std::vector<DraftNote> notes;
  Shape shape;
  Language language = Language::kZhHans;
};

// ---- helpers (lines.cpp) ----

inline constexpr std::u32string_view kSpaces = U" \t\u3000\u00A0";
inline constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九十百千两兩0123456789０１２３４５６７８９";

bool has(std::u32string_view set, char32_t c);
bool starts_with_any(std::u32string_view text, std::u32string_view chars);
bool contains(std::u32string_view text, std::u32string_view part);
bool is_digit(char32_t c);
int width_of(std::u32string_view text);
std::u32string_view strip(std::u32string_view text);
std::u32string without_spaces(std::u32string_view text);
std::u32string without_marks(std::u32string_view text);
double latin_share(std::u32string_view text);

// The text ends with a sentence: references and closing marks after the full stop do not count (D3).
bool is_complete(std::u32string_view text);

// A line drawn with signs: "* * *", "———".
bool is_rule(std::u32string_view text);

// Says and accounts that a line goes, and why: a noun phrase.
void drop(Remarks& remarks, const Line& line, std::string_view reason);

std::vector<Line> split_lines(std::u32string_view text);
Shape shape_of(const std::vector<Line>& lines);

}  // namespace lr::pack::recover
