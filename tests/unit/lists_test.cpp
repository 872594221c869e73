// The lists of a bundle: how they are sorted, what titles are found by, what a screen of them costs to read.
#include <gtest/gtest.h>
#include <libreader/pack.h>
#include <libreader/title_search.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "../support/fixtures.h"

namespace {

using lr::List;
using lr::Status;
using lr::pack::Article;
using lr::pack::CalendarDate;
using lr::pack::Language;
using lr::test::OpenedBundle;

using Titles = std::vector<std::string>;

Article article(const std::string& title, Language language = Language::kZhHans) {
  Article made;
  made.fields.title = title;
  made.language = language;
  made.source = "a.md";
  lr::pack::Block block;
  block.spans.push_back({U"。", 0, 0});
  made.blocks.push_back(block);
  return made;
}

// Ids are not made here but by importers.
std::vector<std::uint8_t> bundle_of(std::vector<Article> articles, Language language = Language::kZhHans) {
  for (std::size_t i = 0; i < articles.size(); ++i) articles[i].fields.id = "a" + std::to_string(i);
  return lr::pack::pack_articles(std::move(articles), "书", language, {}).bundle;
}

std::string title_of(OpenedBundle& opened, const lr::NavigationItem& item) {
  std::string title;
  lr::TextCursor cursor(opened.bundle());
  EXPECT_EQ(cursor.open(item), Status::kOk);
  for (lr::TextItem text; cursor.next(text) == Status::kOk;) title += opened.utf8(text.symbol);
  return title;
}

Titles titles_by(OpenedBundle& opened, List list) {
  Titles titles;
  for (std::uint32_t i = 0; i < opened.bundle().list_items(list); ++i) {
    lr::NavigationItem item;
    EXPECT_EQ(opened.bundle().list_item(list, i, item), Status::kOk);
    titles.push_back(title_of(opened, item));
  }
  return titles;
}

Titles sorted(std::vector<Article> articles, List list, Language language = Language::kZhHans) {
  OpenedBundle opened(bundle_of(std::move(articles), language));
  EXPECT_EQ(opened.status(), Status::kOk);
  return titles_by(opened, list);
}

// In the order of the contents.
Titles found(OpenedBundle& opened, const std::string& query) {
  lr::TitleSearch search;
  EXPECT_EQ(search.open(opened.bundle(), query), Status::kOk);
  std::set<std::uint32_t> hits;
  lr::NavigationItem item;
  while (search.next(item) == Status::kOk) EXPECT_TRUE(hits.insert(item.article).second) << query << ": hit twice";
  Titles titles;
  for (std::uint32_t i = 1; i < opened.bundle().list_items(List::kContents); ++i) {
    EXPECT_EQ(opened.bundle().list_item(List::kContents, i, item), Status::kOk);
    if (hits.contains(item.article)) titles.push_back(title_of(opened, item));
  }
  return titles;
}

TEST(Dates, AreReadAsTheyArePrinted) {
  struct Case {
    const char* text;
    CalendarDate date;
  };
  const Case cases[] = {{"2024-03-05", {2024, 3, 5}},
                        {"2024年3月", {2024, 3, 0}},
                        {"2024年3月15日", {2024, 3, 15}},
                        {"二〇二四年十一月二十五日", {2024, 11, 25}},
                        {"2024", {2024, 0, 0}},
                        {"2024年第3期", {2024, 0, 0}},
                        {"2024(3)", {2024, 0, 0}},
                        {"令和6年3月", {2024, 3, 0}},
                        {"令和元年", {2019, 0, 0}},
                        {"2024. 3. 5.", {2024, 3, 5}},
                        {"2024년 3월 5일", {2024, 3, 5}},
                        {"5 March 2024", {2024, 3, 5}},
                        {"Mar. 5th, 2024", {2024, 3, 5}},
                        {"March 2024", {2024, 3, 0}},
                        {"20240305", {2024, 3, 5}},
                        {"05/03/2024", {2024, 0, 0}},
                        {"２０２４年３月", {2024, 3, 0}},
                        {"2024-13-05", {2024, 0, 0}},
                        {"", {0, 0, 0}},
                        {"近日", {0, 0, 0}},
                        {"十", {0, 0, 0}},
                        {"99999", {0, 0, 0}}};
  for (const Case& one : cases) EXPECT_EQ(lr::pack::parse_date(one.text), one.date) << one.text;
}

TEST(Lists, ChineseTitlesAreSortedByPinyin) {
  EXPECT_EQ(sorted({article("中国"), article("《红楼梦》考"), article("安徽"), article("第10章"), article("第2章"),
                    article("北京")},
                   List::kTitle),
            (Titles{"安徽", "北京", "第2章", "第10章", "《红楼梦》考", "中国"}));
}

TEST(Lists, JapaneseTitlesAreSortedByReading) {
  std::vector<Article> articles{article("山", Language::kJa), article("海", Language::kJa),
                                article("川", Language::kJa)};
  const char* readings[] = {"やま", "うみ", "かわ"};
  for (std::size_t i = 0; i < articles.size(); ++i) articles[i].fields.reading = readings[i];
  EXPECT_EQ(sorted(articles, List::kTitle, Language::kJa), (Titles{"海", "川", "山"}));
}

TEST(Lists, AuthorsAndDates) {
  std::vector<Article> articles{article("一"), article("二"), article("三"), article("四"), article("五")};
  const char* authors[] = {"王五", "", "李四", "王五", "张三"};
  const char* dates[] = {"2020年1月", "2021", "", "2021年5月3日", "2020-01"};
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (*authors[i] != '\0') articles[i].fields.authors = {authors[i]};
    articles[i].fields.date = dates[i];
  }
  OpenedBundle opened(bundle_of(articles));
  EXPECT_EQ(titles_by(opened, List::kAuthor), (Titles{"三", "一", "四", "五", "二"}));
  EXPECT_EQ(titles_by(opened, List::kDate), (Titles{"四", "二", "一", "五", "三"})) << "equal ones as they stand";
  lr::Date date{};
  ASSERT_EQ(opened.bundle().list_date(0, date), Status::kOk);
  EXPECT_EQ(date.year * 10000 + date.month * 100 + date.day, 20210503);
  ASSERT_EQ(opened.bundle().list_date(4, date), Status::kOk);
  EXPECT_EQ(date.year, 0);
  EXPECT_EQ(opened.bundle().list_date(5, date), Status::kNotFound);
}

