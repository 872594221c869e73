// The application from key to pixel: sessions over content/ and the documents beside the project, bands, faults, power.
#include <gtest/gtest.h>
#include <libreader/pack.h>
#include <libreader/pack/manifest.h>
#include <libreader/scale.h>

#include <array>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "../../ports/pointer/page_spot.h"
#include "../support/app_device.h"
#include "../support/fixtures.h"

namespace {

using lr::App;
using lr::ArticleLanguage;
using lr::Key;
using lr::Refresh;
using lr::Screen;
using lr::Status;
using lr::Text;
using lr::Update;
using lr::test::AppDevice;

struct Panel {
  std::int16_t width, height;
  std::uint8_t depth;
};
constexpr Panel kPanels[] = {{400, 300, 1}, {480, 800, 2}};

// Storage that is not mapped and 16 KB of memory leave no room for the models of coded strikes.
std::vector<lr::pack::StrikeSpec> direct_strikes() {
  return {{"noto-sans", 20, 1, lr::pack::Coding::kDirect}, {"noto-sans", 24, 2, lr::pack::Coding::kDirect}};
}

const std::vector<std::uint8_t>& content() {
  static const std::vector<std::uint8_t> bundle = [] {
    lr::pack::Manifest manifest =
        lr::pack::read_manifest(lr::test::source_dir() / "content/manifest.toml", std::nullopt);
    manifest.profiles.clear();
    manifest.strikes = direct_strikes();
    manifest.vertical = true;
    return lr::pack::pack(manifest).bundle;
  }();
  return bundle;
}

Key key_of(const std::string& word) {
  const std::string names[] = {"up", "down", "left", "right", "select", "back", "menu"};
  for (int i = 0; i < 7; ++i) {
    if (word == names[i]) return static_cast<Key>(i);
  }
  ADD_FAILURE() << word << " is no key";
  return Key::kUp;
}

Update press(AppDevice& device, const std::string& words) {
  Update update;
  std::istringstream in(words);
  for (std::string word; in >> word;) update = device.app().press(key_of(word));
  return update;
}

// Up to the line of the menu that has a text of this number, counted from its top.
void choose_of_menu(AppDevice& device, int line) {
  press(device, "menu");
  for (int i = 0; i < line; ++i) press(device, "down");
  press(device, "select");
}

enum MenuLine { kContents, kBookmark, kBookmarks, kGoTo, kFindWords, kFindArticle, kSettings, kLibrary };

bool same(const lr::Locator& a, const lr::Locator& b) {
  return a.article == b.article && a.block == b.block && a.code_point == b.code_point;
}

class OnPanel : public testing::TestWithParam<Panel> {
 protected:
  void SetUp() override { ASSERT_EQ(device_.boot(), Status::kOk); }
  AppDevice device_{content(), GetParam().width, GetParam().height, GetParam().depth};
  App& app() { return device_.app(); }
};

INSTANTIATE_TEST_SUITE_P(App, OnPanel, testing::ValuesIn(kPanels), [](const auto& panel) {
  return std::to_string(panel.param.width) + "x" + std::to_string(panel.param.height);
});

TEST_P(OnPanel, ReadsFromLibraryToTheEndOfAnArticle) {
  EXPECT_EQ(app().screen(), Screen::kLibrary);
  press(device_, "select");
  ASSERT_EQ(app().screen(), Screen::kPage);
  const std::uint32_t article = app().reader().article_index();
  lr::Locator before = app().place();
  int pages = 1;
  for (; app().screen() == Screen::kPage && pages < 1000; ++pages) {
    const Update update = press(device_, "right");
    EXPECT_NE(update.refresh, Refresh::kNone);
    if (app().screen() != Screen::kPage) break;
    EXPECT_FALSE(same(before, app().place()));
    before = app().place();
  }
  EXPECT_GT(pages, 2);
  EXPECT_EQ(app().screen(), Screen::kEnd);
  press(device_, "select");
  EXPECT_EQ(app().screen(), Screen::kPage);
  EXPECT_EQ(app().reader().article_index(), article + 1);
  press(device_, "back");
  EXPECT_EQ(app().screen(), Screen::kLibrary);
}

TEST_P(OnPanel, ResumesWhereItWasAfterPowerWasCut) {
  press(device_, "down select right right right");
  const lr::Locator place = app().place();
  const std::uint32_t shown = device_.painted();
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(app().screen(), Screen::kPage);
  EXPECT_TRUE(same(place, app().place()));
  EXPECT_EQ(device_.painted(), shown);
  // Another article is begun at its beginning, and this one is where it was left.
  press(device_, "back up select");
  EXPECT_FALSE(same(place, app().place()));
  press(device_, "back down select");
  EXPECT_TRUE(same(place, app().place()));
}

TEST_P(OnPanel, ChangesAndKeepsSettings) {
  press(device_, "down select right right");
  const lr::Locator place = app().place();
  choose_of_menu(device_, kSettings);
  ASSERT_EQ(app().screen(), Screen::kSettings);
  const std::uint16_t ppem = app().settings().ppem;
  press(device_, ppem == 20 ? "right" : "left");
  press(device_, "down right down right down right");
  EXPECT_NE(app().settings().ppem, ppem);
  press(device_, "back");
  EXPECT_EQ(app().screen(), Screen::kPage);
  EXPECT_EQ(app().place().article, place.article);
  const std::uint32_t shown = device_.painted();
  const lr::Settings settings = app().settings();
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(app().settings().ppem, settings.ppem);
  EXPECT_EQ(app().settings().leading, 2);
  EXPECT_EQ(app().settings().margins, 2);
  EXPECT_EQ(app().settings().notes, lr::NoteStyle::kAtFoot);
  EXPECT_EQ(device_.painted(), shown);
}

TEST_P(OnPanel, PutsBookmarksAndFindsThemAgain) {
  press(device_, "select right");
  const lr::Locator marked = app().place();
  choose_of_menu(device_, kBookmark);
  ASSERT_EQ(app().screen(), Screen::kPage);
  press(device_, "right");
  choose_of_menu(device_, kBookmark);
  press(device_, "right");
  choose_of_menu(device_, kBookmarks);
  ASSERT_EQ(app().screen(), Screen::kBookmarks);
  press(device_, "select");
  EXPECT_TRUE(same(marked, app().place()));
  choose_of_menu(device_, kBookmark);  // takes it away again
  choose_of_menu(device_, kBookmarks);
  press(device_, "select");
  EXPECT_FALSE(same(marked, app().place()));
  choose_of_menu(device_, kBookmarks);
  press(device_, "menu select");  // the last one goes, and there is nothing to choose
  EXPECT_EQ(app().screen(), Screen::kBookmarks);
}

TEST_P(OnPanel, GoesToHeadingsPagesAndPercents) {
  press(device_, "select");
  choose_of_menu(device_, kContents);
  ASSERT_EQ(app().screen(), Screen::kContents);
  press(device_, "down select");
  lr::Heading heading;
  ASSERT_EQ(app().reader().bundle().heading(app().reader().article(), 1, heading), Status::kOk);
  EXPECT_LE(app().reader().page().start.unit, heading.unit);
  EXPECT_GT(app().reader().page().next.unit, heading.unit);
  choose_of_menu(device_, kGoTo);
  press(device_, "down");
  for (int i = 0; i < 30; ++i) press(device_, "left");
  press(device_, "select");
  EXPECT_EQ(app().reader().page_number(), 0u);
  choose_of_menu(device_, kGoTo);
  press(device_, "right right select");
  EXPECT_EQ(app().reader().page_number(), 2u);
  choose_of_menu(device_, kGoTo);
  press(device_, "down");
  for (int i = 0; i < 30; ++i) press(device_, "right");
  press(device_, "select");
  EXPECT_TRUE(app().reader().page().last);
}

// On the smaller panel every title is found by its letters, whatever the arrows take for it, within three keys a
// letter.
TEST_P(OnPanel, TypesWithFourKeys) {
  press(device_, "select");
  choose_of_menu(device_, kFindArticle);
  ASSERT_EQ(app().screen(), Screen::kEntry);
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    int keys = 0;
    while (app().found_titles() == 0 && keys < 4) {
      press(device_, std::array{"up", "left", "right", "down"}[random() % 4]);
      ++keys;
      device_.painted();
    }
    EXPECT_TRUE(app().found_titles() > 0 || keys == 4);
    press(device_, "back back");
    while (app().found_titles() > 0) press(device_, "back");
    if (app().screen() != Screen::kEntry) choose_of_menu(device_, kFindArticle);
  }
  press(device_, "up up up");
  ASSERT_GT(app().found_titles(), 0u);
  press(device_, "select down select");
  EXPECT_EQ(app().screen(), Screen::kPage);
}

