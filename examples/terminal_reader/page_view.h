// The reading page: draws it, turns it, and jumps. All moving is lr::Reader's; this maps keys to it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "bookmarks_view.h"
#include "found_view.h"
#include "leaves.h"
#include "note_box.h"
#include "screen.h"
#include "settings.h"
#include "text_search.h"
#include "volume.h"

namespace lrread {

// Where to read on: what a list let the user choose.
struct Target {
  std::size_t volume = 0;
  std::uint32_t article = 0;             // where it was left, unless there is
  std::optional<lr::Locator> locator{};  // a place
  std::optional<lr::Hit> hit{};          // or a hit of a search
  std::string sought{};                  // of the hit
};

class PageView {
 public:
  PageView(Screen& screen, Library& library, std::size_t volume, Settings& settings, FoundView& found);

  // Reads on at a place of the volume until the user leaves it. The message says why it could not be opened.
  std::string read(const Target& target);
  // Where the user wants to go on, in another volume.
  const std::optional<Target>& onward() const { return onward_; }

 private:
  // The page and the status line: page_view.cpp.
  lr::Status open(const Target& target);
  void run();
  bool fit();
  void take_page();
  void show();
  void draw();
  void draw_status(int row);
  std::string page_of_pages();
  bool has_bookmark();
  int look_of(const lr::terminal::Cell& cell) const;
  void remember();
  void note_place();

  // Keys: page_keys.cpp. false: the article was left.
  bool on_key(Key key);
  void on_click();
  void preview();
  void change_settings(Key key);

  // From page to page and line to line: page_turns.cpp.
  bool scrolls() const { return settings_.motion == Motion::kScroll; }
  bool vertical() const { return settings_.direction == lr::Direction::kVertical; }
  void turn(int direction);
  void turn_leaves(int direction);
  void move_line(int direction);
  bool line_up();
  void line_down();
  void ask_onward(int direction);
  void open_neighbour(int direction);
  lr::Status open_article(std::uint32_t article);

  // Jumps: page_jumps.cpp.
  void jump(lr::Place place);
  void leave_trail(lr::Place from, std::uint32_t article);
  void jump_back();
  void jump_to_heading();
  bool go_to_heading_with(const std::string& words);
  void jump_to_bookmark();
  lr::Status go_to(const lr::Locator& locator);
  void ask_place(bool percent);
  void go_to_per_mille(std::uint32_t per_mille);
  void add_bookmark();

  // Hits: page_search.cpp.
  void ask_search();
  void search_everything();
  void next_hit(int direction);
  bool next_article_with_hits(int direction);
  void go_to_hit(std::size_t index);

  struct Range {  // of text
    lr::Place from, to;  // both within
    bool holds(lr::Place place) const { return from <= place && place <= to; }
  };

  // Notes and links: page_notes.cpp.
  struct Spot {  // a note mark of the article, or a link of the bundle
    bool is_link;
    std::uint32_t number;
    Range range;  // of a link
  };
  void find_spots();
  void select_spot(int direction);
  void open_selected_spot();
  void open_spot(const Spot& spot);
  void open_note_of(std::uint32_t mark);
  void follow_link(std::uint32_t link);
  void choose_spot_of_note();
  void go_to_note(int direction);
  void draw_note();
  void on_note_key(Key key);
  void follow_link_of_note(std::uint32_t link);
  void say_links_of_note();

  // Highlights: page_highlights.cpp.
  void find_highlights();
  void select_text();
  void draw_selection(const Range& range, const std::string& hint);
  void add_highlight(const Range& range);
  std::string text_in(const Range& range);
  bool length_of(const Range& range, std::uint32_t& code_points);
  lr::Place end_of(lr::Place from, std::uint32_t code_points);

  Screen& screen_;
  Library& library_;
  std::size_t volume_;
  Settings& settings_;
  FoundView& found_;
  Book& book_;
  lr::Reader& reader_;
  Places& places_;
  Highlights& highlights_;
  TextSearch search_;
  Leaves leaves_;
  NoteBox note_;
  lr::Place top_;               // where the screen begins
  int columns_ = 0, rows_ = 0;  // that the reader is styled for
  int side_by_side_ = 1;        // pages
  std::vector<Spot> spots_;     // of the screen, in reading order
  int spot_ = -1;               // the chosen one
  int asked_ = 0;               // direction in which the user was asked to go on to another article
  std::size_t hit_ = 0;         // the hit that was gone to
  bool everywhere_ = false;     // hits go on in the next article
  lr::Place anchor_;            // what the user went to: kept while the page around it changes its size
  std::uint32_t damage_seen_ = 0;
  bool noted_ = true;                           // the place that is shown
  std::uint32_t highlighted_ = lr::kNoArticle;  // the article that ranges_ are of
  std::vector<Range> ranges_;
  struct Step {
    std::uint32_t article;
    lr::Place place;
  };
  std::vector<Step> trail_;       // where jumps began
  std::string message_;           // in the status line until the next key
  std::optional<Target> onward_;
};

}  // namespace lrread
