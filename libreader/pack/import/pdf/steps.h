// The steps, in the order in which pdf.cpp runs them.
#pragma once
#include <string>
#include <vector>

#include "../../import.h"
#include "../remarks.h"
#include "layout.h"

namespace lr::pack::pdf {

// scales.cpp: the sizes of words in fonts drawn at a scale of their own.
void mend_sizes(std::vector<Page>& pages);

// direction.cpp: the direction in which most of a page is set becomes left to right; words across it become strays.
void turn(Page& page);

// columns.cpp: the words of a page in regions, in the order in which they are read. `gutters` are places where columns
// part elsewhere in the document: there less evidence is enough. find_gutters() adds those of a page.
void find_gutters(const std::vector<Word>& words, std::vector<double>& gutters);
std::vector<std::vector<Word>> split_regions(std::vector<Word> words, std::vector<double> gutters);

// rows.cpp: the words of a region in lines, from top to bottom.
std::vector<TextLine> make_lines(std::vector<Word> words);
std::u32string text_of(const std::vector<Word>& words);

// margins.cpp: running heads, page numbers, watermarks.
void drop_furniture(Document& document);

// tables.cpp: rows of aligned cells; lines in a font of one width are code.
void find_tables(Document& document);
void find_code(Document& document);

// page_foot.cpp: which lines are notes; note_marks.cpp: where they are referred to.
void take_notes(Document& document, Remarks& remarks);
void link_notes(Document& document, Remarks& remarks);

// paragraphs.cpp: where paragraphs begin, list items.
void find_paragraphs(Document& document);

// headings.cpp: the title, headings, captions.
void find_headings(Document& document);

}  // namespace lr::pack::pdf