TEST_P(OnPanel, SearchesForWordsOfThePage) {
  press(device_, "down select right right");
  choose_of_menu(device_, kFindWords);
  ASSERT_EQ(app().screen(), Screen::kPick);
  press(device_, "down right select right select");
  ASSERT_EQ(app().screen(), Screen::kHits);
  const std::uint32_t hits = device_.painted();
  press(device_, "select");
  ASSERT_EQ(app().screen(), Screen::kPage);
  press(device_, "back");
  EXPECT_EQ(app().screen(), Screen::kHits);
  EXPECT_EQ(device_.painted(), hits);
}

// A finger on a note mark or a link opens it, and on the text beside them turns the page.
TEST_P(OnPanel, OpensWhatAFingerPointsAt) {
  press(device_, "select");
  int marks = 0, links = 0;
  for (int page = 0; page < 60 && (marks == 0 || links == 0); ++page) {
    lr::Reader& reader = app().reader();
    const std::uint32_t article = reader.article_index(), number = reader.page_number();
    const lr::Place start = reader.page().start;
    for (std::uint32_t line = 0; line < reader.page().count; ++line) {
      std::span<const lr::LineItem> items;
      ASSERT_EQ(reader.line_items(line, items), Status::kOk);
      std::uint32_t shown[App::kPageNotes], count = 0, first = 0, end = 0;
      std::size_t at = 0;
      while (at < items.size() && items[at].span != lr::kNoteMarkSpan) ++at;
      const bool is_mark = at < items.size();
      std::uint32_t note = 0;
      if (is_mark) {
        ASSERT_EQ(reader.bundle().note_of_mark(reader.article(), items[at].mark, note), Status::kOk);
      } else {
        ASSERT_EQ(reader.links_on_page(shown, count), Status::kOk);
        if (count == 0 || reader.link_on_line(shown[0], line, first, end) != Status::kOk) continue;
        at = first;
        ASSERT_EQ(reader.line_items(line, items), Status::kOk);
      }
      const int x = (items[at].x_q6 + items[at].advance_q6 / 2) / 64;
      const int y = reader.layout().baseline(reader.page().lines[line]) - 3;
      app().idle(nullptr);
      EXPECT_NE(lr::pointer::touch(app(), static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)).refresh,
                Refresh::kNone);
      if (is_mark) {
        EXPECT_TRUE(reader.in_note());
        EXPECT_EQ(reader.note_index(), note);
      } else {
        EXPECT_TRUE(reader.in_note() || reader.can_go_back());
      }
      ++(is_mark ? marks : links);
      press(device_, "back");
      EXPECT_EQ(reader.article_index(), article);
      ASSERT_EQ(reader.page().start, start);
    }
    lr::pointer::touch(app(), static_cast<std::int16_t>(GetParam().width - 2),
                       static_cast<std::int16_t>(GetParam().height - 2));
    EXPECT_EQ(reader.page_number(), number + 1);
  }
  EXPECT_GT(marks, 0);
  EXPECT_GT(links, 0);
}

