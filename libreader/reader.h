// A reader: a bundle, a style, a place, and the way back. All a front end needs besides its keys and its screen.
//
//   alignas(8) std::byte memory[12 * 1024];
//   lr::Reader reader;
//   if (reader.open(source, memory, {}) != lr::Status::kOk) …
//   reader.set_style(lr::style_for_screen(400, 300, 0, 0, 20));
//   reader.open_article(0);
//   do reader.paint(surface); while (reader.next() == lr::Status::kOk);
#pragma once
#include <libreader/bookmark.h>
#include <libreader/bundle.h>
#include <libreader/draw.h>
#include <libreader/layout.h>
#include <libreader/reader/page_starts.h>
#include <libreader/reader/page_table.h>
#include <libreader/search.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace lr {

// What the caller's memory is cut into. The defaults serve a page of 800 by 480 in about 9.8 KB.
struct Limits {
  std::uint16_t cache_pages = 8;     // 520 bytes each: pages of the bundle's tables
  std::uint16_t page_lines = 48;     // lines of a page; 32 bytes each
  std::uint16_t line_items = 128;    // symbols of a line; 12 bytes each
  std::uint16_t page_starts = 64;    // 8 bytes each: the way back, see reader/page_starts.h
  std::uint32_t glyph_bytes = 2048;  // the largest picture of the style's strikes and what decoding it takes, their
                                     // models where the source is not mapped (Strike::picture_bytes(), model_bytes());
                                     // of what is left 3 KB are for painting (lr::paint), the rest keeps pictures
  std::uint16_t kept_phrases = 0;  // 8 bytes each: phrases of the text code, taken apart. With 4,096 a PC
                                   // decodes text in two thirds of the time
  std::uint8_t pages_a_call = 4;  // of pictures, fetched at once into half of the cache at most; 1 where bytes cost
                                  // more than calls
};

// The memory that Reader::open needs for these limits.
std::size_t workspace_bytes(const Limits& limits);

// How many pages an article has: as counted, or estimated from the pages known so far ("page 7 of about 40").
struct PageCount {
  std::uint32_t pages = 0;
  bool is_exact = false;
};

