// Lines and pages: fills the measure, adjusts the line, fills the page. Depends on the article and the Style only, so
// that page 7 is page 7 however one came to it, on every machine.
#pragma once
#include <libreader/bundle.h>
#include <libreader/font.h>
#include <libreader/tier.h>

#include <cstdint>
#include <span>

namespace lr {

// Raised whenever the same style would give other pages than before. Part of Style::key().
inline constexpr std::uint32_t kLayoutVersion = 6;

enum class Alignment : std::uint8_t { kJustify, kRagged };

// How lines run: to the right, one below the other; or down, one to the left of the other (rules T1 … T7).
enum class Direction : std::uint8_t { kHorizontal, kVertical };

// Where notes are read (rule N1): each as pages of its own that its mark leads to; or, besides, at the foot of the page
// that its mark is on, below a short line, as much of it as there is room for.
enum class NoteStyle : std::uint8_t { kFromMark, kAtFoot };

// Where advances come from.
enum class MetricsKind : std::uint8_t {
  kStrike,   // pixels of a strike
  kCells,    // a terminal: one pixel is one cell
  kNominal,  // full-width symbols one em, others half: for rules and tests that need no strike
};

// Everything that layout depends on. Lengths in pixels (cells, for kCells).
struct Style {
  MetricsKind metrics = MetricsKind::kStrike;
  std::uint8_t strike = 0;        // of the bundle, for body text
  std::uint8_t title_strike = 0;  // of the bundle, for titles; may be the same
  std::uint8_t nominal_em = 16;   // kNominal: the em
  // Sizes of strikes that are scalable, 0: the largest; others have theirs. A scaler is of libreader/scale.h; none: a
  // scalable strike is refused.
  std::uint8_t ppem = 0, title_ppem = 0;
  const Scaler* scaler = nullptr;
  std::int16_t page_width = 400, page_height = 300;
  std::int16_t margin_left = 16, margin_top = 16, margin_right = 16, margin_bottom = 16;
  std::int16_t line_height = 28;  // pitch of the line grid; of columns, where lines are vertical
  Direction direction =
      Direction::kHorizontal;  // kVertical: with kCells every symbol takes one cell, a row; an em is one
  KinsokuLevel kinsoku = KinsokuLevel::kGb;
  Alignment alignment = Alignment::kJustify;
  bool autospace = true;  // a gap of 1/8 em between Han and Latin (rule A1)
  bool squeeze = true;   // marks give up their blank where they meet, at line edges, and to shrink a line (rules P, X1)
  bool hang = false;     // commas and full stops may stand outside the measure (rule P8)
  bool orphans = false;  // last lines of one ideograph (rule O1), lone lines of a paragraph on a page (W1) may stand
  bool indent = true;    // first lines of paragraphs are indented, by language (rule I1)
  bool ambiguous_wide = false;   // kCells: symbols of ambiguous width take two cells (UAX #11)
  bool whole_em_measure = true;  // the measure is a whole number of em, the rest goes to the margins (rule X0)
  bool hyphens = true;           // words may be parted with a hyphen where the packer says so (rule U4)
  bool ruby = true;  // readings stand beside their base, half as large, where there is a strike (R1); else in brackets
  bool front_matter = true;  // an article begins with its title, authors, date, abstract
  NoteStyle notes = NoteStyle::kFromMark;

