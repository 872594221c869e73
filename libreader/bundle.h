// A bundle: one immutable file of articles, opened for reading. Holds no text; everything is read from the source when
// it is asked for, through a few cached pages.
//
// Reads what pack/bundle_writer.cpp writes. The format is specified in bundle/FORMAT.md.
#pragma once
#include <libreader/base/storage.h>
#include <libreader/bundle/block.h>
#include <libreader/ports.h>
#include <libreader/text/alphabet.h>
#include <libreader/text/control.h>
#include <libreader/text/symbol.h>
#include <libreader/text/text_code.h>
#include <libreader/tier.h>

#include <cstdint>
#include <span>

namespace lr {

// Language of an article; decides indents and such, never where lines break.
enum class ArticleLanguage : std::uint8_t { kZhHans, kZhHant, kJa, kKo, kEn, kOther = 255 };

// One article. Units are its blocks, numbered through the whole bundle: front matter, then body, then notes.
struct Article {
  std::uint64_t id;          // of the id's UTF-8 form (FNV-1a, 64 bits); stable over re-packs
  std::uint32_t first_unit;  // the title
  std::uint32_t front_units;
  std::uint32_t body_units;
  std::uint32_t first_note;  // in the bundle's notes
  std::uint32_t notes;
  std::uint32_t first_mark;  // in the bundle's note marks
  std::uint32_t marks;
  std::uint32_t first_heading;  // in the bundle's headings
  std::uint32_t headings;
  std::uint32_t code_points;  // of the body's reading text
  std::uint32_t name_offset;  // see Bundle::article_name
  std::uint8_t name_bytes;
  ArticleLanguage language;

  std::uint32_t first_body_unit() const { return first_unit + front_units; }
  std::uint32_t end_unit() const { return first_unit + front_units + body_units; }
};

// One block: a unit of text.
struct Unit {
  std::uint32_t first_chunk;
  std::uint16_t chunks;
  std::uint16_t units_before;  // in its chunk, where short units share one
  bool shares_chunk;
  std::uint16_t marks_before;  // note marks of the article before this unit
  BlockKind kind;
  std::uint8_t level;  // headings 1..6; tables: columns, and kHeadedTable
  std::uint8_t quote_depth;
  std::uint8_t list_depth;
  std::uint32_t code_points_before;  // of the article's body before this unit; front matter and notes: 0
};

struct Note {
  std::uint32_t first_unit;
  std::uint32_t units;
};

struct Heading {
  std::uint32_t unit;
  std::uint8_t level;
};

// A part of a unit's reading text that leads to another place of the bundle.
struct Link {
  std::uint32_t unit;
  std::uint32_t code_point;  // its first one
  std::uint32_t length;      // code points
  std::uint32_t article;     // where it leads
  std::uint32_t block;       // a unit of that article, from 0: the title
};

// A line of the bundle's contents or of another list of its articles: an article, or a title that others stand under.
// Item 0 of the contents is the bundle's own title, at depth 0. The title's text is read with TextCursor::open.
struct NavigationItem {
  std::uint32_t article;       // or kNoArticle
  std::uint32_t title_offset;  // in section LIST
  std::uint16_t title_bytes;
  std::uint8_t depth;
};

// The contents, and all articles in three orders: by title (Chinese by pinyin), by author (those without one last), and
// by date (the latest first, those without one last).
enum class List : std::uint8_t { kContents, kTitle, kAuthor, kDate };

// When an article came out. Year 0: not known; month or day 0: likewise.
struct Date {
  std::uint16_t year;
  std::uint8_t month, day;
};

inline constexpr std::uint32_t kNoArticle = 0xFFFFFFFF;
inline constexpr int kMaxStrikes = 12;
inline constexpr std::uint32_t kMaxIdBytes = 255;

// Everything a unit's text can be resumed from. Compare `unit` and `code_point` only: the rest follows from them.
struct TextPoint {
  std::uint32_t unit = 0;
  std::uint32_t code_point = 0;  // of the unit's reading text
  std::uint32_t chunk = 0;
  std::uint16_t bit = 0;    // of the chunk: where the token begins that the next symbol is of
  std::uint16_t marks = 0;  // note marks of the article before this place
  std::uint8_t styles = 0;
  std::uint8_t span = 0;     // the open Control span, 0 for none
  std::uint8_t context = 0;  // of the token
  std::uint8_t taken = 0;    // symbols of the token that lie before this place
};

// What TextCursor::next finds.
struct TextItem {
  Symbol symbol;
  const SymbolGroup* group;
  Opportunity before;   // of the boundary before this symbol; at the start of a unit or seek it says nothing
  std::uint8_t styles;  // RunStyle bits
  std::uint8_t span;    // kNoteMarkSpan, kLabelSpan, or 0: reading text
  std::uint16_t mark;   // in a note mark: which of the article, from 0
};

// What a bundle's front says of its sections: where they lie, and how many records tables have. Zeros: it has none. Set
// as a whole, in one go.
class SectionPlaces {
 protected:
  // The first seven have as many records as the header says, in its order.
  enum TableName : std::uint8_t {
    kArticles,
    kUnits,
    kChunks,
    kNotes,
    kMarks,
    kHeadings,
    kNavigation,
    kCodePoints,
    kClusters,
    kNames,
    kTitles,
    kOrders,
    kTitleOrder,
    kKeys,
    kFind,
    kMenu,
    kPageTables,
    kFolds,
    kLinks,
    kTableNames
  };
  enum RangeName : std::uint8_t { kAlphabet, kTextCode, kPhrases, kText, kList, kSearch, kRangeNames };
  static constexpr int kCountedTables = 7;

