// What the steps of the PDF importer work on: words with their boxes, lines made of them, and what each step found out
// about a line. Units are points, from the upper left corner of the page; a page of vertical or turned text is turned
// first (direction.cpp), so that every step sees lines from left to right and top to bottom.
#pragma once
#include <libreader/bundle/block.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace lr::pack::pdf {

struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  double middle() const { return (y0 + y1) / 2; }
  void add(const Box& other) {
    x0 = std::min(x0, other.x0);
    y0 = std::min(y0, other.y0);
    x1 = std::max(x1, other.x1);
    y1 = std::max(y1, other.y1);
  }
};

struct Word {
  std::u32string text;
  Box box;
  double size = 0;   // of the font
  int font = -1;     // in the fonts of its page; -1 for unknown
  int rotation = 0;  // quarter turns, clockwise
  bool is_vertical = false;
  bool is_bold = false;
  bool is_mono = false;
};

// Why text of a page reaches no block; empty for body text.
using Reason = std::string;

struct Page {
  int number = 0;  // from 1
  double width = 0, height = 0;
  bool is_vertical = false;  // was turned: its lines were columns of vertical text
  std::vector<Word> words;
  std::vector<Word> strays;  // words across the direction of the page
  std::vector<std::string> fonts;          // their names
  std::map<Reason, std::u32string> left_out;  // text that is in no word
};

struct TextLine {
  std::vector<Word> words;              // from left to right
  std::u32string text;                  // printed references stand as recover::kReference + number
  std::vector<std::u32string> printed;  // how each of them is printed
  Box box;
  double size = 0;  // the largest that a quarter of its characters has
  bool is_bold = false, is_mono = false;
  int page = 0, region = 0;     // page from 1; region: column or band, counted through the document
  double left = 0, right = 0;   // edges of its column, known for sure in paragraphs.cpp
  double page_height = 0;
  int number = 0;               // running number in the account

  // What the steps find:
  Reason dropped;
  int note = -1;          // belongs to this note
  bool is_title = false;
  bool starts = true;     // a paragraph begins here
  bool after_gap = false; // white space above, more than between two lines
  int level = 0;          // of a heading
  BlockKind kind = BlockKind::kParagraph;
  std::u32string label;   // of a list item; already taken out of `text`
  std::u32string block;   // of a table or code: the text of all its lines
  bool is_absorbed = false;  // stands in the `block` of a line before it

  bool is_body() const { return dropped.empty() && note < 0 && !is_title && !is_absorbed; }
};

// A note as it is gathered; `label` is its number, 0 for a star, or -1 while unknown.
struct PageNote {
  int number = -1;
  int page = 0, line = 0;
  std::u32string label, text;
  bool is_linked = false;
};

struct OutlineEntry {
  std::u32string title;  // without spaces
  int level = 1;
};

struct Document {
  std::vector<TextLine> lines;  // in reading order
  std::vector<PageNote> notes;
  std::vector<OutlineEntry> outline;
  std::u32string title;  // that the file says, without spaces
  double body_size = 0;
  int pages = 0;
};

}  // namespace lr::pack::pdf