TEST(Lists, ContentsAreOfAnyDepth) {
  std::vector<Article> articles{article("甲"), article("乙"), article("丙"), article("丁")};
  articles[0].sections = {"一", "二", "三", "四", "五", "六"};
  articles[1].sections = {"一", "二", "三", "四", "五", "七"};
  articles[2].sections = {"一", "二"};
  OpenedBundle opened(bundle_of(articles));
  std::string outline;
  for (std::uint32_t i = 0; i < opened.bundle().list_items(List::kContents); ++i) {
    lr::NavigationItem item;
    ASSERT_EQ(opened.bundle().list_item(List::kContents, i, item), Status::kOk);
    outline += std::to_string(item.depth) + title_of(opened, item) + " ";
  }
  EXPECT_EQ(outline, "0书 1一 2二 3三 4四 5五 6六 7甲 6七 7乙 3丙 1丁 ");
}

TEST(Fields, AreFoundByKind) {
  Article made = article("题");
  made.fields.authors = {"甲", "乙"};
  made.fields.translators = {"丙"};
  made.fields.editors = {"丁"};
  made.fields.authors_en = {"A", "B"};
  OpenedBundle opened(bundle_of({made}));
  lr::Article read;
  ASSERT_EQ(opened.bundle().article(0, read), Status::kOk);
  const auto field = [&](lr::BlockKind kind, std::uint32_t n) {
    std::uint32_t unit = 0;
    return opened.bundle().field(read, kind, n, unit) == Status::kOk ? opened.text(unit) : "-";
  };
  EXPECT_EQ(field(lr::BlockKind::kAuthor, 1), "乙");
  EXPECT_EQ(field(lr::BlockKind::kAuthor, 2), "-");
  EXPECT_EQ(field(lr::BlockKind::kTranslator, 0), "丙");
  EXPECT_EQ(field(lr::BlockKind::kEditor, 0), "丁");
  EXPECT_EQ(field(lr::BlockKind::kAuthorEn, 1), "B");
}

