// Lines that run down: the same engine with the axes exchanged. What stands upright in one box, where pages and bands
// are cut, and the rules of line starts and ends at every measure, held by sets of code points of this file's own.
#include "../support/corpus.h"

namespace lr::test {
namespace {

constexpr int kEm = 64;

Style nominal(double measure_em) {
  Style style;
  style.metrics = MetricsKind::kNominal;
  style.direction = Direction::kVertical;
  style.nominal_em = kEm;
  style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
  style.page_height = static_cast<std::int16_t>(measure_em * kEm);
  style.page_width = 30000;
  style.line_height = 100;
  style.whole_em_measure = false;
  style.indent = false;
  style.front_matter = false;
  return style;
}

// A column: its symbols, those that share a box in brackets, and where each box begins, in eighths of an em.
struct Column {
  std::string text;
  std::vector<std::int32_t> eighths;
};

std::vector<Column> columns(const pack::Article& article, const Style& style) {
  OpenedBundle opened(text_bundle({article}));
  Reader& reader = opened.reader();
  EXPECT_EQ(reader.set_style(style), Status::kOk);
  EXPECT_EQ(reader.open_article(0), Status::kOk);
  std::vector<Column> all;
  do {
    for (std::uint32_t i = 0; i < reader.page().count; ++i) {
      std::span<const LineItem> items;
      EXPECT_EQ(reader.line_items(i, items), Status::kOk);
      Column column;
      for (std::size_t k = 0; k < items.size(); ++k) {
        const bool begins = (items[k].styles & kCellBegin) != 0, goes_on = (items[k].styles & kCellRest) != 0;
        column.text += (begins ? "[" : "") + opened.utf8(items[k].symbol);
        const bool more = k + 1 < items.size() && (items[k + 1].styles & kCellRest) != 0;
        column.text += (begins || goes_on) && !more ? "]" : "";
        if (!goes_on) column.eighths.push_back(items[k].x_q6 * 8 / (kEm * 64));
      }
      all.push_back(column);
    }
  } while (reader.next() == Status::kOk);
  return all;
}

std::string text(const std::string& paragraph, double measure_em = 20,
                 pack::Language language = pack::Language::kZhHans) {
  return columns(article_of({paragraph}, language), nominal(measure_em))[0].text;
}

using Eighths = std::vector<std::int32_t>;

Eighths eighths(const std::string& paragraph, double measure_em = 20) {
  return columns(article_of({paragraph}), nominal(measure_em))[0].eighths;
}

TEST(Cells, HoldShortNumbersThatStandAlone) {  // T4
  EXPECT_EQ(text("国12国"), "国[12]国");
  EXPECT_EQ(text("12月3日"), "[12]月[3]日");
  EXPECT_EQ(text("第12"), "第[12]");
  EXPECT_EQ(text("国123国"), "国123国");
  EXPECT_EQ(text("国1.5国"), "国1.5国");
  EXPECT_EQ(text("国50%国"), "国50%国");
  EXPECT_EQ(text("第 12 章"), "第 [12] 章");
  EXPECT_EQ(text("用A4纸"), "用A4纸");
  EXPECT_EQ(text("iPhone 12 上"), "iPhone 12 上");
  EXPECT_EQ(text("国１２国"), "国１２国");
}

TEST(Cells, HoldSingleLetters) {  // T5
  EXPECT_EQ(text("国A国"), "国[A]国");
  EXPECT_EQ(text("国AB国"), "国AB国");
  EXPECT_EQ(text("x轴"), "[x]轴");
}

TEST(Cells, AreLeftAloneInWesternText) {
  EXPECT_EQ(text("in 12 of 20 days", 40, pack::Language::kEn), "in 12 of 20 days");
}

TEST(Cells, AreOneEmSolid) {  // T4: no gap of A1, and marks keep their half
  EXPECT_EQ(eighths("国12国"), (Eighths{0, 8, 16}));
  EXPECT_EQ(eighths("国123国"), (Eighths{0, 9, 13, 17, 22}));
  EXPECT_EQ(eighths("国，12（国"), (Eighths{0, 8, 16, 24, 32}));
}

TEST(Cells, AreNotParted) {
  const std::vector<Column> all = columns(article_of({"一二三12四"}), nominal(3.5));
  EXPECT_EQ(all[0].text, "一二三");
  EXPECT_EQ(all[1].text, "[12]四");
}

TEST(Cells, HoldTheFiguresOfANoteMark) {
  pack::Article article = article_of({"一二"});
  article.blocks[0].spans.push_back({U"", 0, 1});
  article.blocks[0].spans.push_back({U"三四", 0, 0});
  pack::Note note;
  note.blocks.resize(1);
  note.blocks[0].spans.push_back({U"注", 0, 0});
  article.notes.push_back(note);
  const Column column = columns(article, nominal(20))[0];
  EXPECT_EQ(column.text, "一二[¹]三四");
  EXPECT_EQ(column.eighths, (Eighths{0, 8, 16, 20, 28}));
}

TEST(Squeeze, KnowsThatTallMarksHaveNoBlank) {
  EXPECT_EQ(eighths("国。”国"), (Eighths{0, 8, 12, 20}));  // P1 as in a horizontal line
  EXPECT_EQ(eighths("国：“国"), (Eighths{0, 8, 12, 20}));  // the opening mark gives its half
  EXPECT_EQ(eighths("国？”国"), (Eighths{0, 8, 16, 24}));  // upright, it is as tall as the box
  EXPECT_EQ(eighths("国？！国"), (Eighths{0, 8, 16, 24}));
}

// A terminal cannot turn symbols: each stands upright in a row of its own, numbers of two figures in one.
TEST(Vertical, TakesARowOfCellsASymbol) {
  OpenedBundle opened(text_bundle({article_of({"国，ab12月国（国）"})}));
  Style style = style_for_cells(30, 8);
  style.direction = Direction::kVertical;
  style.line_height = 3;
  style.indent = style.front_matter = false;
  ASSERT_EQ(opened.reader().set_style(style), Status::kOk);
  ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
  std::vector<std::int32_t> rows;
  for (std::uint32_t i = 0; i < opened.reader().page().count; ++i) {
    std::span<const LineItem> items;
    ASSERT_EQ(opened.reader().line_items(i, items), Status::kOk);
    for (const LineItem& item : items) {
      EXPECT_EQ(item.x_q6 % 64, 0);
      rows.push_back(item.x_q6 / 64);
    }
  }
  EXPECT_EQ(rows, (std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3}));
}

TEST(Vertical, IsKnownByTheKey) {
  Style style = nominal(20), other = style;
  other.direction = Direction::kHorizontal;
  EXPECT_NE(style.key(), other.key());
}

// T6: where all is full-width, columns end where lines do.
TEST(Vertical, BreaksFullWidthTextAsHorizontalLinesDo) {
  const pack::Article article =
      article_of({"我说：“他来了吗？”她没有回答——也许没有听见……（窗外）下着雨；街上的灯，一盏、一盏地亮了。《雨》的第一"
                  "页，就是这样开始的。"});
  for (int measure = 6; measure <= 40; ++measure) {
    Style across = nominal(measure);
    across.direction = Direction::kHorizontal;
    std::swap(across.page_width, across.page_height);
    across.kinsoku = KinsokuLevel::kBasic;
    across.squeeze = false;
    Style down = across;
    down.direction = Direction::kVertical;
    std::swap(down.page_width, down.page_height);
    const std::vector<Column> lines = columns(article, across), found = columns(article, down);
    ASSERT_EQ(lines.size(), found.size()) << measure;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ(lines[i].text, found[i].text);
      EXPECT_EQ(lines[i].eighths, found[i].eighths);
    }
  }
}