  // A fingerprint of all of the above but the scaler, whose depth moves nothing: equal styles give equal pages.
  std::uint32_t key() const;
};

// A style for a screen of so many pixels and a strike of so many ppem: margins, leading and measure in due proportion.
Style style_for_screen(std::int16_t width, std::int16_t height, std::uint8_t strike, std::uint8_t title_strike,
                       std::uint16_t ppem, Direction direction = Direction::kHorizontal);

// A style for a terminal of so many cells.
Style style_for_cells(std::int16_t columns, std::int16_t rows);

// A stretch of units that is read in one go: an article with its front matter, or one note.
struct Flow {
  std::uint32_t first_unit = 0;
  std::uint32_t end_unit = 0;
  std::uint32_t first_mark = 0, first_note = 0;  // of the article, as it has them; none where the flow is a note
  std::uint16_t marks = 0, notes = 0;
  ArticleLanguage language = ArticleLanguage::kZhHans;
};

Flow flow_of(const Article& article, const Style& style);
Flow flow_of(const Article& article, const Note& note);

// A place between two code points of a flow; what page starts are kept as.
struct Place {
  std::uint32_t unit = 0;
  std::uint32_t code_point = 0;
  friend constexpr bool operator==(const Place&, const Place&) = default;
  friend constexpr bool operator<(const Place& a, const Place& b) {
    return a.unit != b.unit ? a.unit < b.unit : a.code_point < b.code_point;
  }
  friend constexpr bool operator>(const Place& a, const Place& b) { return b < a; }
  friend constexpr bool operator<=(const Place& a, const Place& b) { return !(b < a); }
  friend constexpr bool operator>=(const Place& a, const Place& b) { return !(a < b); }
};

// One line of a page: what it holds and where it stands, not its glyphs; those are made again when they are needed.
struct Line {
  TextPoint start;
  std::uint32_t end_code_point;  // the line holds the code points [start.code_point, end_code_point) of its unit
  std::int16_t row;              // of the line grid, from the top of the type area; vertical: from its right
  std::uint8_t rows;             // grid rows that it takes
  bool last_of_unit : 1;
  bool at_foot : 1;    // of a note, at the foot of a page of the article
  bool cut_short : 1;  // there, the last that there is room for: an ellipsis stands behind it, drawn as three dots
  BlockKind kind;
  std::uint8_t level;
  std::uint8_t quote_depth;
  std::uint8_t list_depth;
};

struct Page {
  std::span<Line> lines;  // the caller's memory; set before use
  std::uint16_t count = 0;
  std::uint16_t notes =
      0;  // lines at its foot, which follow those; an empty row of the grid, with a short line, is above them
  Place start;
  Place next;         // where the next page begins
  bool last = false;  // there is no next page
};

// A symbol on a line; a soft hyphen is among them only at the line's end, where it shows. x from the left edge of the
// page (from its top, where lines are vertical), in 1/64 px, is where its glyph's box begins: the box of an opening
// mark that is squeezed begins in the one before, or outside the measure, where it has no ink.
struct LineItem {
  std::int32_t x_q6;
  Symbol symbol;
  std::uint8_t styles;       // RunStyle and CellPart bits; headings and titles have kStrong set
  std::uint8_t span;         // kNoteMarkSpan, kLabelSpan or 0
  std::uint16_t mark;        // of a note mark: which of the article
  std::uint16_t advance_q6;  // at most to where the next box begins
};

// Symbols that share one box, which is as one symbol to its neighbours: those that stand upright side by side in a
// vertical line (rule T4), the figures of a note mark, a base with its reading (R1). Of these the ones with kRubyBase
// stand on the line, those with kRubyText beside it; the brackets have neither. With both it is a symbol of a strip
// (R4): a letter, or a tone to the right of the letter that is as far along, or above the first; in a horizontal line
// all of a strip are equally far along.
enum CellPart : std::uint8_t {
  kCellBegin = 64,  // its box reaches to the end of the whole
  kCellRest = 128,  // no advance
};

inline constexpr int kMaxColumns = 12;  // of a table whose cells are aligned; one that has more is set as records

class Layout {
 public:
  static constexpr std::size_t kMostItems = 0xFFFE;

  // `items` holds the longest line: measure / smallest advance of items, 16 or more; longer lines are broken there.
  // More than kMostItems are not used. kNotFound: the style names a strike that the bundle has not. kUnsupported: see
  // Strike::open. kBadCall: the page has no room for a line.
  Status open(Bundle& bundle, const Style& style, std::span<LineItem> items);

  // Fills a page from a place of the flow. `page.lines` is set by the caller; a page ends early when it is full, and
  // shows less of its notes. With a line for each row of the grid it does neither. kEnd: the flow has nothing at or
  // after `start`. kIo. Damage never fails: what is damaged is left out.
  Status page(const Flow& flow, Place start, Page& page);

  // The symbols of a line of a page, ready to draw; valid until the next call.
  Status items(const Flow& flow, const Line& line, std::span<const LineItem>& items);

  // One line of a unit from a point; `next` is where the line after it begins. For those who need lines without pages.
  // kEnd: the unit has no text at or after `from`.
  Status line(const Flow& flow, const TextPoint& from, Line& line, TextPoint& next);