std::vector<std::string> ids_of(std::vector<Article> articles) {
  std::vector<std::string> ids;
  for (Article& one : articles) one.fields.id = "same";
  for (const lr::pack::ArticleSummary& one :
       lr::pack::pack_articles(std::move(articles), "书", Language::kZhHans, {}).articles)
    ids.push_back(one.id);
  return ids;
}

TEST(Ids, OfEqualArticlesDoNotHangOnTheirOrder) {
  std::vector<Article> articles{article("前言"), article("前言"), article("前言")};
  articles[0].source = "x/a.md";
  articles[1].source = "x/b.md";
  articles[2].source = "x/c.md";
  std::vector<std::string> ids = ids_of(articles);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 3u);
  std::reverse(articles.begin(), articles.end());
  std::reverse(ids.begin(), ids.end());
  EXPECT_EQ(ids_of(articles), ids);
  articles[0].source = articles[1].source;
  const std::vector<std::string> numbered = ids_of(articles);
  EXPECT_EQ(numbered[1], numbered[0] + "-2") << "nothing else tells them apart";
}

TEST(TitleSearch, FindsByEveryKindOfKey) {
  Article tokyo = article("東京物語", Language::kJa);
  tokyo.fields.reading = "とうきょう ものがたり";
  OpenedBundle opened(bundle_of({article("国际关系研究"), article("重庆的银行"), article("Café 与 GPU 计算"), tokyo,
                                 article("한국의 역사", Language::kKo), article("The Old Sea", Language::kEn),
                                 article("女性史"), article("國際法", Language::kZhHant)}));
  const struct {
    const char* query;
    Titles titles;
  } cases[] = {{"国际", {"国际关系研究", "國際法"}},
               {"國際", {"国际关系研究", "國際法"}},
               {"guoji", {"国际关系研究", "國際法"}},
               {"Guo Ji Guan", {"国际关系研究"}},
               {"gjgx", {"国际关系研究"}},
               {"yanjiu", {"国际关系研究"}},
               {"研究", {"国际关系研究"}},
               {"chongqing", {"重庆的银行"}},
               {"zhongqing", {"重庆的银行"}},
               {"yinhang", {"重庆的银行"}},
               {"yh", {"重庆的银行"}},
               {"cafe", {"Café 与 GPU 计算"}},
               {"CAFÉ", {"Café 与 GPU 计算"}},
               {"gpujs", {"Café 与 GPU 计算"}},
               {"ｇｐｕ", {"Café 与 GPU 计算"}},
               {"東京", {"東京物語"}},
               {"とうきょう", {"東京物語"}},
               {"トウキョウ", {"東京物語"}},
               {"monogatari", {"東京物語"}},
               {"toukyou", {"東京物語"}},
               {"한국", {"한국의 역사"}},
               {"ㅇㅅ", {"한국의 역사"}},
               {"old s", {"The Old Sea"}},
               {"nv", {"女性史"}},
               {"nü", {"女性史"}},
               {"guojia", {}},
               {"zz", {}}};
  for (const auto& one : cases) EXPECT_EQ(found(opened, one.query), one.titles) << one.query;
  EXPECT_EQ(found(opened, "").size(), 8u) << "of nothing, every title is a hit";
  EXPECT_EQ(found(opened, "\xFF\xC0").size(), 0u);
  EXPECT_EQ(found(opened, std::string(1000, 'g')).size(), 0u);
}

// ---- ten thousand articles ----

struct CountedSource {
  std::vector<std::uint8_t> bytes;
  std::uint32_t reads = 0;
  std::uint64_t read_bytes = 0;

  static Status read(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
    auto& self = *static_cast<CountedSource*>(context);
    std::memcpy(to, self.bytes.data() + offset, size);
    ++self.reads;
    self.read_bytes += size;
    return Status::kOk;
  }
  lr::Source source() { return {read, this, nullptr, static_cast<std::uint32_t>(bytes.size())}; }
};

// Titles of three to fourteen characters out of six hundred, some of them in Latin letters.
std::vector<Article> many_articles(std::uint32_t count) {
  std::mt19937 random(7);
  std::vector<Article> articles;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::u32string title;
    for (auto length = 3 + random() % 12; length > 0; --length)
      title += static_cast<char32_t>(0x4E00 + random() % 600 * 34);
    if (i % 10 == 0) title = U"Notes on Part " + std::u32string(1, static_cast<char32_t>('A' + i / 10 % 26)) + title;
    articles.push_back(article(lr::pack::encode_utf8(title)));
    articles.back().fields.date = std::to_string(1900 + i % 120);
  }
  return articles;
}

