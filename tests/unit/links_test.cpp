// Links between articles: what importers make of addresses, where the packer says that they lead, what becomes of them when
// bundles grow, shrink and are repacked, and how a reader follows them and comes back.
#include <gtest/gtest.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/append/append.h>
#include <libreader/pack/check_links.h>
#include <libreader/pack/import/addresses.h>
#include <libreader/pack/upkeep/repack.h>
#include <libreader/pack/upkeep/salvage.h>
#include <libreader/pack/upkeep/sections.h>

#include <map>

#include "../support/fixtures.h"

namespace {

namespace pack = lr::pack;
using lr::Status;
using lr::test::OpenedBundle;
using Bytes = std::vector<std::uint8_t>;

std::string long_text(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i) text += "第" + std::to_string(i) + "句，纸上的字一行一行排下去。\n\n";
  return text;
}

std::string first_document() {
  return "---\ntitle: 甲\nid: first\nlanguage: zh-Hans\n---\n\n参见[乙文的第二节](sub/second.md#二-节)，又见[**丙**页](third.html#place)和"
         "[本文](#尾声)。\n\n" +
         long_text(40) + "## 尾声\n\n[注者](article:third#n1)说[^1]。\n\n[^1]: 见[乙](article:second)。\n";
}

std::string second_document() {
  return "---\ntitle: 乙\nid: second\nlanguage: zh-Hans\n---\n\n# 开头\n\n" + long_text(40) +
         "## 二 节\n\n回到[甲](../first.md)。\n\n## 二 节\n\n又。\n";
}

std::string third_document() {
  return "<html lang=\"zh-Hans\"><head><title>丙</title></head><body><article><h1>丙</h1><p>" + long_text(4) +
         "</p><p>一段<a href=\"first.md#%E5%B0%BE%E5%A3%B0\">尾声</a>，注在此<a href=\"#n1\" id=\"r1\"><sup>[1]</sup></a>。</p>"
         "<h2 id=\"place\">小节</h2><p>" +
         long_text(4) + "</p><ol><li id=\"n1\">这是注文。<a href=\"#r1\">↩</a></li></ol></article></body></html>";
}

void add(std::vector<pack::Article>& articles, const std::string& text, const std::string& name, const std::string& id = {}) {
  for (pack::Article& article : pack::import_bytes(text, name, {}).articles) {
    if (!id.empty()) article.fields.id = id;
    articles.push_back(std::move(article));
  }
}

std::vector<pack::Article> three() {
  std::vector<pack::Article> articles;
  add(articles, first_document(), "docs/first.md");
  add(articles, second_document(), "docs/sub/../sub/second.md");
  add(articles, third_document(), "docs/third.html", "third");
  return articles;
}

pack::PackResult packed(std::vector<pack::Article> articles) {
  return pack::pack_articles(std::move(articles), "书", pack::Language::kZhHans, {});
}

std::vector<std::string> problems_of(const Bytes& bytes) {
  return pack::check_links(lr::memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())));
}

// "ID: text -> ID: text of the block" of each link.
std::vector<std::string> links_of(const Bytes& bytes) {
  OpenedBundle opened(bytes);
  lr::Bundle& bundle = opened.bundle();
  EXPECT_EQ(opened.status(), Status::kOk);
  EXPECT_EQ(problems_of(bytes), std::vector<std::string>());
  const auto id_of = [&](const lr::Article& article) {
    std::string id(article.name_bytes, '\0');
    EXPECT_EQ(bundle.article_name(article, id.data()), Status::kOk);
    return id;
  };
  std::vector<std::string> links;
  for (std::uint32_t i = 0; i < bundle.links(); ++i) {
    lr::Link link{};
    lr::Article target{}, article{};
    EXPECT_EQ(bundle.link(i, link), Status::kOk);
    EXPECT_EQ(bundle.article(link.article, target), Status::kOk);
    std::string from;
    for (std::uint32_t k = 0; k < bundle.articles(); ++k) {
      EXPECT_EQ(bundle.article(k, article), Status::kOk);
      lr::Note last{};
      const bool has_notes = article.notes > 0 && bundle.note(article, article.notes - 1, last) == Status::kOk;
      const std::uint32_t end = has_notes ? last.first_unit + last.units : article.end_unit();
      if (link.unit >= article.first_unit && link.unit < end) from = id_of(article);
    }
    const std::u32string text = pack::decode_utf8(opened.text(link.unit)).substr(link.code_point, link.length);
    links.push_back(from + ": " + pack::encode_utf8(text) + " -> " + id_of(target) + ": " +
                    opened.text(target.first_unit + link.block));
  }
  return links;
}