class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;  // its parts point into each other
  Reader& operator=(const Reader&) = delete;

  // Opens the bundle; `workspace` belongs to the caller, is aligned to 8 and outlives this. kNoSpace: smaller than
  // workspace_bytes(limits). kDamaged, kUnsupported, kIo: see Bundle::open.
  Status open(const Source& source, std::span<std::byte> workspace, const Limits& limits);

  Bundle& bundle() { return bundle_; }
  Layout& layout() { return layout_; }
  const Layout& layout() const { return layout_; }
  // Sets or changes the style; the place that was last gone to is kept, however often the style changes. See
  // Layout::open. kNoSpace: the strikes take more than limits.glyph_bytes. `more` may be null or another strike of the
  // bundle, which outlives the style: glyphs() can draw it then, as strike number kMoreStrike.
  Status set_style(const Style& style, Strike* more = nullptr);
  static constexpr std::uint8_t kMoreStrike = 2;

  // The n-th strike's facts, to choose a style by; of a scalable one at that size. kNotFound, kDamaged, kIo,
  // kUnsupported.
  Status strike(std::uint32_t index, Strike& strike, Scaling scaling = {});

  // Opens an article at its first page. kNotFound, kDamaged, kIo.
  Status open_article(std::uint32_t index);
  std::uint32_t article_index() const { return article_index_; }
  const Article& article() const { return article_; }

  // Turns the page. kEnd: there is none; the place is kept. After a call that ended in kIo the page may be empty; then
  // these show the page of before that call anew, or where it was to go when that was an article, a note or the way
  // back.
  Status next();
  Status previous();
  // Shows the page that holds the place. In an article, not in a note. Where the bundle has a page table for the style
  // this and all other jumps lay out one page, else the pages from the last one known before it on.
  Status go_to(Place place);
  // The same by locator; opens its article where it is another. kNotFound: no such article in this bundle.
  Status go_to(const Locator& locator, Certainty& certainty);
  Status go_to_heading(std::uint32_t index);
  // Shows what search found: in the body the page of the hit, in a note the note, in front matter the first page. Opens
  // the hit's article where it is another. kNotFound: a hit of another bundle.
  Status go_to(const Hit& hit);
  // The place before which this part of the body's code points stands, in 1/1000; from 1000 on the article's end.
  Status place_at(std::uint32_t per_mille, Place& place);
  // Page by number, from 0. kEnd: there are fewer; shows the last one.
  Status go_to_page(std::uint32_t number);

  // Shows a note of the article, from 0; next() and previous() stay within it. back() returns to where it was called
  // from.
  Status open_note(std::uint32_t index);
  // Shows where a link of the bundle leads: the page of a block, or a note. back() returns to the page that it stands
  // on, also in another article; the last kMostOrigins links are remembered, until an article is opened otherwise.
  // kNotFound: no such link.
  Status open_link(std::uint32_t index);
  static constexpr int kMostOrigins = 2;
  // From a note, else from where a link led. kNotFound: from neither.
  Status back();
  bool can_go_back() const { return in_note_ || origins_[0].article != kNoArticle; }
  bool in_note() const { return in_note_; }
  std::uint32_t note_index() const { return note_index_; }

  // What is shown.
  const Page& page() const { return page_; }
  const Flow& flow() const { return flow_; }
  std::uint32_t page_number() const { return page_number_; }  // from 0
  // Pages of what is shown, article or note: exact where a page table or the last page has been seen, else an estimate
  // that gets better as pages are turned.
  PageCount page_count();
  // How far the page's start lies in the article, in 1/1000, by code points of the body.
  std::uint32_t per_mille();
  // The place of the page's first line, as a locator; in a note, where it was opened from.
  Status place(Locator& locator);

  // The pictures of the style's strikes, those kept among them.
  GlyphCache& glyphs() { return glyphs_; }

  // Draws the page onto a surface, or a band of it. `spare`: memory that is free while this runs, for lr::paint; where
  // it is less than what the limits leave for that, the latter is taken.
  Status paint(const Surface& surface, std::span<std::uint8_t> spare = {});
  // The symbols of the page's n-th line, those of notes at its foot behind the others. Valid until the next call.
  Status line_items(std::uint32_t line, std::span<const LineItem>& items);
  // Notes whose marks stand on the page: their indices in reading order, each once, at most notes.size(); `count` of
  // them.
  Status notes_on_page(std::span<std::uint32_t> notes, std::uint32_t& count);
  // Links of which a part stands on the page: their indices in the bundle (Bundle::link), at most links.size().
  Status links_on_page(std::span<std::uint32_t> links, std::uint32_t& count);
  // Which items of the page's n-th line are a link: [first, end). kNotFound: none.
  Status link_on_line(std::uint32_t link, std::uint32_t line, std::uint32_t& first, std::uint32_t& end);

 private:
  Status load_strikes(Strike* more);
  Status target_of(std::uint32_t link, Hit& hit);
  Status show(const PageStart& page);
  Status show_known(const PageBound& bound);
  Status walk_to(const PageBound& bound);
  Status find_stored(const PageBound& bound, PageStart& found);
  bool begins_with_a_line() const;
  std::uint32_t code_points_before(Place place);
  void drop_table();
  void forget_pages();
  void keep_place();
  void leave_note();

  bool in_note_ = false;
  bool table_sought_ = false;  // for the article in this style
  bool styled_ = false;
  bool opened_ = false;
  std::uint16_t paint_bytes_ = 0;  // at the end of glyph_memory_: for painting
  std::uint32_t article_index_ = 0;
  std::uint32_t page_number_ = 0;
  std::uint32_t known_pages_ = 0;  // of the article in this style; 0: its last page was not shown yet
  std::uint32_t note_index_ = 0;
  Place start_;   // of the page that is shown, or that an error took away
  Place anchor_;  // what the reader wants to see: the start of the page that was turned to, or the place gone to
  Place return_place_;
  Page page_;
  Flow flow_;
  // Where links were followed from, the last one first.
  struct Origin {
    std::uint32_t article = kNoArticle;
    Place place;
  };
  Origin origins_[kMostOrigins];
  std::span<LineItem> items_;
  std::span<std::uint8_t> glyph_memory_;
  Article article_{};
  PageStarts starts_;
  PageTable table_;
  GlyphCache glyphs_;  // behind the models
  Bundle bundle_;
  Layout layout_;
};

}  // namespace lr