  std::uint8_t strike_count_, grown_strikes_;
  std::uint16_t version_;
  std::uint32_t front_bytes_;
  std::uint32_t listed_chunks_;
  std::uint32_t unit_count_, chunk_count_;
  std::uint32_t damaged_chunks_;
  std::uint64_t id_;
  Range ranges_[kRangeNames];
  Range added_alphabet_;
  GrownTable tables_[kTableNames];
  Range strikes_[kMaxStrikes], added_glyphs_[kMaxStrikes];
};

class Bundle : private SectionPlaces {
 public:
  Bundle();
  Bundle(const Bundle&) = delete;  // its parts point at each other
  Bundle& operator=(const Bundle&) = delete;

  // Reads header and tables; `pages` is the page cache (one or more, four are good) and outlives this.
  // kDamaged: not a bundle, or cut short, or header damaged. kUnsupported: of another version; not mapped, and the
  // build is for the small tier (tier.h). kIo.
  Status open(const Source& source, std::span<Storage::Page> pages);

  std::uint32_t articles() const { return tables_[kArticles].records; }
  std::uint32_t strikes() const { return strike_count_; }
  std::uint64_t id() const { return id_; }
  std::uint16_t version() const { return version_; }
  std::uint32_t front_bytes() const { return front_bytes_; }
  std::uint32_t navigation_items() const { return tables_[kNavigation].records; }

  // Each reads one record. kNotFound: no such index. kDamaged, kIo.
  Status article(std::uint32_t index, Article& article);
  Status unit(std::uint32_t index, Unit& unit);
  Status note(const Article& article, std::uint32_t index, Note& note);
  Status heading(const Article& article, std::uint32_t index, Heading& heading);
  Status navigation(std::uint32_t index, NavigationItem& item);
  // Lines of a list; a bundle may come without the sorted ones.
  std::uint32_t list_items(List list) const;
  Status list_item(List list, std::uint32_t index, NavigationItem& item);
  // Of the n-th line of List::kDate.
  Status list_date(std::uint32_t index, Date& date);
  // Fetches lines of a list, for a screen that is about to show them: two reads of storage where they fit `buffer` (1
  // KiB is good for twelve lines of 80 bytes), and those lines cost no further ones, but for List::kAuthor and kDate,
  // whose titles do not lie together. `buffer` belongs to the caller and is left alone until release_ahead(). kIo.
  Status read_ahead(List list, std::uint32_t first, std::uint32_t count, std::span<std::uint8_t> buffer);
  void release_ahead() { storage_.release_ahead(); }
  // The note that the article's mark stands for, from 0.
  Status note_of_mark(const Article& article, std::uint32_t mark, std::uint32_t& note);
  // Links, in the order of their units and of their places in them. kNotFound: no such index.
  std::uint32_t links() const { return tables_[kLinks].records; }
  Status link(std::uint32_t index, Link& link);
  // The first link that ends behind a place: that many lie before it. kDamaged, kIo.
  Status first_link(std::uint32_t unit, std::uint32_t code_point, std::uint32_t& index);
  // The article with this id. kNotFound.
  Status find_article(std::uint64_t id, std::uint32_t& index);
  // The unit that holds the n-th field of a kind: BlockKind::kAuthor, 1 is the second author. kNotFound.
  Status field(const Article& article, BlockKind kind, std::uint32_t n, std::uint32_t& unit);
  // The id's UTF-8 form, not terminated; `to` has room for kMaxIdBytes.
  Status article_name(const Article& article, char* to);