const std::vector<std::string>& expected() {
  static const std::vector<std::string> links = {
      "first: 乙文的第二节 -> second: 二 节", "first: 丙页 -> third: 小节",    "first: 本文 -> first: 尾声",
      "first: 注者 -> third: 这是注文。",      "first: 乙 -> second: 乙",       "second: 甲 -> first: 甲",
      "third: 尾声 -> first: 尾声",
  };
  return links;
}

TEST(Links, LeadToArticlesHeadingsAnchorsAndNotes) {
  const pack::PackResult result = packed(three());
  EXPECT_EQ(links_of(result.bundle), expected());
  for (const pack::Remark& remark : result.remarks) EXPECT_NE(remark.kind, pack::Remark::Kind::kMissing) << remark.what;
}

TEST(Links, SlugsAreThoseOfGitHub) {
  EXPECT_EQ(pack::slug_of(U"Putting it together"), "putting-it-together");
  EXPECT_EQ(pack::slug_of(U"C++ & “Quotes”: a_b-c 1.2"), "c--quotes-a_b-c-12");
  EXPECT_EQ(pack::slug_of(U"汉字、字母与数字 É"), "汉字字母与数字-é");
  std::vector<pack::Article> articles;
  add(articles, second_document(), "a.md");
  pack::Article& article = articles.front();
  const auto heading = [&](const char* name) {
    return std::count_if(article.blocks.begin(), article.blocks.end(), [&](const pack::Block& block) {
      return std::find(block.anchors.begin(), block.anchors.end(), name) != block.anchors.end();
    });
  };
  EXPECT_EQ(heading("二-节"), 1);
  EXPECT_EQ(heading("二-节-1"), 1);
}

TEST(Links, ThatLeadNowhereArePlainTextAndSaidWithTheirLine) {
  std::vector<pack::Article> articles;
  add(articles, "# 题\n\n见[别处](gone.md)，\n[此处](#nowhere)，\n[网](https://a.cn/x)。\n", "docs/a.md");
  const pack::PackResult result = packed(std::move(articles));
  EXPECT_TRUE(links_of(result.bundle).empty());
  std::map<std::string, std::string> said;
  for (const pack::Remark& remark : result.remarks) {
    if (remark.kind == pack::Remark::Kind::kMissing) said[remark.where] += remark.what;
  }
  EXPECT_NE(said["docs/a.md:3"].find("gone.md, which is not in the bundle"), std::string::npos);
  EXPECT_NE(said["docs/a.md:4"].find("#nowhere"), std::string::npos);
  OpenedBundle opened(result.bundle);
  lr::Article article{};
  ASSERT_EQ(opened.bundle().article(0, article), Status::kOk);
  lr::TextCursor cursor(opened.bundle());
  ASSERT_EQ(cursor.open(article.first_body_unit()), Status::kOk);
  std::string styled;
  for (lr::TextItem item; cursor.next(item) == Status::kOk;) {
    if ((item.styles & lr::kLink) != 0) styled += opened.utf8(item.symbol);
  }
  EXPECT_EQ(styled, "网https://a.cn/x");  // of the web, as ever
}

TEST(Links, WithoutThemThereIsNoSection) {
  std::vector<pack::Article> articles;
  add(articles, "# 题\n\n文。\n", "a.md");
  const Bytes bytes = packed(std::move(articles)).bundle;
  for (const pack::SectionEntry& entry : pack::section_entries(bytes)) EXPECT_NE(entry.tag, lr::format::kLinksTag);
}

// ---- bundles out of bundles ----

std::vector<pack::Article> stored_articles(const Bytes& bundle, std::vector<std::uint32_t> which) {
  pack::StoredBundle stored("test", bundle);
  std::vector<pack::Article> articles;
  for (const std::uint32_t i : which) articles.push_back(stored.read(i).article);
  return articles;
}

TEST(Links, ComeBackFromABundle) {
  const Bytes bundle = packed(three()).bundle;
  EXPECT_EQ(packed(stored_articles(bundle, {0, 1, 2})).bundle, bundle);
}

TEST(Links, ToArticlesThatAreLeftOutAreDropped) {
  const Bytes bundle = packed(three()).bundle;
  const std::vector<std::string> rest = {"first: 乙文的第二节 -> second: 二 节", "first: 本文 -> first: 尾声",
                                         "first: 乙 -> second: 乙", "second: 甲 -> first: 甲"};
  EXPECT_EQ(links_of(packed(stored_articles(bundle, {0, 1})).bundle), rest);
}

