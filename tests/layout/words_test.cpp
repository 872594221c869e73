// Words that are parted at a line's end (U4), and tables in columns or as records. Nominal metrics: a full-width symbol is one em
// of 64 px, others half an em.
#include <libreader/pack/breaks/hyphenation.h>
#include <libreader/search.h>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = kNominalStyleEm;

Style nominal(double measure_em) { return nominal_style(measure_em); }

struct Shown {
  std::string text, reading;  // with what is shown of labels and hyphens; the reading text alone
  std::vector<std::int32_t> x;  // px of each symbol
  std::int32_t end_q6 = 0;      // of the last one that is no blank
  bool last = false;            // of its block
};

std::vector<Shown> lines_of(const pack::Article& article, const Style& style) {
  OpenedBundle opened(text_bundle({article}));
  Reader& reader = opened.reader();
  EXPECT_EQ(reader.set_style(style), Status::kOk);
  EXPECT_EQ(reader.open_article(0), Status::kOk);
  std::vector<Shown> lines;
  do {
    for (std::uint32_t i = 0; i < reader.page().count; ++i) {
      Shown shown;
      shown.last = reader.page().lines[i].last_of_unit;
      std::span<const LineItem> items;
      EXPECT_EQ(reader.line_items(i, items), Status::kOk);
      for (const LineItem& item : items) {
        const SymbolGroup& group = opened.bundle().alphabet().group_of(item.symbol);
        const bool hyphen = group.symbol_class == SymbolClass::kSoftHyphen;
        EXPECT_TRUE(!hyphen || &item == &items.back()) << "inside a line";
        shown.text += hyphen ? "-" : opened.utf8(item.symbol);
        if (item.span == 0) shown.reading += opened.utf8(item.symbol);
        shown.x.push_back(item.x_q6 / 64);
        if (group.symbol_class != SymbolClass::kSpace && group.symbol_class != SymbolClass::kTab) shown.end_q6 = item.x_q6 + item.advance_q6;
      }
      lines.push_back(shown);
    }
  } while (reader.next() == Status::kOk);
  return lines;
}

using Texts = std::vector<std::string>;

Texts texts_of(const pack::Article& article, const Style& style) {
  Texts texts;
  for (const Shown& line : lines_of(article, style)) texts.push_back(line.text);
  return texts;
}

Texts english(const std::string& text, double measure_em) {
  return texts_of(article_of({text}, pack::Language::kEn), nominal(measure_em));
}

// The words of a text with a hyphen at each of their points.
std::string parted(const std::string& text, const std::string& tag) {
  const std::u32string code_points = pack::decode_utf8(text);
  std::u32string result;
  std::size_t at = 0;
  for (const std::uint32_t point : pack::hyphenation_points(code_points, tag)) {
    result += code_points.substr(at, point - at) + U"-";
    at = point;
  }
  return pack::encode_utf8(result + code_points.substr(at));
}

TEST(Hyphens, ArePutByThePatternsOfTheLanguage) {
  EXPECT_EQ(parted("organization", ""), "orga-niza-tion");
  if (!pack::has_hyphenation("de") || !pack::has_hyphenation("fr")) GTEST_SKIP() << "hyphen-de, hyphen-fr";
  EXPECT_EQ(parted("Die Silbentrennung langer Wörter; Straßenbahn", "de"), "Die Sil-ben-tren-nung langer Wörter; Stra-ßen-bahn");
  EXPECT_EQ(parted("Die Straßenbahn", "de-AT"), "Die Stra-ßen-bahn");
  EXPECT_EQ(parted("développement NATIONALITÉ l’électricité", "fr"), "déve-lop-pement NATIONALITÉ l’élec-tri-cité");
  EXPECT_EQ(parted("développement", "fr-CA"), "déve-lop-pement");
}

TEST(Hyphens, AreNotPutWithoutPatterns) {
  EXPECT_FALSE(pack::has_hyphenation("tlh"));
  EXPECT_EQ(parted("organization", "tlh"), "organization");
}

TEST(Hyphens, OfAnArticleAreThoseOfItsLanguage) {
  if (!pack::has_hyphenation("de")) GTEST_SKIP() << "hyphen-de";
  pack::Article article = article_of({"Straßenbahn Straßenbahn"}, pack::Language::kEn);
  article.fields.language = "de";
  EXPECT_EQ(texts_of(article, nominal(5)), (Texts{"Straßen-", "bahn Stra-", "ßenbahn"}));
}