// The links of our own articles: chosen on the page, or in the list of it where there are several; back is where they
// stand.
TEST_P(OnPanel, FollowsLinksAndComesBack) {
  press(device_, "select");
  std::uint32_t links[App::kPageNotes], notes[App::kPageNotes], count = 0, others = 0;
  for (int page = 0; page < 2000 && count == 0; ++page) {
    ASSERT_EQ(app().reader().links_on_page(links, count), Status::kOk);
    if (count == 0) press(device_, app().screen() == Screen::kEnd ? "select" : "right");
  }
  ASSERT_GT(count, 0u);
  ASSERT_EQ(app().reader().notes_on_page(notes, others), Status::kOk);
  lr::Link link{};
  ASSERT_EQ(app().reader().bundle().link(links[count - 1], link), Status::kOk);
  const lr::Locator from = app().place();
  const std::uint32_t shown = device_.painted();
  press(device_, "select");
  if (count + others > 1) {
    ASSERT_EQ(app().screen(), Screen::kNotes);
    press(device_, "up select");
  }
  ASSERT_EQ(app().screen(), Screen::kPage);
  EXPECT_EQ(app().reader().article_index(), link.article);
  const lr::Place target{app().reader().article().first_unit + link.block, 0};
  EXPECT_LE(app().reader().page().start, target);
  EXPECT_LT(target, app().reader().page().next);
  press(device_, "back");
  EXPECT_TRUE(same(from, app().place()));
  EXPECT_EQ(device_.painted(), shown);
}