Bytes with(const Bytes& bundle, const std::string& text, bool replace) {
  pack::LoadedBundle old("old", bundle);
  const pack::Documents one{1, [&](std::size_t) { return pack::import_bytes(text, "new.md", {}); },
                            [&](std::size_t) { return text.size(); }};
  pack::AppendOptions options;
  options.replace = replace;
  const pack::Appended added = pack::append(old, one, options);
  Bytes bytes(bundle.begin(), bundle.begin() + added.at);
  bytes.insert(bytes.end(), added.bytes.begin(), added.bytes.end());
  std::copy(added.bytes.end() - lr::format::kHeaderBytes, added.bytes.end(), bytes.begin());
  return bytes;
}

TEST(Links, GrowWithTheirBundle) {
  const Bytes grown = with(packed(three()).bundle, "---\ntitle: 丁\nid: fourth\n---\n\n见[乙](article:second#二-节)。\n", false);
  std::vector<std::string> links = expected();
  links.push_back("fourth: 乙 -> second: 二 节");
  EXPECT_EQ(links_of(grown), links);
  EXPECT_EQ(links_of(packed(stored_articles(grown, {0, 1, 2, 3})).bundle), links);
}

TEST(Links, ToAnArticleThatIsReplacedLeadToItsBeginning) {
  const Bytes grown = with(packed(three()).bundle, "---\ntitle: 新\nid: second\n---\n\n见[丙](article:third)。\n", true);
  const std::vector<std::string> links = {
      "first: 乙文的第二节 -> second: 新", "first: 丙页 -> third: 小节",  "first: 本文 -> first: 尾声",
      "first: 注者 -> third: 这是注文。",   "first: 乙 -> second: 新",     "third: 尾声 -> first: 尾声",
      "second: 丙 -> third: 丙",
  };
  EXPECT_EQ(links_of(grown), links);
}

// The table of the bundle; all checksums of what is changed there are made to fit.
struct LinkTable {
  explicit LinkTable(Bytes& bundle) : bytes(bundle) {
    for (std::size_t i = 0; i < pack::section_entries(bytes).size(); ++i) {
      if (pack::section_entries(bytes)[i].tag != lr::format::kLinksTag) continue;
      entry = pack::section_entries(bytes)[i];
      entry_at = lr::format::kHeaderBytes + i * lr::format::kSectionEntryBytes;
    }
  }
  std::uint8_t* record(std::size_t i) { return bytes.data() + entry.offset + i * lr::format::kLinkBytes; }
  void seal() {
    std::uint8_t* section = bytes.data() + entry.offset;
    lr::store_u32(section + entry.bytes - lr::kCrcBytes, lr::crc32c(section, entry.bytes - lr::kCrcBytes));
    lr::store_u32(bytes.data() + entry_at + 12, lr::crc32c(section, entry.bytes));
    const std::size_t entries = pack::head_bytes(bytes) - lr::format::kHeaderBytes - lr::kCrcBytes;
    std::uint8_t* list = bytes.data() + lr::format::kHeaderBytes;
    lr::store_u32(list + entries, lr::crc32c(list, static_cast<std::uint32_t>(entries)));
  }
  Bytes& bytes;
  pack::SectionEntry entry;
  std::size_t entry_at = 0;
};

TEST(Links, AreCheckedForOrderTextAndTarget) {
  const Bytes sound = packed(three()).bundle;
  const auto found = [&](std::size_t record, std::size_t at, std::uint8_t value) {
    Bytes bytes = sound;
    LinkTable table(bytes);
    table.record(record)[at] = value;
    table.seal();
    return problems_of(bytes);
  };
  EXPECT_TRUE(found(0, 8, sound.empty() ? 0 : LinkTable(const_cast<Bytes&>(sound)).record(0)[8]).empty());
  EXPECT_FALSE(found(0, 7, 0).empty());     // no text
  EXPECT_FALSE(found(1, 7, 200).empty());   // behind the text
  EXPECT_FALSE(found(2, 4, 0).empty());     // not in order
  EXPECT_FALSE(found(2, 8, 77).empty());    // no such article
  EXPECT_FALSE(found(2, 12, 200).empty());  // no such block
}

TEST(Links, OfADamagedTableAreLostAndTheirTextIsNot) {
  Bytes bytes = packed(three()).bundle;
  LinkTable table(bytes);
  for (int i = 0; i < 3; ++i) table.record(0)[i * 5] ^= 0x55;
  pack::StoredBundle stored("test", bytes);
  EXPECT_EQ(stored.lost_links(), 7u);
  EXPECT_TRUE(stored.read(0).lost.empty());
  EXPECT_TRUE(stored.read(0).article.links.empty());
}

// ---- reading ----

lr::Style style() {
  lr::Style style = lr::test::nominal_style(20);
  style.page_height = static_cast<std::int16_t>(8 * style.line_height);
  return style;
}

