// Readings beside their base: one box, as wide as the wider of the two, not parted; the brackets that the text has are not
// drawn. Nominal metrics; positions in eighths of an em.
#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = 64;

pack::Span base(const std::string& text) { return {pack::decode_utf8(text), kRubyBase, 0}; }
pack::Span reading(const std::string& text) { return {pack::decode_utf8("（" + text + "）"), kRubyText, 0}; }
pack::Span plain(const std::string& text) { return {pack::decode_utf8(text), 0, 0}; }

pack::Article article(const std::vector<pack::Span>& spans) {
  pack::Article made = article_of({""}, pack::Language::kJa);
  made.blocks[0].spans = spans;
  return made;
}

Style nominal(double measure_em, Direction direction = Direction::kHorizontal) {
  Style style;
  style.metrics = MetricsKind::kNominal;
  style.direction = direction;
  style.nominal_em = kEm;
  style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
  const bool vertical = direction == Direction::kVertical;
  (vertical ? style.page_height : style.page_width) = static_cast<std::int16_t>(measure_em * kEm);
  (vertical ? style.page_width : style.page_height) = 3200;
  style.line_height = 100;
  style.whole_em_measure = false;
  style.indent = false;
  style.front_matter = false;
  return style;
}

struct Shown {
  std::string text, line, beside;  // all of the line; what stands on it, and beside it
  std::vector<std::int32_t> on, off;  // where
};

std::vector<Shown> lines(const pack::Article& from, const Style& style) {
  OpenedBundle opened(text_bundle({from}));
  Reader& reader = opened.reader();
  EXPECT_EQ(reader.set_style(style), Status::kOk);
  EXPECT_EQ(reader.open_article(0), Status::kOk);
  std::vector<Shown> all;
  for (std::uint32_t i = 0; i < reader.page().count; ++i) {
    std::span<const LineItem> items;
    EXPECT_EQ(reader.line_items(i, items), Status::kOk);
    Shown shown;
    for (const LineItem& item : items) {
      const std::string symbol = opened.utf8(item.symbol);
      shown.text += symbol;
      const bool rest = (item.styles & kCellRest) != 0;
      if (rest && (item.styles & (kRubyBase | kRubyText)) == 0) continue;
      const bool beside = rest && (item.styles & kRubyText) != 0;
      (beside ? shown.beside : shown.line) += symbol;
      (beside ? shown.off : shown.on).push_back(item.x_q6 * 8 / (kEm * 64));
    }
    all.push_back(shown);
  }
  return all;
}

using Eighths = std::vector<std::int32_t>;

TEST(Ruby, StandsBesideItsBase) {  // R1
  for (const Direction direction : {Direction::kHorizontal, Direction::kVertical}) {
    const Shown shown = lines(article({plain("国"), base("漢"), reading("かん"), plain("国")}), nominal(20, direction))[0];
    EXPECT_EQ(shown.text, "国漢（かん）国");
    EXPECT_EQ(shown.line, "国漢国");
    EXPECT_EQ(shown.on, (Eighths{0, 8, 16}));
    EXPECT_EQ(shown.beside, "かん");
    EXPECT_EQ(shown.off, (Eighths{8, 12}));
  }
}

TEST(Ruby, IsCentredWhereItIsNarrower) {
  EXPECT_EQ(lines(article({base("手"), reading("て")}), nominal(20))[0].off, (Eighths{2}));
  EXPECT_EQ(lines(article({base("時雨"), reading("しぐ")}), nominal(20))[0].off, (Eighths{2, 10}));
}

TEST(Ruby, SpreadsABaseThatIsNarrower) {
  const Shown shown = lines(article({plain("国"), base("詔"), reading("みことのり"), plain("国")}), nominal(20))[0];
  EXPECT_EQ(shown.on, (Eighths{0, 14, 28}));  // 2.5 em of reading, three quarters of an em on either side of the base
  EXPECT_EQ(shown.off, (Eighths{8, 12, 16, 20, 24}));
}

TEST(Ruby, IsNotParted) {
  const std::vector<Shown> shown = lines(article({plain("一二三"), base("紫陽花"), reading("あじさい"), plain("四")}), nominal(5));
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].text, "一二三");
  EXPECT_EQ(shown[1].line, "紫陽花四");
}

TEST(Ruby, OfEachCharacterMayBeParted) {  // jukugo
  const std::vector<Shown> shown =
      lines(article({plain("一二三"), base("漢"), reading("かん"), base("字"), reading("じ"), plain("四")}), nominal(4));
  EXPECT_EQ(shown[0].line, "一二三漢");
  EXPECT_EQ(shown[1].line, "字四");
  EXPECT_EQ(shown[1].beside, "じ");
}

TEST(Ruby, StaysInBracketsWhereItCannotBeBeside) {
  const pack::Article one = article({base("漢"), reading("かん"), plain("字")});
  Style style = nominal(20);
  style.ruby = false;
  EXPECT_EQ(lines(one, style)[0].line, "漢（かん）字");
  Style cells = style_for_cells(40, 10);
  cells.front_matter = false;
  EXPECT_EQ(lines(one, cells)[0].line, "漢（かん）字");
  const std::string lengthy = "ながながしいよみかたのことば";
  EXPECT_EQ(lines(article({base("長"), reading(lengthy)}), nominal(30))[0].line, "長（" + lengthy + "）");
  for (const Shown& line : lines(article({base("紫陽花"), reading("あじさい")}), nominal(2)))  // wider than the measure
    EXPECT_EQ(line.beside, "");
}

TEST(Ruby, InLettersIsForHorizontalLines) {  // R2
  const pack::Article one = article({base("漢"), reading("hàn"), plain("字")});
  EXPECT_EQ(lines(one, nominal(20))[0].beside, "hàn");
  EXPECT_EQ(lines(one, nominal(20, Direction::kVertical))[0].line, "漢（hàn）字");
}

TEST(Ruby, IsPartedByANoteMark) {
  pack::Article one = article({base("漢"), {U"", 0, 1}, reading("かん")});
  pack::Note note;
  note.blocks.resize(1);
  note.blocks[0].spans.push_back({U"注", 0, 0});
  one.notes.push_back(note);
  EXPECT_EQ(lines(one, nominal(20))[0].beside, "");
}

TEST(Ruby, DoesNotChangeTheReadingText) {
  OpenedBundle opened(text_bundle({article({base("漢"), reading("かん"), plain("字")})}));
  ASSERT_EQ(opened.reader().set_style(nominal(20)), Status::kOk);
  ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
  EXPECT_EQ(opened.text(opened.reader().article().first_body_unit()), "漢（かん）字");
  EXPECT_EQ(opened.reader().page().lines[0].end_code_point, 6U);
}

}  // namespace
}  // namespace lr::test
