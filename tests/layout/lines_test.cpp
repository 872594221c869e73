// Lines of small texts: where they end, how they are adjusted, how blocks stand. Nominal metrics: a full-width symbol is one
// em of 64 px, others half an em.
#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = kNominalStyleEm;

Style nominal(double measure_em) { return nominal_style(measure_em); }

struct Shown {
  std::string text;
  std::vector<std::int32_t> x;  // px of each symbol
  Line line;
};

// All lines of all pages of the first article.
std::vector<Shown> lines_of(const pack::Article& article, const Style& style) {
  OpenedBundle opened(text_bundle({article}));
  EXPECT_EQ(opened.status(), Status::kOk);
  Reader& reader = opened.reader();
  EXPECT_EQ(reader.set_style(style), Status::kOk);
  EXPECT_EQ(reader.open_article(0), Status::kOk);
  std::vector<Shown> lines;
  do {
    for (std::uint32_t i = 0; i < reader.page().count; ++i) {
      Shown shown{{}, {}, reader.page().lines[i]};
      std::span<const LineItem> items;
      EXPECT_EQ(reader.line_items(i, items), Status::kOk);
      for (const LineItem& item : items) {
        shown.text += opened.utf8(item.symbol);
        shown.x.push_back(item.x_q6 / 64);
      }
      lines.push_back(shown);
    }
  } while (reader.next() == Status::kOk);
  return lines;
}