struct LinkReader : OpenedBundle {
  LinkReader() : OpenedBundle(packed(three()).bundle) {
    EXPECT_EQ(reader().set_style(style()), Status::kOk);
    EXPECT_EQ(reader().open_article(0), Status::kOk);
  }
  std::vector<std::uint32_t> links() {
    std::vector<std::uint32_t> links(8);
    std::uint32_t count = 0;
    EXPECT_EQ(reader().links_on_page(links, count), Status::kOk);
    links.resize(count);
    return links;
  }
  std::string first_text() { return text(reader().page().lines[0].start.unit); }
};

TEST(Links, OfThePageAreToldWithTheirPlaces) {
  LinkReader opened;
  EXPECT_EQ(opened.links(), (std::vector<std::uint32_t>{0, 1, 2}));
  std::map<std::uint32_t, std::string> shown;
  for (const std::uint32_t link : opened.links()) {
    for (std::uint32_t line = 0; line < opened.reader().page().count; ++line) {
      std::uint32_t first = 0, end = 0;
      if (opened.reader().link_on_line(link, line, first, end) != Status::kOk) continue;
      std::span<const lr::LineItem> items;
      ASSERT_EQ(opened.reader().line_items(line, items), Status::kOk);
      for (std::uint32_t i = first; i < end; ++i) shown[link] += opened.utf8(items[i].symbol);
    }
  }
  EXPECT_EQ(shown, (std::map<std::uint32_t, std::string>{{0, "乙文的第二节"}, {1, "丙页"}, {2, "本文"}}));
  ASSERT_EQ(opened.reader().next(), Status::kOk);
  EXPECT_TRUE(opened.links().empty());
}

TEST(Links, AreFollowedAndComeBackFrom) {
  LinkReader opened;
  lr::Reader& reader = opened.reader();
  const lr::Place start = reader.page().start;
  EXPECT_EQ(reader.back(), Status::kNotFound);
  ASSERT_EQ(reader.open_link(0), Status::kOk);
  EXPECT_EQ(reader.article_index(), 1u);
  const lr::Place in_second = reader.page().start;
  const std::vector<std::uint32_t> there = opened.links();
  ASSERT_EQ(there, (std::vector<std::uint32_t>{5}));
  ASSERT_EQ(reader.open_link(5), Status::kOk);
  EXPECT_EQ(reader.article_index(), 0u);
  ASSERT_EQ(reader.back(), Status::kOk);
  EXPECT_EQ(reader.article_index(), 1u);
  EXPECT_EQ(reader.page().start, in_second);
  ASSERT_EQ(reader.back(), Status::kOk);
  EXPECT_EQ(reader.article_index(), 0u);
  EXPECT_EQ(reader.page().start, start);
  EXPECT_FALSE(reader.can_go_back());
  EXPECT_EQ(reader.open_link(77), Status::kNotFound);
}

TEST(Links, LeadToNotesAndFromThem) {
  LinkReader opened;
  lr::Reader& reader = opened.reader();
  ASSERT_EQ(reader.open_link(3), Status::kOk);  // to a note of another article
  EXPECT_TRUE(reader.in_note());
  EXPECT_EQ(reader.article_index(), 2u);
  ASSERT_EQ(reader.back(), Status::kOk);
  ASSERT_EQ(reader.back(), Status::kOk);
  EXPECT_EQ(reader.article_index(), 0u);
  ASSERT_EQ(reader.go_to_heading(0), Status::kOk);
  const lr::Place mark = reader.page().start;
  ASSERT_EQ(reader.open_note(0), Status::kOk);
  EXPECT_EQ(opened.links(), (std::vector<std::uint32_t>{4}));
  ASSERT_EQ(reader.open_link(4), Status::kOk);
  EXPECT_EQ(reader.article_index(), 1u);
  EXPECT_FALSE(reader.in_note());
  ASSERT_EQ(reader.back(), Status::kOk);
  EXPECT_EQ(reader.page().start, mark);
}

// A forged target shows some page or says that there is none.
TEST(Links, ThatAreForgedDoNoHarm) {
  const Bytes sound = packed(three()).bundle;
  for (std::size_t at = 0; at < 7 * lr::format::kLinkBytes; ++at) {
    Bytes bytes = sound;
    LinkTable table(bytes);
    table.record(0)[at] = 0xFF;
    table.seal();
    OpenedBundle opened(bytes);
    ASSERT_EQ(opened.status(), Status::kOk);
    ASSERT_EQ(opened.reader().set_style(style()), Status::kOk);
    ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
    std::uint32_t links[8], count = 0;
    EXPECT_EQ(opened.reader().links_on_page(links, count), Status::kOk);
    for (std::uint32_t i = 0; i < 7; ++i) {
      (void)opened.reader().open_link(i);
      EXPECT_GT(opened.reader().page().count, 0u);
    }
  }
}

}  // namespace