// The golden bundle has them.
TEST(Forms, FollowEachOtherBehindAllText) {
  OpenedBundle opened(read_file(source_dir() / "tests/golden/golden.lrb"));
  ASSERT_EQ(opened.status(), Status::kOk);
  const Alphabet& alphabet = opened.bundle().alphabet();
  Symbol first = kNoSymbol, expected = kNoSymbol, last_text = 0;
  std::string with_form;
  for (Symbol symbol = kFirstTextSymbol; symbol < alphabet.symbols(); ++symbol) {
    if (alphabet.group_of(symbol).code_points != 0) last_text = symbol;
    const Symbol form = alphabet.vertical_form(symbol);
    if (form == kNoSymbol) continue;
    if (first == kNoSymbol) first = expected = form;
    EXPECT_EQ(form, expected);
    expected = static_cast<Symbol>(form + 1);
    EXPECT_EQ(alphabet.group_of(form).code_points, 0);
    with_form += opened.utf8(symbol);
  }
  EXPECT_EQ(expected, alphabet.symbols());
  for (const char* mark : {"，", "。", "：", "（", "」", "“", "—", "…", "ー", "っ"})
    EXPECT_NE(with_form.find(mark), std::string::npos) << mark;
  for (const char* none : {"国", "の", "a", "1"}) EXPECT_EQ(with_form.find(none), std::string::npos) << none;
  EXPECT_LT(last_text, first);
}

