// Notes at the foot of the page (N1). Nominal metrics: a full-width symbol is one em of 64 px; pages of ten rows of ten
// em.
#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kRows = 10;

Style style_of_test() {
  Style style = nominal_style(10);
  style.page_height = static_cast<std::int16_t>(kRows * style.line_height);
  style.notes = NoteStyle::kAtFoot;
  style.orphans = true;
  return style;
}

std::string han(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "天";
  return text;
}

// One paragraph of so many lines, and at the end of some of them the mark of a note.
struct Marked {
  int line;
  std::uint32_t note;  // from 0
};

pack::Article article_with(int lines, const std::vector<Marked>& marks, const std::vector<std::string>& notes) {
  pack::Article article = article_of({});
  pack::Block block;
  int at = 0;
  for (const Marked& mark : marks) {
    const int before = mark.line < at ? 0 : (mark.line - at) * 10 + 9;  // none: it follows another mark
    block.spans.push_back({pack::decode_utf8(han(static_cast<std::size_t>(before))), 0, 0});
    block.spans.push_back({{}, 0, mark.note + 1});
    at = mark.line + 1;
  }
  block.spans.push_back({pack::decode_utf8(han(static_cast<std::size_t>(lines - at) * 10)), 0, 0});
  article.blocks.push_back(block);
  for (const std::string& text : notes) {
    pack::Note note;
    note.blocks.emplace_back();
    note.blocks.back().spans.push_back({pack::decode_utf8(text), 0, 0});
    article.notes.push_back(note);
  }
  return article;
}

// A page as it was found.
struct Seen {
  Place start, next;
  int count, notes;
  friend bool operator==(const Seen&, const Seen&) = default;
};

class Foot : public ::testing::Test {
 protected:
  void open(const pack::Article& article, const Style& style = style_of_test()) {
    opened_ = std::make_unique<OpenedBundle>(text_bundle({article}));
    ASSERT_EQ(reader().set_style(style), Status::kOk);
    ASSERT_EQ(reader().open_article(0), Status::kOk);
  }
  Reader& reader() { return opened_->reader(); }
  const Page& page() { return reader().page(); }
  std::string foot_line(std::uint32_t n) {
    std::span<const LineItem> items;
    EXPECT_EQ(reader().line_items(page().count + n, items), Status::kOk);
    std::string text;
    end_q6_ = 0;
    for (const LineItem& item : items) {
      text += opened_->utf8(item.symbol);
      end_q6_ = item.x_q6 + item.advance_q6;
    }
    return text;
  }

  std::int32_t end_q6_ = 0;  // of the line that was read last
  std::unique_ptr<OpenedBundle> opened_;
};

TEST_F(Foot, HasTheNotesOfThePageAndNoOthers) {
  open(article_with(30, {{2, 0}, {20, 1}}, {"甲", "乙"}));
  ASSERT_EQ(page().notes, 1);
  EXPECT_EQ(foot_line(0), "1.甲");
  const Line& line = page().lines[page().count];
  EXPECT_EQ(line.row, kRows - 1);
  EXPECT_TRUE(line.at_foot && !line.cut_short);
  EXPECT_EQ(page().count, kRows - 2) << "a row is left for the line above it";
  ASSERT_EQ(reader().next(), Status::kOk);
  EXPECT_EQ(page().notes, 0);
  EXPECT_EQ(page().count, kRows);
  ASSERT_EQ(reader().next(), Status::kOk);
  ASSERT_EQ(page().notes, 1);
  EXPECT_EQ(foot_line(0), "2.乙");
}

TEST_F(Foot, IsEmptyWhereNotesAreReadFromTheirMarks) {
  Style style = style_of_test();
  style.notes = NoteStyle::kFromMark;
  open(article_with(8, {{2, 0}}, {"甲"}), style);
  EXPECT_EQ(page().notes, 0);
  EXPECT_NE(style.key(), style_of_test().key());
}

TEST_F(Foot, EndsALongNoteWithAnEllipsis) {
  open(article_with(30, {{0, 0}}, {han(500)}));
  ASSERT_GT(page().notes, 1);
  ASSERT_EQ(page().count + page().notes, kRows - 1);
  const Line& last = page().lines[page().count + page().notes - 1u];
  EXPECT_TRUE(last.cut_short);
  (void)foot_line(page().notes - 1u);
  EXPECT_LE(end_q6_, reader().layout().measure_q6() - reader().layout().em_q6(BlockKind::kParagraph));
  EXPECT_FALSE(page().lines[page().count].cut_short);
  // All of it is where the mark leads.
  ASSERT_EQ(reader().open_note(0), Status::kOk);
  EXPECT_EQ(page().notes, 0);
  std::uint32_t code_points = 0;
  do code_points += page().lines[page().count - 1u].end_code_point - page().lines[0].start.code_point;
  while (reader().next() == Status::kOk);
  EXPECT_EQ(code_points, 500u);
}

TEST_F(Foot, SendsALineOnWithItsNote) {
  // In the last row but two there is room for one line of three.
  open(article_with(30, {{7, 0}}, {han(25)}));
  EXPECT_EQ(page().notes, 0);
  EXPECT_EQ(page().count, 7);
  ASSERT_EQ(reader().next(), Status::kOk);
  ASSERT_EQ(page().notes, 3);
  EXPECT_FALSE(page().lines[page().count + 2u].cut_short);
}

TEST_F(Foot, ShowsANoteOnceHoweverManyMarksItHas) {
  open(article_with(8, {{1, 0}, {3, 1}, {5, 0}}, {"甲", "乙"}));
  ASSERT_EQ(page().notes, 2);
  EXPECT_EQ(foot_line(0), "1.甲");
  EXPECT_EQ(foot_line(1), "2.乙");
}

TEST_F(Foot, GivesEachOfManyNotesALine) {
  open(article_with(9, {{0, 0}, {0, 1}, {0, 2}}, {han(60), "乙", "丙"}));
  ASSERT_GE(page().notes, 4);
  EXPECT_EQ(foot_line(page().notes - 2u), "2.乙");
  EXPECT_EQ(foot_line(page().notes - 1u), "3.丙");
  EXPECT_TRUE(page().lines[page().count + page().notes - 3u].cut_short);
}

TEST_F(Foot, IsTheSameHoweverThePageWasReached) {
  std::vector<Marked> marks;
  std::vector<std::string> notes;
  for (std::uint32_t i = 0; i < 20; ++i) {
    marks.push_back({static_cast<int>(3 * i), i});
    notes.push_back(han(1 + i * 37 % 50));
  }
  open(article_with(70, marks, notes));
  const auto seen = [&] { return Seen{page().start, page().next, page().count, page().notes}; };
  std::vector<Seen> pages;
  do {
    if (!pages.empty()) {
      ASSERT_EQ(page().start, pages.back().next);
    }
    pages.push_back(seen());
    ASSERT_LE(page().lines[page().count - 1u].row + 1 + (page().notes > 0) + page().notes, kRows);
  } while (reader().next() == Status::kOk);
  for (std::size_t i = pages.size() - 1; i-- > 0;) {
    ASSERT_EQ(reader().previous(), Status::kOk);
    EXPECT_EQ(seen(), pages[i]);
  }
  for (const Seen& one : pages) {
    ASSERT_EQ(reader().open_article(0), Status::kOk);
    ASSERT_EQ(
        reader().go_to(Place{one.start.unit, one.next.code_point > 0 ? one.next.code_point - 1 : one.start.code_point}),
        Status::kOk);
    EXPECT_EQ(seen(), one);
  }
}

}  // namespace
}  // namespace lr::test