std::string text_of_row(App& app, std::uint32_t row) {
  char text[512];
  std::uint32_t bytes = 0;
  return app.row_text(row, text, bytes) == Status::kOk ? std::string(text, bytes) : std::string();
}

TEST_P(OnPanel, SearchesForWordsThatWereTyped) {
  press(device_, "down select right right");
  device_.paint();
  app().idle(nullptr);
  const lr::Locator place = app().place();
  EXPECT_EQ(app().search("排版").refresh == Refresh::kNone, false);
  ASSERT_EQ(app().screen(), Screen::kHits);
  ASSERT_GT(app().row_count(), 2u);
  for (std::uint32_t row = 0; row < app().row_count() && row < App::kHitRows; ++row)
    EXPECT_NE(text_of_row(app(), row).find("排版"), std::string::npos) << text_of_row(app(), row);
  press(device_, "back");
  EXPECT_EQ(app().screen(), Screen::kPage);
  EXPECT_TRUE(same(place, app().place()));
  (void)app().search("no article has these words in it");
  EXPECT_EQ(app().row_count(), 0u);
  (void)app().search(std::string(App::kQueryBytes + 1, 'a'));
  EXPECT_EQ(app().row_count(), 0u);
  device_.fail_reads(0);
  (void)app().search("排版");
  EXPECT_EQ(app().screen(), Screen::kFault);
  device_.mend();
  (void)app().search("排版");
  EXPECT_EQ(app().screen(), Screen::kPage);
}

// For those who do not see them.
TEST_P(OnPanel, SaysWhatItsListsShow) {
  char text[512];
  std::uint32_t bytes = 0;
  ASSERT_EQ(app().heading_text(text, bytes), Status::kOk);
  EXPECT_EQ(std::string(text, bytes), "书库");
  EXPECT_EQ(text_of_row(app(), app().selected_row()), "libreader 是什么，怎么用");
  EXPECT_EQ(app().row_text(app().row_count(), text, bytes), Status::kNotFound);
  EXPECT_EQ(app().row_text(app().selected_row(), std::span<char>(text, 11), bytes), Status::kOk);
  EXPECT_EQ(std::string(text, bytes), "libreader ");
  press(device_, "select right back");
  EXPECT_EQ(text_of_row(app(), app().selected_row()).back(), '%');
  press(device_, "menu");
  for (int i = 0; i < 10 && text_of_row(app(), app().selected_row()) != "设置"; ++i) press(device_, "down");
  press(device_, "select");
  EXPECT_EQ(text_of_row(app(), 0), "字号 " + std::to_string(app().settings().ppem));
}

// The longest menu is seen at once, and a touch of a row is that row's.
TEST_P(OnPanel, AnswersToTouches) {
  const auto touch = [&](int part, int row) {
    const int y = row < 0 ? 1 : app().header_height() + row * app().row_height() + 1;
    return app().touch(static_cast<std::int16_t>(GetParam().width * part / 6), static_cast<std::int16_t>(y));
  };
  ASSERT_EQ(app().screen(), Screen::kLibrary);
  const std::string contents = text_of_row(app(), 0);
  if (app().row_count() > app().visible_rows()) {
    touch(5, -1);
    EXPECT_EQ(app().first_row(), app().visible_rows());
    for (int i = 0; i < 10 && app().first_row() != 0; ++i) touch(5, -1);
    EXPECT_EQ(app().first_row(), 0u);
  }
  touch(3, -1);  // the next order
  EXPECT_NE(text_of_row(app(), 0), contents);
  touch(1, -1);
  ASSERT_EQ(app().screen(), Screen::kMenu);
  touch(1, -1);
  ASSERT_EQ(app().screen(), Screen::kLibrary);
  touch(3, 1);
  ASSERT_EQ(app().screen(), Screen::kPage);
  touch(3, -1);
  ASSERT_EQ(app().screen(), Screen::kMenu);
  EXPECT_EQ(app().row_count(), App::kMenuRows);
  EXPECT_GE(app().visible_rows(), App::kMenuRows);
  touch(3, kSettings);
  ASSERT_EQ(app().screen(), Screen::kSettings);
  touch(5, 1);
  EXPECT_EQ(app().settings().leading, 2);
  touch(0, 1);
  touch(0, 1);
  EXPECT_EQ(app().settings().leading, 0);
  touch(1, -1);
  ASSERT_EQ(app().screen(), Screen::kPage);
  const lr::Locator place = app().place();
  app().touch(static_cast<std::int16_t>(GetParam().width - 1), static_cast<std::int16_t>(GetParam().height / 2));
  EXPECT_FALSE(same(place, app().place()));
  app().touch(0, static_cast<std::int16_t>(GetParam().height / 2));
  EXPECT_TRUE(same(place, app().place()));
}

