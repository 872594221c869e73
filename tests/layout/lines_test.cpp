// Lines of small texts: where they end, how they are adjusted, how blocks stand. Nominal metrics: a full-width symbol is one
// em of 64 px, others half an em.
#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = 64;

Style nominal(double measure_em) {
  Style style;
  style.metrics = MetricsKind::kNominal;
  style.nominal_em = kEm;
  style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
  style.page_width = static_cast<std::int16_t>(measure_em * kEm);
  style.page_height = 3200;
  style.line_height = 100;
  style.whole_em_measure = false;
  style.indent = false;
  style.autospace = false;
  style.front_matter = false;
  return style;
}

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
  EXPECT_EQ(texts("一二三（四五）六", 4), (Texts{"一二三", "（四五）", "六"}));
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
  EXPECT_EQ(texts("abcdefghij", 2, pack::Language::kEn), (Texts{"abcd", "efgh", "ij"}));
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

TEST(Style, KeyTellsStylesApart) {
  const Style style = nominal(20);
  Style other = style;
  EXPECT_EQ(style.key(), other.key());
  other.line_height += 1;
  EXPECT_NE(style.key(), other.key());
  other = style;
  other.kinsoku = KinsokuLevel::kStrict;
  EXPECT_NE(style.key(), other.key());
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