// Whether a line could have ended sooner: if not, it ended where it must (L2).
bool offers_a_break(OpenedBundle& opened, const Line& line) {
  TextCursor cursor(opened.bundle());
  EXPECT_EQ(cursor.resume(line.start), Status::kOk);
  TextItem item;
  for (bool first = true; cursor.point().code_point < line.end_code_point && cursor.next(item) == Status::kOk; first = false) {
    if (!first && may_break(item.before, KinsokuLevel::kGb)) return true;
  }
  return false;
}

class Rules : public testing::TestWithParam<bool> {};

// K1, K2, K5, U1, U2, F1 and that no column is beyond the measure, at every whole-em measure; nothing lost or doubled.
TEST_P(Rules, HoldAtEveryMeasure) {
  if (corpus(GetParam()).bundle.empty()) GTEST_SKIP() << "the documents beside the project are not here";
  OpenedBundle opened(corpus(GetParam()).bundle);
  Reader& reader = opened.reader();
  const std::string never_first = "。．，、：；！？）》〉」』】〗〕］｝·・", never_last = "（《〈「『【〖〔［｛";
  const auto has = [](const std::string& set, const std::string& symbol) {
    return !symbol.empty() && set.find(symbol) != std::string::npos;  // a hyphen at the end has no text
  };
  for (int measure = 6; measure <= 40; ++measure) {
    ASSERT_EQ(reader.set_style(nominal(measure)), Status::kOk);
    for (std::uint32_t article = 0; article < reader.bundle().articles(); ++article) {
      ASSERT_EQ(reader.open_article(article), Status::kOk);
      Place at{reader.flow().first_unit, 0};
      std::string last, before;
      bool chosen = false;  // the end of the line before
      do {
        for (std::uint32_t i = 0; i < reader.page().count; ++i) {
          const Line& line = reader.page().lines[i];
          std::span<const LineItem> items;
          ASSERT_EQ(reader.line_items(i, items), Status::kOk);
          const bool goes_on = line.start.code_point != 0;
          if (goes_on) {
            ASSERT_EQ((Place{line.start.unit, line.start.code_point}), at);
          }
          at = {line.start.unit, line.end_code_point};
          if (items.empty() || line.kind == BlockKind::kCode || line.kind == BlockKind::kTable) continue;
          std::string shown;
          for (const LineItem& item : items) shown += opened.utf8(item.symbol);
          SCOPED_TRACE(std::to_string(measure) + " em, article " + std::to_string(article + 1) + ": " + before + "/" + shown);
          before = shown;
          const std::string first = opened.utf8(items[0].symbol);
          if (goes_on && chosen) {
            ASSERT_FALSE(has(never_first, first) || items[0].span == kNoteMarkSpan);
            ASSERT_FALSE(first == "—" && last == "—");
            ASSERT_FALSE(first == "…" && last == "…");
            ASSERT_FALSE(has(never_last, last));
          }
          chosen = offers_a_break(opened, line);
          ASSERT_EQ(reader.line_items(i, items), Status::kOk);
          for (const LineItem& item : items) last = opened.utf8(item.symbol);
          const LineItem& end = items.back();
          const bool space = reader.bundle().alphabet().group_of(end.symbol).symbol_class == SymbolClass::kSpace;
          if (!space && items.size() > 1) {
            ASSERT_LE(end.x_q6 + end.advance_q6, measure * kEm * 64);
          }
        }
      } while (reader.next() == Status::kOk);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Corpora, Rules, testing::Bool(),
                         [](const auto& info) { return info.param ? "seeds" : "content"; });

}  // namespace
}  // namespace lr::test