// Vertical lines go on to the left, and so do pages; the frame around a character goes down with them.
TEST_P(OnPanel, ReadsInVerticalLines) {
  press(device_, "down select right right");
  const lr::Locator place = app().place();
  const std::uint32_t horizontal = device_.painted();
  choose_of_menu(device_, kSettings);
  ASSERT_EQ(app().row_count(), App::kSettingRows);
  EXPECT_EQ(text_of_row(app(), 6), "文字方向 横排");
  press(device_, "up right");
  EXPECT_EQ(text_of_row(app(), 6), "文字方向 竖排");
  press(device_, "back");
  ASSERT_TRUE(app().reader().layout().vertical());
  EXPECT_NE(device_.painted(), horizontal);
  const lr::Locator here = app().place();
  press(device_, "left");
  EXPECT_GT(app().reader().page().start, lr::Place{});
  EXPECT_TRUE(app().place().block > here.block ||
              (app().place().block == here.block && app().place().code_point > here.code_point));
  const std::uint32_t shown = device_.painted();
  ASSERT_EQ(device_.painted(16), shown);
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(device_.painted(), shown);
  device_.paint();
  app().idle(&device_.surface());
  EXPECT_TRUE(press(device_, "left").painted);
  press(device_, "right right");
  EXPECT_TRUE(same(here, app().place()));
  choose_of_menu(device_, kFindWords);
  ASSERT_EQ(app().screen(), Screen::kPick);
  const std::uint32_t first = device_.painted();
  press(device_, "down");
  const std::uint32_t second = device_.painted();
  EXPECT_NE(second, first);
  press(device_, "left");
  EXPECT_NE(device_.painted(), second);
  press(device_, "right up");
  EXPECT_EQ(device_.painted(), first);
  press(device_, "select down select");
  EXPECT_EQ(app().screen(), Screen::kHits);
  press(device_, "back");
  choose_of_menu(device_, kSettings);
  press(device_, "up right back");
  EXPECT_EQ(app().place().article, place.article);
  EXPECT_FALSE(app().reader().layout().vertical());
}

TEST_P(OnPanel, OffersNoDirectionWithoutTheMarksForIt) {
  device_.bundle() =
      lr::pack::pack_articles({lr::test::article_of({"一", "二"})}, "t", lr::pack::Language::kZhHans, direct_strikes())
          .bundle;
  ASSERT_EQ(device_.boot(), Status::kOk);
  press(device_, "select");
  ASSERT_EQ(app().screen(), Screen::kPage);
  choose_of_menu(device_, kSettings);
  EXPECT_EQ(app().row_count(), App::kSettingRows - 1);
}

TEST_P(OnPanel, OpensNotesAndComesBack) {
  press(device_, "select");
  bool opened = false;
  for (int i = 0; i < 60 && app().screen() == Screen::kPage; ++i, press(device_, "right")) {
    const lr::Locator place = app().place();
    press(device_, "select");
    if (app().screen() == Screen::kNotes) press(device_, "select");
    if (!app().reader().in_note()) continue;
    opened = true;
    EXPECT_TRUE(same(place, app().place()));
    press(device_, "back");
    EXPECT_FALSE(app().reader().in_note());
    EXPECT_TRUE(same(place, app().place()));
  }
  EXPECT_TRUE(opened);
}

