// Readings beside their base: one box, as wide as the wider of the two, not parted; the brackets that the text has are
// not drawn. Nominal metrics; positions in eighths of an em.
#include <random>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = 64;
constexpr int kRubyStyles = kRubyBase | kRubyText;

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
  std::string text, line, beside;     // all of the line; what stands on it, and beside it
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
    const Shown shown =
        lines(article({plain("国"), base("漢"), reading("かん"), plain("国")}), nominal(20, direction))[0];
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
  const std::vector<Shown> shown =
      lines(article({plain("一二三"), base("紫陽花"), reading("あじさい"), plain("四")}), nominal(5));
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].text, "一二三");
  EXPECT_EQ(shown[1].line, "紫陽花四");
}

TEST(Ruby, OfEachCharacterMayBeParted) {  // jukugo
  const std::vector<Shown> shown = lines(
      article({plain("一二三"), base("漢"), reading("かん"), base("字"), reading("じ"), plain("四")}), nominal(4));
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

TEST(Ruby, StandsOutOverKanaOnly) {  // R2
  const auto line = [](const std::vector<pack::Span>& spans) { return lines(article(spans), nominal(20))[0]; };
  const pack::Span word = base("詔"), read = reading("みことのり");
  const Shown both = line({plain("の"), word, read, plain("が")});
  EXPECT_EQ(both.off, (Eighths{4, 8, 12, 16, 20}));
  EXPECT_EQ(both.on, (Eighths{0, 10, 20}));
  EXPECT_EQ(line({plain("の"), word, read, plain("国")}).on, (Eighths{0, 12, 24}));
  EXPECT_EQ(line({plain("国"), word, read, plain("ー")}).on, (Eighths{0, 12, 24}));
  for (const char* other : {"国", "々", "」", "・"}) {
    const Shown alone = line({plain(std::string("国") + other + "国")}),
                shown = line({plain(std::string("国") + other), word, read});
    EXPECT_EQ(shown.off[0], alone.on[2]) << other;
  }
  EXPECT_EQ(line({plain("の"), base("紫陽花"), reading("あじさいじじ"), plain("が")}).on, (Eighths{0, 8, 16, 24, 32}));
  EXPECT_EQ(line({{U"の", kEmphasis, 0}, word, read}).off[0], 8);
}

TEST(Ruby, StandsOutByHalfOfWhatIsTooLong) {
  const Shown shown = lines(article({plain("の"), base("訳"), reading("わけの"), plain("が")}), nominal(20))[0];
  EXPECT_EQ(shown.off, (Eighths{6, 10, 14}));
  EXPECT_EQ(shown.on, (Eighths{0, 8, 16}));
}

TEST(Ruby, LeavesKanaToOneOfTwo) {
  const pack::Span word = base("訳"), read = reading("わけの");
  EXPECT_EQ(lines(article({word, read, plain("の"), word, read}), nominal(20))[0].off, (Eighths{0, 4, 8, 18, 22, 26}));
}

TEST(Ruby, IsFlushWithTheEdgesOfALine) {  // R3
  const std::vector<pack::Span> spans = {plain("一の"),   base("詔"), reading("みことのり"),
                                         plain("が一の"), base("詔"), reading("みことのり"),
                                         plain("が")};
  const std::vector<Shown> shown = lines(article(spans), nominal(4));
  ASSERT_EQ(shown.size(), 3U);
  EXPECT_EQ(shown[0].line, "一の詔");
  EXPECT_EQ(shown[0].off, (Eighths{12, 16, 20, 24, 28}));
  EXPECT_EQ(shown[1].line, "が一の");
  EXPECT_EQ(shown[2].off, (Eighths{0, 4, 8, 12, 16}));
  EXPECT_EQ(shown[2].on, (Eighths{4, 16}));
}

TEST(Ruby, InLettersIsAQuarterEmFromTheNext) {  // R2
  const Shown shown =
      lines(article({base("庄"), reading("zhuang"), base("庄"), reading("zhuang"), plain("字")}), nominal(20))[0];
  EXPECT_EQ(shown.off[0], 0);
  EXPECT_EQ(shown.off[6], 14);  // behind six letters of a quarter
  EXPECT_EQ(shown.on, (Eighths{2, 16, 27}));
}

TEST(Ruby, OfBopomofoIsAStripBehindItsBase) {  // R4
  const auto line = [](const char* read, Direction direction) {
    return lines(article({plain("國"), base("漢"), reading(read), plain("國")}), nominal(20, direction))[0];
  };
  const Direction across = Direction::kHorizontal, down = Direction::kVertical;
  EXPECT_EQ(line("ㄏㄢˋ", across).on, (Eighths{0, 8, 22}));
  EXPECT_EQ(line("ㄏㄢˋ", across).off, (Eighths{16, 16, 16}));
  EXPECT_EQ(line("ㄓㄨㄤ", across).on, (Eighths{0, 8, 20}));
  EXPECT_EQ(line("ㄏㄢˋ", down).on, (Eighths{0, 8, 16}));
  EXPECT_EQ(line("ㄏㄢˋ", down).off, (Eighths{8, 12, 12}));
  EXPECT_EQ(line("ㄓㄨㄤ", down).on, (Eighths{0, 10, 21}));  // an eighth from the next
  EXPECT_EQ(line("˙ㄇ", down).off, (Eighths{9, 11}));
  EXPECT_NE(line("ㄏㄢˋㄗˋ", across).off[1],
            line("ㄏㄢˋㄗˋ", across).off[0]);  // two syllables stand as other readings do
}

struct Extent {
  std::int32_t begin, end;
};

// Of a line's readings, each a stretch along it; strips stand below each other and are one stretch.
std::vector<Extent> readings_of(OpenedBundle& opened, std::span<const LineItem> items, bool vertical) {
  std::vector<Extent> found;
  for (const LineItem& item : items) {
    if ((item.styles & kRubyText) == 0 || (item.styles & kCellRest) == 0) continue;
    const bool strip = (item.styles & kRubyBase) != 0;
    const bool narrow = opened.bundle().alphabet().group_of(item.symbol).advance == AdvanceKind::kProportional;
    if (strip && (narrow || (!vertical && !found.empty() && found.back().begin == item.x_q6)))
      continue;  // beside a letter
    found.push_back({item.x_q6, item.x_q6 + kEm * 64 / (narrow ? 4 : 2)});
  }
  return found;
}

std::vector<pack::Span> random_spans(std::mt19937& random) {
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  std::vector<pack::Span> spans;
  for (auto left = 2 + random() % 30; left > 0; --left) {
    if (random() % 2 == 0) {
      spans.push_back(plain(pick({"の", "が国", "、", "」と", "ab ", "1", "国の", "ッー"})));
    } else {
      spans.push_back(base(pick({"漢", "時雨", "紫陽花"})));
      spans.push_back(reading(pick({"かん", "みことのり", "じ", "zhuāng", "ㄏㄢˋ", "ㄓㄨㄤ", "˙ㄇㄚ", "きょうと"})));
    }
  }
  return spans;
}

TEST(Ruby, LiesOverNoOtherInAnyText) {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    const bool vertical = random() % 2 != 0;
    const double measure = 4 + static_cast<double>(random() % 40) / 2;
    Style style = nominal(measure, vertical ? Direction::kVertical : Direction::kHorizontal);
    style.alignment = random() % 2 != 0 ? Alignment::kJustify : Alignment::kRagged;
    OpenedBundle opened(text_bundle({article(random_spans(random))}));
    Reader& reader = opened.reader();
    ASSERT_EQ(reader.set_style(style), Status::kOk);
    ASSERT_EQ(reader.open_article(0), Status::kOk);
    SCOPED_TRACE(std::to_string(round) + ": " + opened.text(reader.article().first_body_unit()));
    for (std::uint32_t i = 0; i < reader.page().count; ++i) {
      std::span<const LineItem> items;
      ASSERT_EQ(reader.line_items(i, items), Status::kOk);
      const auto edge = static_cast<std::int32_t>(measure * kEm * 64);
      std::int32_t end = 0, base_end = -kEm * 32;  // an opening mark begins a line with its ink
      for (const Extent& extent : readings_of(opened, items, vertical)) {
        ASSERT_GE(extent.begin, end);
        ASSERT_LE(extent.end, edge);
        end = extent.end;
      }
      for (const LineItem& item : items) {
        const bool on_line = (item.styles & kCellRest) == 0 || (item.styles & kRubyStyles) == kRubyBase;
        if (!on_line || item.span != 0) continue;
        const AdvanceKind kind = opened.bundle().alphabet().group_of(item.symbol).advance;
        ASSERT_GE(item.x_q6, base_end) << opened.utf8(item.symbol) << " in line " << i;
        if (kind == AdvanceKind::kFull && item.advance_q6 != kEm * 32) base_end = item.x_q6 + kEm * 32;
      }
    }
  }
}

}  // namespace
}  // namespace lr::test
