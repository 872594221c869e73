// A whole reading application without a platform: library, contents, reading page, notes, bookmarks, search, settings.
// Fed with keys, it paints screens; between keys it has nothing to do, so that the machine may sleep.
//
//   static lr::App app;
//   app.open(setup);
//   for (lr::Update update = app.start();; update = app.press(next_key())) {   // next_key() sleeps
//     if (!update.painted) while (app.paint(surface) == lr::Status::kIo) {}
//     panel_show(update);
//     app.idle(&surface);
//   }
//
// Working memory is this object, `workspace` and `scratch`: 16 KB in all with the default limits on a 32-bit machine,
// no block larger than 8 KB; the frame buffer, or a band of it, comes on top.
#pragma once
#include <libreader/app/notice.h>
#include <libreader/app/settings.h>
#include <libreader/app/strings.h>
#include <libreader/bookmark.h>
#include <libreader/reader.h>
#include <libreader/search.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lr {

enum class Key : std::uint8_t { kUp, kDown, kLeft, kRight, kSelect, kBack, kMenu };

// How a panel should take over what is to be painted. E-ink: the whole panel with the flash that wipes what is left of
// earlier pictures; the whole panel without; some rows without.
enum class Refresh : std::uint8_t { kNone, kRegion, kPartial, kFull };

// What a key has changed.
struct Update {
  Refresh refresh = Refresh::kNone;
  std::int16_t top = 0, bottom = 0;  // the rows of the page (before rotation) that differ: [top, bottom)
  bool painted = false;              // the frame that idle() was given holds it already: there is nothing to paint
};

enum class Screen : std::uint8_t {
  kLibrary,
  kPage,
  kMenu,
  kContents,
  kNotes,
  kGoTo,
  kBookmarks,
  kSettings,
  kEntry,
  kFound,
  kPick,
  kHits,
  kEnd,
  kFault,
};

// Limits of a Reader that leave room for the rest of an App in 16 KB. Coded strikes are drawn with them where the
// source is mapped; where it is not, direct ones: models need room.
inline constexpr Limits kAppLimits{5, 40, 104, 16, 560};

struct AppSetup {
  Source source{};
  const Store* store = nullptr;    // for places, bookmarks and settings; null: nothing is kept. Outlives the App
  const Scaler* scaler = nullptr;  // of bits_per_pixel (libreader/scale.h), or none: sizes between
  std::int16_t page_width = 0, page_height = 0;  // of the surface, as the reader sees it
  std::uint8_t bits_per_pixel = 1;               // its depth, which strikes are chosen by
  bool notice = true;  // fetches the words that say that storage fails at once; false: a picture says it
  ArticleLanguage language = ArticleLanguage::kOther;  // of the menus at first; kOther: that of the first article
  std::span<std::byte> workspace;                      // workspace_bytes(limits), aligned to 8; outlives the App
  std::span<std::byte> scratch;                        // kAppScratchBytes, likewise
  Limits limits = kAppLimits;
};

class App {
 public:
  App() = default;
  App(const App&) = delete;  // its parts point into each other
  App& operator=(const App&) = delete;

  // Opens the bundle and goes where the reader left off. What storage refuses is no error of this call but a screen
  // that says so. kBadCall: no page size. kNoSpace: workspace or scratch is too small.
  Status open(const AppSetup& setup);

  // What is to be shown first.
  Update start() const { return whole(Refresh::kFull); }

  // A key was pressed; a finger touched the page at (x, y), in pixels as the reader sees it.
  Update press(Key key);
  Update touch(std::int16_t x, std::int16_t y);

  // For a machine whose finger or pointer points at what stands on a page: ports/pointer/page_spot.h finds it. The
  // first takes back what idle() has prepared, so that reader() is at the page that is shown; the second opens a note
  // of its article, by its index, or a link of the bundle, which has kLinkEntry added. On Screen::kPage only. kIo.
  Status take_back() { return prepared_ ? drop_prepared() : Status::kOk; }
  Update open_entry(std::uint32_t entry);

  // Words were typed, on a machine that has a keyboard: shows where all articles have them. UTF-8, at most kQueryBytes;
  // of more nothing is found.
  Update search(std::string_view words);

  // Paints the screen onto a surface, or a band of it. kIo: storage failed, and the screen is now the one that says so:
  // to be painted again, all bands of it, and shown with start(). kBadCall: see draw.h.
  Status paint(const Surface& surface);

  // To be called when the panel has taken the picture: lays the next page out, and paints it onto `frame` if that is
  // not null and the whole panel. Whoever paints something else afterwards paints it over that.
  void idle(const Surface* frame);

  Screen screen() const { return screen_; }
  const Locator& place() const { return place_; }  // of the page that is read; article 0: none yet
  const Settings& settings() const { return settings_; }
  std::uint32_t selected_row() const { return rows_.selected; }
  std::uint32_t found_titles() { return query_bytes_ > 0 ? found().count : 0; }  // by what was typed
  Reader& reader() { return reader_; }