  // The UTF-8 form of a symbol, not terminated. kNoSpace: it is longer than `room`.
  Status symbol_text(Symbol symbol, char* to, std::uint32_t room, std::uint32_t& bytes);
  // The code points of a symbol. kNoSpace: more than `room`.
  Status symbol_code_points(Symbol symbol, std::uint32_t* to, std::uint32_t room, std::uint32_t& count);
  // A symbol that stands for this code point alone. In a font pack, a bundle without articles, a binary search of each
  // group; in others all symbols are passed over. kNotFound, kDamaged, kIo.
  Status find_symbol(std::uint32_t code_point, Symbol& symbol);

  // Where the n-th strike lies, and the glyphs that were added to it; see Strike::open.
  Range strike_range(std::uint32_t index) const { return strikes_[index]; }
  Range added_glyphs(std::uint32_t index) const { return added_glyphs_[index]; }
  // Where the section for search lies; of no bytes where there is none. Its lists are of the first listed_chunks()
  // chunks.
  Range search_range() const { return ranges_[kSearch]; }
  std::uint32_t listed_chunks() const { return listed_chunks_; }
  // Folds beside those of that section: u24 code point, u16 symbol.
  const GrownTable& added_folds() const { return tables_[kFolds]; }

  // The bytes of section PAGE, see reader/page_table.h; of no records where there is none.
  const GrownTable& page_tables() const { return tables_[kPageTables]; }

  // A piece of text that is stored by itself, with one checksum.
  struct Chunk {
    std::uint32_t offset;  // in section TEXT
    std::uint32_t bytes;   // without its CRC
    std::uint16_t marks;   // note marks that end in it
    std::uint16_t code_points;
  };
  std::uint32_t chunks() const { return chunk_count_; }
  // kDamaged: no such chunk, or its record is damaged. kIo.
  Status chunk(std::uint32_t index, Chunk& chunk);
  // Its bytes: in `buffer` (room for kPageBytes), or in place where the source is mapped. kDamaged, kIo.
  Status chunk_bytes(const Chunk& chunk, std::uint8_t* buffer, const std::uint8_t*& bytes) {
    return stored_text(ranges_[kText], chunk.offset, chunk.bytes, buffer, bytes);
  }

  // Whether the bundle has menus in a language, and the n-th text of them (app/strings.h): at most `room` symbols of
  // it. kNotFound: no menus in this language, or no such text. kDamaged, kIo.
  bool has_menu(ArticleLanguage language);
  Status menu_text(ArticleLanguage language, std::uint32_t number, Symbol* to, std::uint32_t room,
                   std::uint32_t& count);

  const Alphabet& alphabet() const { return alphabet_; }
  TextCode& text_code() { return text_code_; }
  Storage& storage() { return storage_; }

  // Chunks that failed their checksum and were passed over since open: what a front end may warn of.
  std::uint32_t damaged_chunks() const { return damaged_chunks_; }
  void count_damaged_chunk() { ++damaged_chunks_; }