TEST(Hyphens, PartWordsWhereALineWouldBeLeftOpen) {
  EXPECT_EQ(english("a hyphenation", 5), (Texts{"a hyphen-", "ation"}));
  EXPECT_EQ(english("hyphenation", 4), (Texts{"hyphen-", "ation"}));
  EXPECT_EQ(english("the hyphen word", 5.5), (Texts{"the hyphen ", "word"}));  // no room for a hyphen is needed
  EXPECT_EQ(english("aaaa bbbb cccc hyphenation", 9.5)[0], "aaaa bbbb cccc ");  // nearly full as it is
}

TEST(Hyphens, AreThoseOfTheAuthorFirst) {
  EXPECT_EQ(english("hy\u00ADphenation", 4), (Texts{"hy-", "phenatio", "n"}));
  EXPECT_EQ(english("x\u00AD y\u00AD", 4), (Texts{"x y"}));
}

TEST(Hyphens, StandInRunningTextOnly) {
  EXPECT_EQ(english("hyphenation2 hy-phenation", 4)[0], "hyphenat");
  EXPECT_EQ(english("see example.org/hyphenation", 8)[0].back(), '/');
  pack::Article article = article_of({"hyphenation"}, pack::Language::kEn);
  article.blocks[0].kind = BlockKind::kHeading;
  article.blocks[0].level = 1;
  EXPECT_EQ(texts_of(article, nominal(4))[0], "hyphenat");
  article = article_of({"hyphenation"}, pack::Language::kEn);
  article.blocks[0].spans[0].styles = kCodeRun;
  EXPECT_EQ(texts_of(article, nominal(4))[0], "hyphenat");
  Style style = nominal(4);
  style.hyphens = false;
  EXPECT_EQ(texts_of(article_of({"hyphenation"}, pack::Language::kEn), style)[0], "hyphenat");
}

TEST(Hyphens, AreNoText) {
  OpenedBundle opened(text_bundle({article_of({"We speak of hyphenation and of its consequences."}, pack::Language::kEn)}));
  Article article;
  ASSERT_EQ(opened.bundle().article(0, article), Status::kOk);
  EXPECT_EQ(opened.text(article.first_body_unit()), "We speak of hyphenation and of its consequences.");
  EXPECT_EQ(article.code_points, 48u);
  for (const auto& [query, place] : {std::pair{"hyphenation", 12u}, {"enat", 16u}, {"consequences", 35u}}) {
    Search search;
    ASSERT_EQ(search.open(opened.bundle(), query), Status::kOk);
    Hit hit;
    ASSERT_EQ(search.next(hit), Status::kOk) << query;
    EXPECT_EQ(hit.code_point, place) << query;
  }
}

// Measures at which every line of a text is looked at.
constexpr double kMeasures[] = {6, 8, 10, 13, 17, 20, 27, 40};

const pack::Article& porting() {
  static const pack::Article article =
      pack::import_file(source_dir() / "content/en/porting.md", {}).articles.front();
  return article;
}

TEST(Hyphens, LeaveTheTextOfLinesAsItIs) {
  Style whole = nominal(400);
  std::string text;
  for (const Shown& line : lines_of(porting(), whole)) text += line.reading;
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  for (const double measure : kMeasures) {
    std::string joined;
    for (const Shown& line : lines_of(porting(), nominal(measure))) {
      joined += line.reading;
      EXPECT_LE(line.end_q6, measure * kEm * 64) << line.text;
    }
    std::erase_if(joined, [](char c) { return c == ' ' || c == '\t'; });
    EXPECT_EQ(joined, text) << measure;
  }
}

// What full lines of paragraphs leave open on average, in 1/64 px.
std::int64_t mean_slack(bool hyphens, double measure) {
  pack::Article article = porting();
  std::erase_if(article.blocks, [](const pack::Block& block) { return block.kind != BlockKind::kParagraph; });
  Style style = nominal(measure);
  style.hyphens = hyphens;
  style.alignment = Alignment::kRagged;
  std::int64_t sum = 0, lines = 0;
  for (const Shown& line : lines_of(article, style)) {
    if (line.last) continue;
    sum += static_cast<std::int64_t>(measure * kEm * 64) - line.end_q6;
    ++lines;
  }
  return sum / lines;
}

TEST(Hyphens, MakeLinesOfEnglishMoreEven) {
  for (const double measure : {6, 8, 10, 13, 17, 20, 27}) {  // at 40 em spaces take up what is open
    const std::int64_t with = mean_slack(true, measure), without = mean_slack(false, measure);
    std::printf("%4.0f em: %.2f em open a line, %.2f without hyphens\n", measure, static_cast<double>(with) / 4096,
                static_cast<double>(without) / 4096);
    EXPECT_LT(with, without) << measure;
  }
}