// What idle() painted is what paint() would have.
TEST_P(OnPanel, PreparesTheNextPage) {
  press(device_, "down select");
  for (int i = 0; i < 3; ++i) {
    device_.paint();
    app().idle(&device_.surface());
    const std::uint32_t prepared = device_.hash();
    device_.fail_reads(0);  // nothing more is read
    const Update update = press(device_, "right");
    device_.mend();
    ASSERT_EQ(app().screen(), Screen::kPage);
    EXPECT_TRUE(update.painted);
    EXPECT_EQ(device_.painted(), prepared);
  }
  app().idle(nullptr);
  const lr::Locator place = app().place();
  EXPECT_FALSE(press(device_, "menu").painted);
  press(device_, "back");
  EXPECT_TRUE(same(place, app().place()));
}

// Any keys, in any order: every screen comes out the same in one band and in sixteen, places are where they were after
// a power cut, and the machine can be read on.
TEST_P(OnPanel, KeepsItsPlaceThroughAnyKeys) {
  std::mt19937 random(7);
  std::set<Screen> seen;
  for (int i = 0; i < 2000; ++i) {
    const std::uint32_t pick = random() % 16;
    if (pick < 14) {
      app().press(static_cast<Key>(pick % 7));
    } else {
      app().touch(static_cast<std::int16_t>(random() % GetParam().width),
                  static_cast<std::int16_t>(random() % GetParam().height));
    }
    ASSERT_NE(app().screen(), Screen::kFault);
    if (seen.insert(app().screen()).second || i % 20 == 0) {
      const std::uint32_t whole = device_.painted();
      ASSERT_EQ(device_.painted(16), whole) << "screen " << static_cast<int>(app().screen()) << " after " << i;
      ASSERT_EQ(device_.painted(7), whole);
    }
    if (random() % 8 == 0) app().idle(random() % 2 == 0 ? &device_.surface() : nullptr);
    if (random() % 64 != 0) continue;
    const lr::Locator place = app().place();
    const bool is_page = app().screen() == Screen::kPage && !app().reader().in_note();
    const std::uint32_t shown = is_page ? device_.painted() : 0;
    ASSERT_EQ(device_.boot(), Status::kOk);
    ASSERT_TRUE(place.article == 0 || same(place, app().place())) << "after " << i;
    ASSERT_TRUE(!is_page || device_.painted() == shown) << "after " << i;
  }
  EXPECT_GE(seen.size(), 10u);
}

// Every read of a page turn refused in its turn: the screen that says so, and after it the page, none lost.
TEST_P(OnPanel, SurvivesACardThatIsTakenOut) {
  press(device_, "down select right right");
  const lr::Locator place = app().place();
  const std::uint32_t shown = device_.painted();
  std::set<std::uint32_t> notices;
  for (std::uint32_t refused = 0;; refused += refused < 30 ? 1 : 11) {
    device_.fail_reads(refused);
    press(device_, "right");
    device_.paint();
    const bool done = device_.reads() <= refused;
    device_.mend();
    if (done) break;
    ASSERT_EQ(app().screen(), Screen::kFault) << refused;
    notices.insert(device_.hash());
    press(device_, "select");
    ASSERT_EQ(app().screen(), Screen::kPage) << refused;
    if (!same(place, app().place())) press(device_, "left");  // it was turned before the card was out
    ASSERT_TRUE(same(place, app().place())) << refused;
    ASSERT_EQ(device_.painted(), shown) << refused;
  }
  EXPECT_EQ(notices.size(), 1u);
  // At power-on nothing can be read at all: a picture, and everything when the card is back.
  device_.fail_reads(0);
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(app().screen(), Screen::kFault);
  device_.paint();
  press(device_, "up down");
  EXPECT_EQ(app().screen(), Screen::kFault);
  device_.mend();
  press(device_, "down");
  EXPECT_EQ(app().screen(), Screen::kPage);
}