  // What a screen that is a list says, for those who do not see it: its heading, and its rows from first_row() on, as
  // many as it shows and row_count() says. UTF-8, not terminated; what does not fit is left out. kNotFound: no such
  // row. kIo.
  Status heading_text(std::span<char> to, std::uint32_t& bytes);
  Status row_text(std::uint32_t row, std::span<char> to, std::uint32_t& bytes);
  std::uint32_t first_row() const { return rows_.first; }
  std::uint32_t visible_rows() const;
  std::uint32_t row_count();
  // A row's place on the page: row n stands n row_heights below the heading.
  int row_height() const;
  int header_height() const { return strike_.ppem() * 2; }

  static constexpr std::uint32_t kQueryBytes = 48;
  static constexpr std::uint32_t kMaxFound = 24;
  static constexpr std::uint32_t kHitRows = 6;
  static constexpr std::uint32_t kPageNotes = 14;  // notes and links
  static constexpr std::uint32_t kLinkEntry = 0x80000000;
  static constexpr std::uint32_t kSettingRows = 7;  // the last one where the bundle has forms for vertical lines
  static constexpr std::uint32_t kLanguageRow = 5;
  static constexpr std::uint32_t kMenuRows = 8;  // of the longest menu
  static constexpr std::uint32_t kMaxBookmarks = 64;

  // What scratch memory holds: one of these, by screen.
  struct Found {
    NavigationItem titles[kMaxFound];
    std::uint32_t count;
    bool more;
  };
  struct Hits {
    Search search;
    Hit hits[kHitRows + 1];  // and the one behind them
    std::uint32_t count;
    bool more;
  };

  struct Bookmarks {
    struct {
      std::uint64_t article;
      std::uint16_t slot;
    } keys[kMaxBookmarks];
    std::uint32_t count;
  };

 private:
  struct Row;
  class Words;
  class Pen;

  struct Rows {
    std::uint32_t first = 0, selected = 0;
  };
  // A character of the page: which of which line.
  struct Item {
    std::uint16_t line = 0, index = 0;
    constexpr std::uint32_t number() const { return static_cast<std::uint32_t>(line) << 16 | index; }
    friend constexpr bool operator==(const Item&, const Item&) = default;
    friend constexpr bool operator<(const Item& a, const Item& b) { return a.number() < b.number(); }
    friend constexpr bool operator<=(const Item& a, const Item& b) { return a.number() <= b.number(); }
  };

  // app.cpp: opening, faults, what keys come to
  Status begin();
  Status resume();
  Update act(Key key);
  Status handle(Key key);
  struct Shown {
    Screen screen;
    List list;
    Rows rows;
    Place page;
    bool note;
  };
  Shown what_is_shown() const { return {screen_, list_, rows_, reader_.page().start, reader_.in_note()}; }
  Update settle(Status status, const Shown& before);
  Update after(Status status, const Shown& before);
  Update whole(Refresh refresh) const { return {refresh, 0, setup_.page_height, false}; }
  void fail();
  bool is_replaced();

  // choose.cpp: strikes, style, language
  Status choose_language();
  Status choose_strike();
  Status draw_notice();
  Status find_strike(int ppem, int step, std::uint8_t& index, std::uint16_t& found);
  Status choose_style(Style& style);
  Status apply_settings();
  void change_setting(std::uint32_t row, int step);
  bool has_direction() { return reader_.bundle().alphabet().has_vertical_forms(); }
  Key along_lines(Key key) const;
  void save_settings();
  void load_settings();

  // page.cpp
  Status on_page(Key key);
  Status on_note(Key key);
  Status turn(bool forward);
  void take_prepared();
  Status drop_prepared();
  Status shown();
  Status keep_place();
  void store_place();
  Status open_article(std::uint32_t index);
  Status find_last(std::uint64_t article, Locator& locator);
  Status arrive();
  Status gather_notes();
  Status choose_note();
  Status show_note(std::uint32_t entry);
  Status go_to_percent(std::uint32_t percent);
  Status toggle_bookmark();
  Status find_bookmark(std::uint16_t& slot);
  Status paint_page(const Surface& surface);
  Status paint_footer(Pen& pen);