pack::Article table(const std::u32string& text, int head, pack::Language language = pack::Language::kZhHans) {
  pack::Article article = article_of({""}, language);
  article.blocks[0].kind = BlockKind::kTable;
  article.blocks[0].level = static_cast<std::uint8_t>(head);
  article.blocks[0].spans[0].text = text;
  return article;
}

const std::u32string kFruit = U"水果\t价格\t颜色\n苹果\t三元一斤\t红\n香蕉\t\t黄\n";

TEST(Tables, StandInColumnsWhereTheyFit) {
  const std::vector<Shown> lines = lines_of(table(kFruit, 1), nominal(12));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].text, "水果\t价格\t颜色");
  EXPECT_EQ(lines[1].text, "苹果\t三元一斤\t红");
  const std::int32_t second = lines[0].x[3], third = lines[0].x[6];
  EXPECT_EQ(second, 2 * kEm + 2 * kEm);  // the widest cell and a gap of two em
  EXPECT_EQ(third, second + 4 * kEm + 2 * kEm);
  EXPECT_EQ(lines[1].x[3], second);
  EXPECT_EQ(lines[1].x[8], third);
  EXPECT_EQ(lines[2].x[4], third);  // behind an empty cell
  EXPECT_EQ(lines_of(table(kFruit, 1), nominal(9))[1].x[3], 2 * kEm + kEm / 2);
}

TEST(Tables, AreRecordsWhereTheyDoNot) {
  const std::vector<Shown> lines = lines_of(table(kFruit, 1), nominal(8));
  Texts texts;
  for (const Shown& line : lines) texts.push_back(line.text);
  EXPECT_EQ(texts, (Texts{"水果\t价格\t颜色", "水果：苹果\t", "　价格：三元一斤\t", "　颜色：红", "水果：香蕉\t\t", "　颜色：黄"}));
  EXPECT_EQ(lines[1].x[0], 0);
  EXPECT_EQ(lines[2].x[1], kEm);  // the label of a further cell, indented
  const std::vector<Shown> narrow = lines_of(table(kFruit, 1), nominal(6));
  EXPECT_EQ(narrow[3].text, "　价格：三元");
  EXPECT_EQ(narrow[4].text, "一斤\t");
  EXPECT_EQ(narrow[4].x[0], 2 * kEm);
  std::string reading;
  for (const Shown& line : narrow) reading += line.reading;
  EXPECT_EQ(reading, "水果\t价格\t颜色苹果\t三元一斤\t红香蕉\t\t黄");
}

TEST(Tables, WithoutAHeadHaveNoLabels) {
  EXPECT_EQ(texts_of(table(kFruit, 0), nominal(8)),
            (Texts{"水果\t价格\t颜色", "苹果\t三元一斤\t", "红", "香蕉\t\t黄"}));
}

TEST(Tables, AreTurnedBackOverAsTheyWereTurned) {
  std::u32string text = U"甲列的名字\t乙列\t丙列\n";
  for (char32_t row = U'一'; row < U'一' + 40; ++row) text += std::u32string(3, row) + U"\t二二二二二二二\t三三三\n";
  OpenedBundle opened(text_bundle({table(text, 1)}));
  Reader& reader = opened.reader();
  for (const double measure : {30.0, 8.0}) {
    Style style = nominal(measure);
    style.page_height = 700;
    ASSERT_EQ(reader.set_style(style), Status::kOk);
    ASSERT_EQ(reader.open_article(0), Status::kOk);
    ASSERT_EQ(reader.go_to_page(0), Status::kOk);
    const auto first_symbol = [&] {
      std::span<const LineItem> items;
      EXPECT_EQ(reader.line_items(0, items), Status::kOk);
      return std::pair{items[0].symbol, items.size()};
    };
    std::vector<std::pair<Symbol, std::size_t>> forward;
    do {
      forward.push_back(first_symbol());
    } while (reader.next() == Status::kOk);
    ASSERT_GT(forward.size(), 3u);
    for (std::size_t i = forward.size() - 1; i-- > 0;) {
      ASSERT_EQ(reader.previous(), Status::kOk);
      EXPECT_EQ(first_symbol(), forward[i]) << i;
    }
  }
}

TEST(Tables, AreFoundOnlyWhereTheyAreText) {
  OpenedBundle opened(text_bundle({table(kFruit, 1)}));
  Search search;
  ASSERT_EQ(search.open(opened.bundle(), "水果"), Status::kOk);
  Hit hit;
  EXPECT_EQ(search.next(hit), Status::kOk);
  EXPECT_EQ(search.next(hit), Status::kEnd);  // not in the labels
}

}  // namespace
}  // namespace lr::test