// One read of a page turn refused, whichever, and everything well again at once: no more than a key is lost.
TEST_P(OnPanel, SurvivesACardThatIsBackAtOnce) {
  press(device_, "down select right right");
  const std::uint32_t before = device_.painted();
  press(device_, "right");
  const std::uint32_t after = device_.painted();
  std::uint32_t faults = 0;
  for (std::uint32_t refused = 0;; refused += refused < 30 ? 1 : 11) {
    press(device_, "left");
    ASSERT_EQ(device_.painted(), before) << refused;
    device_.fail_reads(refused, 1);
    press(device_, "right");
    device_.paint();
    const bool done = device_.reads() <= refused;
    device_.mend();
    if (app().screen() == Screen::kFault) {
      ++faults;
      press(device_, "select");
    }
    ASSERT_EQ(app().screen(), Screen::kPage) << refused;
    if (device_.painted() == before) press(device_, "right");
    ASSERT_EQ(device_.painted(), after) << refused;
    if (done) break;
  }
  EXPECT_GT(faults, 10u);
}

TEST_P(OnPanel, SurvivesAnExchangedBundle) {
  press(device_, "down select right right right");
  const lr::Locator place = app().place();
  // A card with other articles, without power being cut.
  const std::vector<std::uint8_t> before = device_.bundle();
  device_.bundle() = lr::pack::pack_articles({lr::test::article_of({"一", "二"})}, "t", lr::pack::Language::kZhHans,
                                             {{"noto-sans", 20, 1}, {"noto-sans", 24, 2}})
                         .bundle;
  device_.setup().source.size_bytes = static_cast<std::uint32_t>(device_.bundle().size());
  for (int i = 0; i < 20; ++i) {
    press(device_, "right");
    device_.paint();
  }
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(app().screen(), Screen::kLibrary);
  device_.paint();
  device_.bundle() = before;
  ASSERT_EQ(device_.boot(), Status::kOk);
  EXPECT_EQ(app().screen(), Screen::kPage);
  EXPECT_EQ(app().place().article, place.article);
}

// The documents beside the project: hundreds of pages, notes by the dozen, titles of every kind.
TEST_P(OnPanel, ReadsTheDocumentsBesideTheProject) {
  const std::filesystem::path folder = lr::test::shared_dir() / "seeds";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no " << folder;
  static const std::vector<std::uint8_t> kDocuments = [&] {
    lr::pack::Manifest manifest = lr::pack::read_manifest(lr::test::source_dir() / "content/seeds.toml", folder);
    manifest.profiles.clear();
    manifest.strikes = direct_strikes();
    return lr::pack::pack(manifest).bundle;
  }();
  AppDevice device(kDocuments, GetParam().width, GetParam().height, GetParam().depth);
  ASSERT_EQ(device.boot(), Status::kOk);
  std::mt19937 random(3);
  lr::Locator place;
  for (int i = 0; i < 400; ++i) {
    device.app().press(random() % 3 == 0 ? Key::kRight : static_cast<Key>(random() % 7));
    ASSERT_NE(device.app().screen(), Screen::kFault);
    ASSERT_TRUE(i % 20 != 0 || device.painted(16) == device.painted()) << "after " << i;
    if (i % 50 != 49) continue;
    place = device.app().place();
    ASSERT_EQ(device.boot(), Status::kOk);
    ASSERT_TRUE(same(place, device.app().place())) << "after " << i;
  }
  EXPECT_NE(place.article, 0u);
}

// Any symbol of any menu has a picture in every strike, or is a space.
TEST(Menus, HaveTheirGlyphs) {
  lr::test::OpenedBundle opened(content());
  lr::Bundle& bundle = opened.bundle();
  for (int language = 0; language < 5; ++language) {
    ASSERT_TRUE(bundle.has_menu(static_cast<ArticleLanguage>(language)));
    for (std::uint32_t text = 0; text < static_cast<std::uint32_t>(Text::kCount); ++text) {
      lr::Symbol symbols[64];
      std::uint32_t count = 0;
      ASSERT_EQ(bundle.menu_text(static_cast<ArticleLanguage>(language), text, symbols, 64, count), Status::kOk);
      ASSERT_GT(count, 0u);
      for (std::uint32_t i = 0; i < count; ++i) {
        ASSERT_GE(symbols[i], lr::kFirstTextSymbol);
        for (std::uint32_t s = 0; s < bundle.strikes(); ++s) {
          lr::Strike strike;
          lr::Glyph glyph;
          std::vector<std::uint8_t> buffer(4096);
          ASSERT_EQ(opened.reader().strike(s, strike), Status::kOk);
          std::uint32_t used = 0;
          ASSERT_EQ(strike.load({}, used), Status::kOk);
          ASSERT_EQ(strike.glyph(symbols[i], buffer, glyph), Status::kOk);
          EXPECT_TRUE(glyph.width > 0 || opened.utf8(symbols[i]) == " ") << opened.utf8(symbols[i]);
        }
      }
    }
  }
}