class TenThousand : public ::testing::Test {
 protected:
  static constexpr std::uint32_t kArticles = 10000, kLines = 12;

  static CountedSource& source() {
    static CountedSource made{bundle_of(many_articles(kArticles))};
    return made;
  }
  void open() { ASSERT_EQ(bundle_.open(source().source(), pages_), Status::kOk); }

  // Reads the lines of a screen to the end of each title; how often storage was asked.
  std::uint32_t show(List list, std::uint32_t first) {
    source().reads = 0;
    EXPECT_EQ(bundle_.read_ahead(list, first, kLines, buffer_), Status::kOk);
    for (std::uint32_t i = first; i < first + kLines && i < bundle_.list_items(list); ++i) {
      lr::NavigationItem item;
      EXPECT_EQ(bundle_.list_item(list, i, item), Status::kOk);
      lr::TextCursor cursor(bundle_);
      EXPECT_EQ(cursor.open(item), Status::kOk);
      lr::TextItem text;
      Status status = Status::kOk;
      while ((status = cursor.next(text)) == Status::kOk) ++symbols_;
      EXPECT_EQ(status, Status::kEnd);
    }
    bundle_.release_ahead();
    return source().reads;
  }

  std::array<lr::Storage::Page, 4> pages_{};
  std::array<std::uint8_t, 1024> buffer_{};
  lr::Bundle bundle_;
  std::uint64_t symbols_ = 0;
};

TEST_F(TenThousand, OpenWithThreeReads) {
  source().reads = 0;
  source().read_bytes = 0;
  open();
  EXPECT_EQ(bundle_.articles(), kArticles);
  EXPECT_LE(source().reads, 3u);
  EXPECT_LE(source().read_bytes, 16384u);
  RecordProperty("bytes_to_open", static_cast<int>(source().read_bytes));
}

TEST_F(TenThousand, AScreenOfTitlesTakesTwoReads) {
  open();
  for (const List list : {List::kTitle, List::kContents}) {
    std::uint32_t worst = 0;
    for (std::uint32_t first = 0; first < bundle_.list_items(list); first += 17 * kLines)
      worst = std::max(worst, show(list, first));
    EXPECT_LE(worst, 2u) << static_cast<int>(list);
  }
  EXPECT_GT(symbols_, 1000u);
}

TEST_F(TenThousand, OtherListsTakeTwoReadsALine) {
  open();
  for (const List list : {List::kAuthor, List::kDate}) EXPECT_LE(show(list, 5000), 1 + 2 * kLines);
}

TEST_F(TenThousand, AnIdIsFoundWithoutReadingThemAll) {
  open();
  for (std::uint32_t i = 0; i < kArticles; i += 997) {
    lr::Article article;
    ASSERT_EQ(bundle_.article(i, article), Status::kOk);
    std::uint32_t found = 0;
    source().reads = 0;
    ASSERT_EQ(bundle_.find_article(article.id, found), Status::kOk);
    EXPECT_EQ(found, i);
    EXPECT_LE(source().reads, 30u);
  }
}

TEST_F(TenThousand, AreAllListedAndFound) {
  open();
  for (const List list : {List::kTitle, List::kAuthor, List::kDate}) {
    ASSERT_EQ(bundle_.list_items(list), kArticles);
    std::vector<bool> seen(kArticles);
    for (std::uint32_t i = 0; i < kArticles; ++i) {
      lr::NavigationItem item;
      ASSERT_EQ(bundle_.list_item(list, i, item), Status::kOk);
      seen[item.article] = true;
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), true), kArticles);
  }
  lr::TitleSearch search;
  lr::NavigationItem item;
  std::uint32_t hits = 0;
  ASSERT_EQ(search.open(bundle_, "notes on part q"), Status::kOk);
  while (search.next(item) == Status::kOk) ++hits;
  EXPECT_EQ(hits, 38u);
  source().reads = 0;
  ASSERT_EQ(search.open(bundle_, "part q"), Status::kOk);
  ASSERT_EQ(search.next(item), Status::kOk);
  EXPECT_LE(source().reads, 80u) << "for the first hit";
}

}  // namespace
