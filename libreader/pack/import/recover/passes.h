// The passes, in the order in which recover.cpp runs them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../../import.h"
#include "draft.h"

namespace lr::pack::recover {

// residue.cpp: Markdown and HTML signs of OCR output become plain text (D16, D19, D26).
void read_markup(Draft& draft, Remarks& remarks);

// pages.cpp: form feeds leave the text, and the lines where pages begin are marked (D2).
std::vector<int> take_form_feeds(std::u32string& text);
void mark_pages(Draft& draft, const std::vector<int>& first_lines);

// page_margins.cpp: what stands again and again at the heads and feet of pages, and their left margin (D4).
void remove_margins(Draft& draft, Remarks& remarks);

// underlines.cpp: headings underlined by a row of signs (D16).
void take_underlines(Draft& draft, Remarks& remarks);

// furniture.cpp: running heads, page numbers, rules (D3, D4, D8).
void remove_furniture(Draft& draft, Remarks& remarks);

// page_notes.cpp: notes with [1], ①, * at the page foot and their references (D3, D9-D15).
void take_labelled_notes(Draft& draft, Remarks& remarks);

// end_notes.cpp: notes as an ordered list at the end, with references [1] (D9).
void take_end_notes(Draft& draft, Remarks& remarks);

// flat_notes.cpp: notes whose numbers lost their superscript (D5, D9, D11).
void take_flat_notes(Draft& draft, Remarks& remarks);

// web_page.cpp: link lists, advertising, copyright lines around and inside an article (D7, D29).
void remove_web_page(Draft& draft, Remarks& remarks);

// novel.cpp: what the web site of a novel says between chapters; volumes above chapters (D17, D29).
void remove_novel_site(Draft& draft, Remarks& remarks);
void nest_chapters(std::vector<Block>& blocks);

// journal.cpp: an issue becomes its articles; contents, masthead, English abstracts (D18, D28, D29).
std::vector<Draft> split_issue(Draft draft, Remarks& remarks);

// contents.cpp: a table of contents with leaders (D29).
void drop_contents(Draft& draft, Remarks& remarks);

// front.cpp: title, authors, labelled fields at the head (D28).
void take_front(Draft& draft, Remarks& remarks);

// tail.cpp: editor, translator, author's note, English abstract, pages about the publisher (D28, D29).
void take_tail(Draft& draft, Remarks& remarks);

// headings.cpp: level 1 to 6, or 0 (D16-D18).
std::vector<int> heading_levels(const Draft& draft);
bool is_numbered_heading(std::u32string_view text);
bool is_heading_word(std::u32string_view text);  // "结语", "前言"
bool has_spaced_numbers(const Draft& draft);     // "一 …" is how this text numbers its headings
// By the number alone; 0 for none. `spaced`: "一 …" counts; `marked`: "1. …" counts, for the line says that it is one.
int numbered_level(std::u32string_view text, bool spaced, bool marked);

// paragraphs.cpp: lines become blocks (D1-D3, D6, D7), list items, captions and quotes.
std::vector<Block> make_blocks(const Draft& draft, Remarks& remarks);

// typography.cpp: D20-D24, D27. Marks stay where they are.
enum class Kind { kText, kHeading, kNote };
std::u32string set_type(std::u32string_view text, Language language, Kind kind);

// paragraphs.cpp: joins at kSoftBreak (S2), then set_type. With `remarks`, signs that come and go are accounted
// at `line`.
std::u32string settle(std::u32string_view raw, Language language, Kind kind, int line = 0, Remarks* remarks = nullptr);

}  // namespace lr::pack::recover