  const Style& style() const { return style_; }
  Bundle& bundle() { return *bundle_; }
  // Makes the style's strikes ready to be drawn with: see Strike::load. Only where style().metrics is kStrike.
  Status load_strikes(std::span<std::uint8_t> memory, std::uint32_t& used);
  // The strike that a line of this kind is drawn with. Only where style().metrics is kStrike.
  Strike& strike_for(BlockKind kind) { return strikes_[strike_of(kind)]; }
  std::int32_t em_q6(BlockKind kind) const;
  std::int32_t measure_q6() const { return measure_q6_; }
  bool vertical() const { return style_.direction == Direction::kVertical; }
  // px from the left edge of the page to the type area, from its top where lines are vertical.
  std::int16_t left() const { return left_; }
  // px from the top of the page to the first row of the grid, from its right edge where lines are vertical.
  std::int16_t top() const { return top_; }
  // px from the top of the page to the baseline of a line. Where lines are vertical, from its right edge to the
  // baseline of letters that lie on their side; an upright box reaches as far below it, to the left, as it does in a
  // horizontal line.
  std::int16_t baseline(const Line& line);
  std::int16_t rows() const { return rows_; }
  // With so many items or more since open() all lines would have been the same.
  std::uint32_t line_items() const { return line_items_; }

 private:
  struct Box;
  struct Cut;
  struct Cuts;
  struct Filling;
  struct Ruby;
  struct Turn;
  class GlueWalk;
  Status fill_body(const Flow& flow, Place start, Page& page, Turn& turn);
  int lines_to_stay(const Page& page, int count, const Turn& turn) const;
  Status make_room(const Flow& flow, Page& page, Turn& turn);
  Status place_notes(const Flow& flow, Page& page, std::uint32_t end_mark);
  Status new_note(const Flow& flow, std::uint32_t first_mark, std::uint32_t mark, Note& note);
  Status lay_note(const Flow& flow, const Note& note, int room, Page* page, int& rows);
  Status next_line(const Flow& flow, Line& line);
  Status fill(const Box& box, Cut& cut);
  Status fill_to_end(Filling& filling);
  Status one_symbol_follows(const Filling& filling, const Cut& cut, bool& one);
  Status advance_of(const Box& box, const TextItem& item, std::int32_t& advance_q6);
  Status measure(Filling& filling, TextItem& item, std::int32_t& advance_q6, bool& in_cell);
  Status cell_length(const TextItem& first, std::uint8_t& length);
  Status ruby_group(Filling& filling, const TextItem& first);
  Status place_in_cell(Filling& filling, const TextItem& item, std::uint8_t styles);
  void drop_hyphens(Cut& cut);
  Status resume(const Flow& flow, const TextPoint& point);
  Status find_columns(const Flow& flow, std::uint32_t unit);
  void place_columns(std::int32_t em_q6);
  std::int32_t tab_q6(const Box& box, std::int32_t pen_q6, std::uint8_t& column) const;
  void adjust(const Box& box, const Cut& cut);
  static constexpr int strike_of(BlockKind kind) { return kind == BlockKind::kTitle ? kMaxLayoutStrikes - 1 : 0; }
  Box box_for(const Flow& flow, const Unit& unit, bool first_line) const;
  Box box_of(const Flow& flow, const Line& line) const;
  int gap_rows(BlockKind before, BlockKind after) const;

  Style style_;
  std::int16_t left_ = 0, top_ = 0;
  std::int16_t rows_ = 0;
  std::int32_t measure_q6_ = 0;
  Bundle* bundle_ = nullptr;
  std::span<LineItem> items_;
  std::uint32_t line_items_ = 0;
  TextPoint ahead_;  // where the page behind the one that was laid out last begins; only of a place inside a unit
  // The table that was looked at last: where its columns begin, from the left edge of its box. None: they do not fit.
  struct Columns {
    std::uint32_t unit = 0xFFFFFFFF;
    std::uint8_t count = 0;
    std::int32_t q6[kMaxColumns] = {};
  };
  Columns columns_;
  TextCursor cursor_;
  Strike strikes_[kMaxLayoutStrikes];
};

}  // namespace lr