 private:
  friend class TextCursor;
  friend class TitleSearch;
  Status stored_text(const Range& section, std::uint32_t offset, std::uint32_t bytes, std::uint8_t* buffer,
                     const std::uint8_t*& to);
  Status read_all(const Source& source, std::span<Storage::Page> pages);
  Status row(TableName name, std::uint32_t index, const std::uint8_t*& record);
  const GrownTable& table_of(List list) const;
  struct TitleRecord {
    NavigationItem item;
    std::uint16_t key_bytes;
    std::uint32_t keys_offset;  // in section KEYS
  };
  struct OrderRecord {
    std::uint32_t by_author, by_date;  // lines of the list of titles
    std::uint32_t date;
    std::uint32_t by_id;  // an article
  };
  Status title_record(std::uint32_t index, TitleRecord& record);
  Status order_record(std::uint32_t index, OrderRecord& record);
  Status find_in_order(std::uint64_t id, std::uint32_t& index);
  Status rare_code_point(Symbol symbol, std::uint32_t* to, std::uint32_t room, std::uint32_t& count);
  struct Front;
  Status read_front(std::span<std::uint8_t> buffer);
  Status read_header(std::uint32_t at, Front& front);
  Status read_sections(const Front& front);
  Status read_added(const Front& front);
  void place_section(std::uint32_t tag, Range range, bool in_place, const Front& front);
  static void place_table(GrownTable& table, std::uint16_t record_bytes, Range range, bool in_place);
  void place_strike(Range range, bool in_place);
  void hold_counts(const Front& front);
  Status load_alphabet();
  Status checked_alphabet(Range range, std::uint8_t* buffer, const std::uint8_t*& bytes);

  Storage storage_;
  Alphabet alphabet_;
  TextCode text_code_;
};

// Reads the text of one unit symbol by symbol. Holds one chunk; copy `point()` to come back to a place.
class TextCursor {
 public:
  TextCursor() = default;
  explicit TextCursor(Bundle& bundle) : bundle_(&bundle) {}

  // Reads from this bundle from now on; nothing is open. For a cursor that is too large to be made on the stack anew.
  void attach(Bundle& bundle);

  // Goes to the start of a unit. kNotFound, kDamaged (the unit's record), kIo.
  Status open(std::uint32_t unit);
  // Goes to the start of a title of the contents.
  Status open(const NavigationItem& item);
  // Goes to a code point of a unit: behind what belongs to the text before it (its note marks), before a label.
  Status seek(std::uint32_t unit, std::uint32_t code_point);
  // Goes back to where point() was taken; `previous_class` is the break class of the symbol before, where next() is to
  // tell whether a line may break there.
  Status resume(const TextPoint& point, std::uint8_t previous_class = 0);

  // The next symbol. kEnd: the unit is at its end. A damaged chunk is passed over and counted in the bundle. kIo.
  Status next(TextItem& item);

  const TextPoint& point() const { return point_; }
  const Unit& unit() const { return unit_; }
  Bundle& bundle() const { return *bundle_; }

 private:
  void begin_context();
  Status load_chunk(std::uint32_t chunk);
  Status next_symbol(Symbol& symbol);
  Status next_of_title(Symbol& symbol);
  Status begin_token();
  Status pass_units();
  void pass_damage();
  void remember_chunk();
  void end_unit();
  void advance_chunk();
  void apply_control(Symbol control);

  Bundle* bundle_ = nullptr;
  bool chunk_damaged_ = false;
  std::int8_t exception_ = -1;
  std::uint8_t previous_class_ = 0;
  TextPoint point_;
  std::uint16_t token_end_ = 0;  // the end of the token at point_, a bit of the chunk
  // What lies before the chunk that was begun last, and where the unit after the last one that was read to its end
  // begins, if both share a chunk.
  std::uint16_t begun_marks_ = 0;
  std::uint16_t next_unit_bit_ = 0;
  std::uint32_t begun_chunk_ = 0xFFFFFFFF;
  std::uint32_t begun_code_point_ = 0;
  std::uint32_t next_unit_ = 0xFFFFFFFF;
  std::uint32_t next_unit_chunk_ = 0;
  std::uint32_t loaded_chunk_ = 0xFFFFFFFF;
  std::uint32_t chunk_code_points_ = 0;  // of the loaded chunk
  std::uint32_t chunk_marks_ = 0;
  std::uint32_t chunk_size_ = 0;
  const std::uint8_t* bytes_ = nullptr;
  Unit unit_{};
  Expansion token_;         // what is left of the token at point_
  NavigationItem title_{};  // while point_.chunk is kTitleChunk
  std::uint8_t buffer_[kSmallTier ? 1 : kChunkCopyBytes] = {};
};

}  // namespace lr