  // rows.cpp, row_keys.cpp: the screens that are lists
  Status row(std::uint32_t index, Row& row);
  Status library_row(std::uint32_t index, Row& row);
  Status bookmark_row(std::uint32_t index, Row& row);
  void settings_row(std::uint32_t index, Row& row) const;
  bool find_target(std::uint32_t index);
  Status bookmark_at(std::uint32_t index, Bookmark& bookmark);
  static std::uint32_t percent_at(const Article& article, const Unit& unit, std::uint32_t code_point);
  Status progress_of(std::uint32_t article, std::uint32_t& percent, bool& known);
  Text heading_of_screen() const;
  Status on_rows(Key key);
  Status choose_row();
  void remove_bookmark();
  Status choose_menu_row(Text text);
  Status change_row(int step);
  Update touch_heading(std::int16_t x);
  Status step_row(bool forward);
  Status select_first();
  Status select_article(std::uint32_t article);
  Status leave();
  void show_rows(Screen screen);
  void select_row(std::uint32_t row);
  Status paint_rows(const Surface& surface);
  Status paint_row(Pen& pen, const Row& row, int top, bool selected);
  Status paint_header(Pen& pen);
  Text menu_text(std::uint32_t row) const;

  // entry.cpp: typing with four keys
  Status begin_entry();
  Status on_entry(Key key);
  Status choose_quarter(std::uint32_t quarter);
  void quarter(std::uint32_t number, std::uint32_t& first, std::uint32_t& end) const;
  std::uint32_t letter_at(std::uint32_t n) const;
  Status find_letters();
  Status find_titles();
  Status paint_entry(const Surface& surface);
  Status append_symbol(Symbol symbol);

  // find.cpp: words of the page, hits
  Status begin_pick();
  Status on_pick(Key key);
  Status move_pick(int step, bool lines);
  Status search_picked();
  Status search_text();
  Status more_hits();
  Status paint_pick(const Surface& surface);

  Status add_text(Words& words, Text text);
  void add_number(Words& words, std::uint32_t number) const;
  Status add_row(Words& words, const Row& row, std::uint32_t& mark_from, std::uint32_t& mark_end);
  Status add_value(Words& words, const Row& row);
  Row heading_row() const;
  Status add_utf8(const Row& row, std::span<char> to, std::uint32_t& bytes);
  Status add_query(Words& words);
  Status paint_line(Pen& pen, const Row& row, int left, int right, int baseline);
  Status paint_quarter(Pen& pen, std::uint32_t number, int left, int top, int width, int height);
  void paint_arrows(Pen& pen, int x, int y) const;
  Status choose_hit(std::uint32_t index);
  Status choose_language_again();
  Status end_row(std::uint32_t index, Row& row);
  Status hit_row(std::uint32_t index, Row& row);
  Bookmarks& bookmarks() { return *reinterpret_cast<Bookmarks*>(setup_.scratch.data()); }
  void list_bookmarks();
  Found& found() { return *reinterpret_cast<Found*>(setup_.scratch.data()); }
  Hits& hits() { return *reinterpret_cast<Hits*>(setup_.scratch.data()); }

  // What is small stands first: a processor reaches it in shorter instructions.
  Screen screen_ = Screen::kFault;
  bool opened_ = false;    // the bundle is
  bool kept_ = false;      // journal_ is open
  bool reading_ = false;   // an article is open in reader_
  bool prepared_ = false;  // reader_ is one page ahead of what is shown
  bool prepared_frame_ = false;
  bool has_target_ = false;
  bool is_new_place_ = false;    // the page was turned: place_ is to follow
  bool from_hits_ = false;       // the page was reached from hits, which are still there
  bool rows_changed_ = false;    // what the screen shows is not what it showed, by the last key
  bool library_menu_ = false;    // the menu is the library's, not the page's
  bool is_marked_ = false;       // the page has a bookmark, as its menu says
  Text message_ = Text::kCount;  // in place of the footer's title or the list's heading, once
  List list_ = List::kContents;
  bool pick_started_ = false;
  std::uint8_t query_bytes_ = 0, note_count_ = 0;
  std::uint8_t turns_ = 0;                            // of pages, by 256
  std::uint8_t letters_first_ = 0, letters_end_ = 0;  // the stretch of them that is left to choose from
  Settings settings_;
  Item pick_, pick_start_;
  Rows rows_, library_;
  std::uint32_t damaged_ = 0;
  AppSetup setup_;
  Locator place_;
  Locator target_;             // where the key leads, if has_target_; the page that is laid out, if prepared_
  std::uint64_t letters_ = 0;  // of the string of letters: those that a title goes on with
  std::uint32_t go_to_page_ = 0, go_to_percent_ = 0;
  Symbol digits_[10] = {};
  Symbol signs_[6] = {};
  std::uint32_t notes_[kPageNotes] = {};  // of the page, then its links, which have kLinkEntry added
  char query_[kQueryBytes] = {};
  Strike strike_;  // of menus
  Journal journal_;
  Notice notice_;
  TextCursor cursor_;
  Reader reader_;
};

inline constexpr std::size_t kAppScratchBytes = sizeof(App::Hits) > sizeof(App::Found) ? sizeof(App::Hits)
                                                                                       : sizeof(App::Found);

}  // namespace lr