TEST(Menus, AreLeftOutWhereTheManifestSaysSo) {
  lr::pack::Manifest manifest = lr::pack::manifest_for({lr::test::source_dir() / "content/en/porting.md"});
  manifest.profiles = {"400x300-1"};
  manifest.menus = *lr::pack::parse_menu_languages("ko en");
  lr::test::OpenedBundle some(lr::pack::pack(manifest).bundle);
  EXPECT_FALSE(some.bundle().has_menu(ArticleLanguage::kZhHans));
  EXPECT_TRUE(some.bundle().has_menu(ArticleLanguage::kKo));
  EXPECT_TRUE(some.bundle().has_menu(ArticleLanguage::kEn));
  EXPECT_EQ(lr::pack::name_of(manifest.menus), "ko en");
  EXPECT_FALSE(lr::pack::parse_menu_languages("ko latin"));
}

// A small text with strikes of its own.
std::vector<std::uint8_t> packed_with(const std::vector<lr::pack::StrikeSpec>& strikes) {
  lr::pack::Manifest manifest = lr::pack::manifest_for({lr::test::source_dir() / "content/en/porting.md"});
  manifest.strikes = strikes;
  return lr::pack::pack(manifest).bundle;
}

// However little room there is, as long as one of the strikes can be drawn with the text is.
TEST(Strikes, AreThoseThatFitTogether) {
  AppDevice device(packed_with({{"noto-sans", 20, 1}, {"noto-sans", 24, 1}, {"noto-sans", 32, 1}}), 400, 300, 1);
  lr::test::OpenedBundle opened(device.bundle());
  std::uint32_t least = 0xFFFF, all = 0;
  for (std::uint32_t i = 0; i < 3; ++i) {
    lr::Strike strike;
    ASSERT_EQ(opened.reader().strike(i, strike), Status::kOk);
    ASSERT_GT(strike.model_bytes(), 0u);
    least = std::min(least, strike.model_bytes() + strike.picture_bytes());
    all += strike.model_bytes() + strike.picture_bytes();
  }
  int with_text = 0;
  for (std::uint32_t room = least - 1; room <= all; room += 256) {
    device.give_room(static_cast<std::uint16_t>(room));
    (void)device.boot();
    EXPECT_EQ(device.app().screen() == Screen::kFault, room < least) << room;
    if (device.app().screen() == Screen::kFault) continue;
    press(device, "select");
    ASSERT_EQ(device.app().screen(), Screen::kPage) << room;
    device.paint();
    EXPECT_EQ(device.app().screen(), Screen::kPage) << room;
    ++with_text;
  }
  EXPECT_GT(with_text, 10);
}

TEST(Strikes, ThatAreScalableHaveAllSizes) {
  AppDevice device(packed_with({{"noto-sans", 64, 1, lr::pack::Coding::kSmall, true}}), 400, 300, 1);
  device.give_room(16384);
  (void)device.boot();
  EXPECT_EQ(device.app().screen(), Screen::kFault) << "no scaler";
  device.setup().scaler = lr::scaler_for(1);
  ASSERT_EQ(device.boot(), Status::kOk);
  press(device, "select");
  ASSERT_EQ(device.app().screen(), Screen::kPage);
  choose_of_menu(device, kSettings);
  ASSERT_EQ(device.app().screen(), Screen::kSettings);
  while (device.app().settings().ppem > 8) press(device, "left");
  std::set<std::uint32_t> shown;
  for (std::uint16_t ppem = 8; ppem <= 32; ++ppem) {
    EXPECT_EQ(device.app().settings().ppem, ppem);
    press(device, "back");
    ASSERT_EQ(device.app().screen(), Screen::kPage);
    shown.insert(device.painted());
    choose_of_menu(device, kSettings);
    press(device, "right");
  }
  EXPECT_EQ(device.app().settings().ppem, 32);
  EXPECT_EQ(shown.size(), 25u);
}

}  // namespace