std::vector<std::string> texts(const std::string& paragraph, double measure_em,
                               pack::Language language = pack::Language::kZhHans) {
  std::vector<std::string> texts;
  for (const Shown& line : lines_of(article_of({paragraph}, language), nominal(measure_em))) texts.push_back(line.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Lines, FillTheMeasureAndNoMore) {
  EXPECT_EQ(texts("一二三四五六七八九十", 4), (Texts{"一二三四", "五六七八", "九十"}));
}

TEST(Lines, NeverBeginWithAClosingMarkOrEndWithAnOpeningOne) {
  EXPECT_EQ(texts("一二三四。五六", 4), (Texts{"一二三", "四。五六"}));
  EXPECT_EQ(texts("一二三（四五）六七八", 4), (Texts{"一二三", "（四五）六", "七八"}));
}

TEST(Lines, KeepDashesAndEllipsesWhole) {
  EXPECT_EQ(texts("一二三——四", 4), (Texts{"一二三", "——四"}));
  EXPECT_EQ(texts("一二三……四五", 4)[0], "一二");  // …… may not begin a line either
}

TEST(Lines, HangSpacesAndDropThemAtTheStart) {
  EXPECT_EQ(texts("ab cd ef", 2.5, pack::Language::kEn), (Texts{"ab cd ", "ef"}));
  EXPECT_EQ(texts("ab cd ef", 2, pack::Language::kEn), (Texts{"ab ", "cd ", "ef"}));
}

TEST(Lines, BreakARunThatIsWiderThanTheMeasureAtClusters) {
  EXPECT_EQ(texts("aBcDeFgHiJ", 2, pack::Language::kEn), (Texts{"aBcD", "eFgH", "iJ"}));
}

TEST(Lines, PlaceASymbolThatIsWiderThanTheMeasure) { EXPECT_EQ(texts("一二", 1), (Texts{"一", "二"})); }

TEST(Lines, AreJustifiedToThePixelWithTheRemainderSpreadEvenly) {
  // Four ideographs and a closing mark that does not fit: three ideographs in 4 em less 10 px.
  Style style = nominal(3.25);  // 208 px: 16 px over for two gaps
  const std::vector<Shown> lines = lines_of(article_of({"一二三四五六七"}), style);
  ASSERT_EQ(lines[0].text, "一二三");
  EXPECT_EQ(lines[0].x, (std::vector<std::int32_t>{0, 64 + 8, 128 + 16}));
  EXPECT_EQ(lines.back().x[0], 0);
  style.alignment = Alignment::kRagged;
  EXPECT_EQ(lines_of(article_of({"一二三四五六七"}), style)[0].x, (std::vector<std::int32_t>{0, 64, 128}));
}

TEST(Lines, AreLeftRaggedRatherThanTornApart) {
  const std::vector<Shown> lines = lines_of(article_of({"一二三——四五"}), nominal(4.9));
  ASSERT_EQ(lines[0].text, "一二三");
  EXPECT_EQ(lines[0].x, (std::vector<std::int32_t>{0, 64, 128}));
}

TEST(Lines, PutAGapBetweenHanAndLatin) {
  Style style = nominal(8);
  style.autospace = true;
  EXPECT_EQ(lines_of(article_of({"国A国"}), style)[0].x, (std::vector<std::int32_t>{0, 64 + 8, 64 + 8 + 32 + 8}));
}

// Where each symbol of a single line stands, in quarters of an em.
std::vector<std::int32_t> quarters(const std::string& text, double measure_em, Style style,
                                   pack::Language language = pack::Language::kZhHans, std::size_t line = 0) {
  style.page_width = static_cast<std::int16_t>(measure_em * kEm);
  std::vector<std::int32_t> x = lines_of(article_of({text}, language), style)[line].x;
  for (std::int32_t& px : x) px = px * 4 / kEm;
  return x;
}

using Quarters = std::vector<std::int32_t>;

TEST(Squeeze, TakesAHalfWhereMarksMeet) {  // P1
  const Style style = nominal(20);
  EXPECT_EQ(quarters("国》（国", 20, style), (Quarters{0, 4, 6, 10}));
  EXPECT_EQ(quarters("国。”国", 20, style), (Quarters{0, 4, 6, 10}));
  EXPECT_EQ(quarters("国，“国", 20, style), (Quarters{0, 4, 6, 10}));
  EXPECT_EQ(quarters("国（“国", 20, style), (Quarters{0, 4, 6, 10}));
  EXPECT_EQ(quarters("国（）国", 20, style), (Quarters{0, 4, 8, 12}));
  Style solid = style;
  solid.squeeze = false;
  EXPECT_EQ(quarters("国》（国", 20, solid), (Quarters{0, 4, 8, 12}));
}

TEST(Squeeze, KnowsWhereTheInkOfALanguageStands) {  // P1t
  const Style style = nominal(20);
  EXPECT_EQ(quarters("國。」國", 20, style, pack::Language::kZhHant), (Quarters{0, 4, 8, 12}));
  EXPECT_EQ(quarters("国。」国", 20, style, pack::Language::kJa), (Quarters{0, 4, 6, 10}));
  EXPECT_EQ(quarters("国：」国", 20, style, pack::Language::kJa), (Quarters{0, 4, 8, 12}));
  EXPECT_EQ(quarters("国：」国", 20, style), (Quarters{0, 4, 6, 10}));
}

TEST(Squeeze, CutsOpeningMarksAtTheStart) {  // P2, P4
  Style style = nominal(20);
  EXPECT_EQ(quarters("（国", 20, style), (Quarters{-2, 2}));
  style.indent = true;
  EXPECT_EQ(quarters("（国", 20, style), (Quarters{6, 10}));
  EXPECT_EQ(quarters("一二三（四五六", 3.5, nominal(3.5), pack::Language::kZhHans, 1), (Quarters{-2, 2, 6, 10}));
}

TEST(Squeeze, GivesAMarkAtTheEndHalfAnEm) {  // P3
  EXPECT_EQ(texts("一二三四，五六七", 4.5), (Texts{"一二三四，", "五六七"}));
  EXPECT_EQ(texts("一二三四，五六七", 4.25)[0], "一二三");
  // At GB always, so that the ink ends at the measure; at basic where the mark has no room otherwise.
  EXPECT_EQ(quarters("一二三，四五六七", 4, nominal(4)), (Quarters{0, 4, 9, 14}));
  Style basic = nominal(4);
  basic.kinsoku = KinsokuLevel::kBasic;
  EXPECT_EQ(quarters("一二三，四五六七", 4, basic), (Quarters{0, 4, 8, 12}));
}

TEST(Squeeze, PutsTwoExclamationsIntoOneEm) {  // P5
  const Style style = nominal(20);
  EXPECT_EQ(quarters("国？！国", 20, style), (Quarters{0, 4, 6, 8}));
  EXPECT_EQ(quarters("国！！！国", 20, style), (Quarters{0, 4, 6, 8, 12}));
  EXPECT_EQ(quarters("国！国", 20, style), (Quarters{0, 4, 8}));
}

TEST(Squeeze, SetsTheMiddleDotInHalfAnEmInChinese) {  // P6
  const Style style = nominal(20);
  EXPECT_EQ(quarters("国·国", 20, style), (Quarters{0, 3, 6}));
  EXPECT_EQ(quarters("国・国", 20, style, pack::Language::kJa), (Quarters{0, 4, 8}));
}

TEST(Squeeze, LeavesDashesAndEllipsesTwoEm) {  // P7, X4
  EXPECT_EQ(quarters("国——国……国", 20, nominal(20)), (Quarters{0, 4, 8, 12, 16, 20, 24}));
  const std::vector<Shown> lines = lines_of(article_of({"一——二三四五六七八九"}), nominal(6.25));
  ASSERT_EQ(lines[0].text, "一——二三四");
  EXPECT_EQ(lines[0].x, (std::vector<std::int32_t>{0, 64, 128, 192, 256 + 8, 320 + 16}));
}

TEST(Hang, PutsACommaBehindTheMeasure) {  // P8
  Style style = nominal(4);
  style.squeeze = false;
  style.hang = true;
  EXPECT_EQ(quarters("一二三四，五六", 4, style), (Quarters{0, 4, 8, 12, 16}));
  EXPECT_EQ(quarters("一二三四；五六", 4, style).size(), 3U);
  EXPECT_EQ(quarters("一二三四》，五六", 4, style).size(), 3U);  // never when two marks follow each other
  style.hang = false;
  EXPECT_EQ(quarters("一二三四，五六", 4, style).size(), 3U);
}

TEST(Hang, DoesNotMoveTheTextBefore) {
  Style style = nominal(4.25);
  style.squeeze = false;
  style.hang = true;
  const std::vector<Shown> lines = lines_of(article_of({"一二三四，五六"}), style);
  ASSERT_EQ(lines[0].text, "一二三四，");
  EXPECT_EQ(lines[0].x, (std::vector<std::int32_t>{0, 64 + 5, 128 + 10, 192 + 16, 272}));
}

TEST(Gap, StandsBetweenHanAndLettersOnly) {  // A1, A2, A3
  Style style = nominal(20);
  style.autospace = true;
  const auto x = [&](const std::string& text) { return lines_of(article_of({text}), style)[0].x; };
  EXPECT_EQ(x("国A国"), (std::vector<std::int32_t>{0, 72, 112}));
  EXPECT_EQ(x("国（A）"), (std::vector<std::int32_t>{0, 64, 128, 160}));
  EXPECT_EQ(x("国%国"), (std::vector<std::int32_t>{0, 64, 96}));
  EXPECT_EQ(x("国 A"), (std::vector<std::int32_t>{0, 64, 96}));
  EXPECT_EQ(x("国５０国"), (std::vector<std::int32_t>{0, 64, 128, 192}));
}

TEST(Shrink, ComesBeforeStretch) {  // X1
  // Four and a half em of text: the comma gives half an em, so that 五 stays.
  EXPECT_EQ(texts("一，二三四五六七八", 5)[0], "一，二三四");
  EXPECT_EQ(texts("一，二三四五六七八", 4.5)[0], "一，二三四");
  EXPECT_EQ(quarters("一，二三四五六七八", 4.5, nominal(4.5)), (Quarters{0, 4, 6, 10, 14}));
}

TEST(Shrink, TakesBracketsBeforeCommasBeforeStops) {  // X2
  // One em too long: the brackets give all of it and the comma nothing.
  EXPECT_EQ(quarters("一（二）三，四五。六七八", 7.5, nominal(7.5)), (Quarters{0, 2, 6, 10, 12, 16, 20, 24, 28}));
  // Half an em: of two brackets each gives the same.
  EXPECT_EQ(quarters("一（二）三，四五六七八九", 7.5, nominal(7.5)), (Quarters{0, 3, 7, 11, 14, 18, 22, 26}));
  // One and a half: the comma too, the stop not.
  EXPECT_EQ(quarters("一（二）三，四。五六》。七八九", 9.5, nominal(9.5)),
            (Quarters{0, 2, 6, 10, 12, 16, 18, 22, 26, 30, 34, 36}));
}

TEST(Shrink, TakesNothingFromStopsInJapanese) {  // X2
  EXPECT_EQ(texts("一。二三四五六", 4.5)[0], "一。二三四");
  EXPECT_EQ(texts("一。二三四五六", 4.5, pack::Language::kJa)[0], "一。二三");
}

TEST(Shrink, LeavesAWordSpaceAQuarter) {  // X2
  const std::vector<Shown> lines = lines_of(article_of({"ab ab ab ab ab"}, pack::Language::kEn), nominal(5));
  ASSERT_EQ(lines[0].text, "ab ab ab ab ");  // 5.5 em, half of which three spaces of a half can give
  EXPECT_EQ(lines[0].x[3], 64 + 32 - 11);
}

TEST(Stretch, FillsSpacesThenGapsBetweenScriptsThenAll) {  // X3
  Style style = nominal(5.25);
  style.autospace = true;
  // One gap of A1, from an eighth of an em to a quarter, then all three alike.
  const std::vector<Shown> lines = lines_of(article_of({"一二三AB四五六七八九"}), style);
  ASSERT_EQ(lines[0].text, "一二三AB四");
  EXPECT_EQ(lines[0].x, (std::vector<std::int32_t>{0, 64, 128, 192 + 8, 232, 272}));
}

TEST(Stretch, SpareLastLinesAndHeadings) {  // X5, X7
  const std::vector<Shown> lines = lines_of(article_of({"一二三四五六"}), nominal(4.25));
  EXPECT_EQ(lines[1].x, (std::vector<std::int32_t>{0, 64}));
  pack::Article article = article_of({"一二三四五六七八"});
  article.blocks[0].kind = BlockKind::kHeading;
  article.blocks[0].level = 1;
  EXPECT_EQ(lines_of(article, nominal(4.25))[0].x, (std::vector<std::int32_t>{0, 64, 128, 192}));
}

TEST(LastLine, IsNotOneIdeograph) {  // O1
  EXPECT_EQ(texts("一二三四五六七八九。", 8), (Texts{"一二三四五六七", "八九。"}));
  EXPECT_EQ(texts("一，二，三，四五六七。", 9), (Texts{"一，二，三，四五六七。"}));  // pushed in
  EXPECT_EQ(texts("一二三四五六七八ab", 8), (Texts{"一二三四五六七八", "ab"}));
  Style style = nominal(8);
  style.orphans = true;
  EXPECT_EQ(lines_of(article_of({"一二三四五六七八九。"}), style)[1].text, "九。");
}

TEST(Lines, IndentFirstLinesByLanguageAndMeasure) {
  const auto indent = [](pack::Language language, double measure) {
    Style style = nominal(measure);
    style.indent = true;
    return lines_of(article_of({"一二三"}, language), style)[0].x[0];
  };
  EXPECT_EQ(indent(pack::Language::kZhHans, 20), 2 * kEm);
  EXPECT_EQ(indent(pack::Language::kZhHans, 10), kEm);
  EXPECT_EQ(indent(pack::Language::kJa, 20), kEm);
}

TEST(Lines, HangTheLabelsOfLists) {
  pack::Article article = article_of({"一二三四五六七八九"});
  article.blocks[0].kind = BlockKind::kListItem;
  article.blocks[0].list_depth = 1;
  article.blocks[0].label = U"1.";
  const std::vector<Shown> lines = lines_of(article, nominal(8));
  EXPECT_EQ(lines[0].text, "1.一二三四五六");
  EXPECT_EQ(lines[0].x[0], 0);
  EXPECT_EQ(lines[0].x[2], 2 * kEm);
  EXPECT_EQ(lines[1].x[0], 2 * kEm);
}

TEST(Lines, KeepNoteMarksWithTheTextBefore) {
  pack::Article article = article_of({"一二三四"});
  article.blocks[0].spans.push_back({U"", 0, 1});
  article.blocks[0].spans.push_back({U"五六", 0, 0});
  pack::Note note;
  note.blocks.resize(1);
  note.blocks[0].spans.push_back({U"注", 0, 0});
  article.notes.push_back(note);
  const std::vector<Shown> lines = lines_of(article, nominal(4));
  EXPECT_EQ(lines[0].text, "一二三");
  EXPECT_EQ(lines[1].text, "四¹五六");
}

TEST(Lines, EndAtLineFeedsAndKeepTheSpacesOfCode) {
  pack::Article article = article_of({"a\n  b\n\nc"}, pack::Language::kEn);
  article.blocks[0].kind = BlockKind::kCode;
  const std::vector<Shown> lines = lines_of(article, nominal(20));
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[1].text, "  b");
  EXPECT_EQ(lines[2].text, "");
  EXPECT_EQ(lines[3].text, "c");
}

TEST(Pages, DoNotEndWithAHeading) {
  pack::Article article = article_of({"一二三四五六七八九十一二三四五六", "标题", "一二三四五六七八"});
  article.blocks[1].kind = BlockKind::kHeading;
  article.blocks[1].level = 1;
  Style style = nominal(4);
  style.page_height = 700;  // four lines, a gap, the heading, one line: the heading moves on
  OpenedBundle opened(text_bundle({article}));
  ASSERT_EQ(opened.reader().set_style(style), Status::kOk);
  ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
  EXPECT_EQ(opened.reader().page().count, 4);
  ASSERT_EQ(opened.reader().next(), Status::kOk);
  EXPECT_EQ(opened.reader().page().lines[0].kind, BlockKind::kHeading);
  style.page_height = 800;
  ASSERT_EQ(opened.reader().set_style(style), Status::kOk);
  ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
  EXPECT_EQ(opened.reader().page().count, 7);
}

// How many lines the pages of some paragraphs have, on pages of so many rows.
std::vector<int> lines_of_pages(const std::vector<std::string>& paragraphs, int rows, bool orphans = false) {
  OpenedBundle opened(text_bundle({article_of(paragraphs)}));
  Style style = nominal(4);
  style.page_height = static_cast<std::int16_t>(rows * style.line_height);
  style.orphans = orphans;
  EXPECT_EQ(opened.reader().set_style(style), Status::kOk);
  EXPECT_EQ(opened.reader().open_article(0), Status::kOk);
  std::vector<int> lines;
  do lines.push_back(opened.reader().page().count);
  while (opened.reader().next() == Status::kOk);
  return lines;
}

const std::string kTwoLines = "一二三四五六", kThreeLines = kTwoLines + "七八九十", kFourLines = kThreeLines + "百千万亿";

TEST(Pages, LeaveNoLoneLines) {  // W1
  using Pages = std::vector<int>;
  EXPECT_EQ(lines_of_pages({kFourLines, kFourLines}, 5), (Pages{4, 4}));                    // not its first line
  EXPECT_EQ(lines_of_pages({kTwoLines, kFourLines}, 5), (Pages{4, 2}));                     // not its last
  EXPECT_EQ(lines_of_pages({kThreeLines, kThreeLines}, 5), (Pages{3, 3}));                  // nor either
  EXPECT_EQ(lines_of_pages({kThreeLines, kFourLines}, 5), (Pages{5, 2}));
  EXPECT_EQ(lines_of_pages({kFourLines, kFourLines}, 5, true), (Pages{5, 3}));
  EXPECT_EQ(lines_of_pages({kTwoLines, kThreeLines}, 4), (Pages{4, 1}));  // a page too small for it
}

TEST(Style, KeyTellsStylesApart) {
  const Style style = nominal(20);
  Style other = style;
  EXPECT_EQ(style.key(), other.key());
  other.line_height += 1;
  EXPECT_NE(style.key(), other.key());
  other = style;
  other.kinsoku = KinsokuLevel::kStrict;
  EXPECT_NE(style.key(), other.key());
  for (bool Style::* flag : {&Style::squeeze, &Style::hang, &Style::autospace, &Style::orphans}) {
    other = style;
    other.*flag = !(other.*flag);
    EXPECT_NE(style.key(), other.key());
  }
}

TEST(Layout, RefusesStylesWithoutRoom) {
  OpenedBundle opened(text_bundle({article_of({"一"})}));
  Style style = nominal(20);
  style.page_height = 50;
  EXPECT_EQ(opened.reader().set_style(style), Status::kBadCall);
  style = nominal(0.5);
  EXPECT_EQ(opened.reader().set_style(style), Status::kBadCall);
  style = nominal(20);
  style.metrics = MetricsKind::kStrike;
  EXPECT_EQ(opened.reader().set_style(style), Status::kNotFound);  // the bundle has no strike
}

}  // namespace
}  // namespace lr::test
