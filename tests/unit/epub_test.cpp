// The EPUB importer: from archives made here to articles, and what it refuses.
#include <gtest/gtest.h>

#include <algorithm>

#include "../support/show.h"
#include "../support/zip.h"

namespace lr::pack {
namespace {

using test::Lines;
using test::make_zip;
using test::show;
using test::show_notes;
using test::ZipEntries;

const std::string kContainer =
    "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile "
    "full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
const std::string kMetadata = "<dc:title>书</dc:title><dc:language>zh-CN</dc:language>";

// A book of documents in their order; those whose names begin with "nav" or end with ".ncx" are not in the spine.
class Book {
 public:
  explicit Book(std::string metadata = kMetadata) : metadata_(std::move(metadata)) {}

  Book& add(const std::string& name, const std::string& text, const std::string& properties = {}) {
    entries_.emplace_back("OEBPS/" + name, text);
    const bool is_ncx = name.ends_with(".ncx"), is_nav = name.starts_with("nav");
    manifest_ += "<item id='" + name + "' href='" + name + "' media-type='" +
                 (is_ncx ? "application/x-dtbncx+xml" : "application/xhtml+xml") + "'" + (is_nav ? " properties='nav'" : "") + "/>";
    if (!is_ncx && !is_nav) spine_ += "<itemref idref='" + name + "' " + properties + "/>";
    return *this;
  }
  Book& chapter(const std::string& name, const std::string& body, const std::string& properties = {}) {
    return add(name, "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='x'><head><title>t</title></head><body>" + body +
                         "</body></html>", properties);
  }
  Book& nav(const std::string& list) { return add("nav.xhtml", "<html><body><nav epub:type='toc'><ol>" + list + "</ol></nav></body></html>"); }
  Book& raw(const std::string& path, const std::string& contents) { return entries_.emplace_back(path, contents), *this; }
  Book& spine(const std::string& items) { return spine_ += items, *this; }
  Book& manifest(const std::string& items) { return manifest_ += items, *this; }
  Book& guide(const std::string& items) { return guide_ += items, *this; }

  std::string opf() const {
    return "<package xmlns:dc='d' xmlns:opf='o'><metadata>" + metadata_ + "</metadata><manifest>" + manifest_ +
           "</manifest><spine>" + spine_ + "</spine><guide>" + guide_ + "</guide></package>";
  }
  std::string bytes() const {
    ZipEntries all = {{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", kContainer}, {"OEBPS/book.opf", opf()}};
    all.insert(all.end(), entries_.begin(), entries_.end());
    return make_zip(all, true);
  }

 private:
  std::string metadata_, manifest_, spine_, guide_;
  ZipEntries entries_;
};

// Imports; the account is even.
ImportResult import(const Book& book) {
  ImportResult result = import_bytes(book.bytes(), "a.epub", {});
  EXPECT_EQ(test::unevenness(result), "");
  return result;
}

Article article(const Book& book) { return import(book).articles.at(0); }
Lines blocks(const Book& book) { return show(article(book).blocks); }

std::string refusal(const std::string& bytes, const std::string& name = "a.epub") {
  try {
    import_bytes(bytes, name, {});
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

bool refuses(const std::string& bytes, const std::string& part) {
  const std::string said = refusal(bytes);
  EXPECT_NE(said.find(part), std::string::npos) << said;
  return said.starts_with("a.epub");
}

// ---- the package ----

TEST(Epub, ReadsThePackage) {
  const Fields fields =
      article(Book("<dc:title id='t1'>河流</dc:title><meta refines='#t1' property='title-type'>main</meta><dc:title "
                   "id='t2'>一部历史</dc:title><meta refines='#t2' property='title-type'>subtitle</meta><dc:creator "
                   "id='c1'>甲</dc:creator><meta refines='#c1' property='role'>aut</meta><dc:creator "
                   "id='c2'>乙</dc:creator><meta refines='#c2' property='role'>trl</meta><dc:creator>丙</dc:creator>"
                   "<dc:creator opf:role='edt'>丁</dc:creator><dc:date>2024-05-16T00:00:00Z</dc:date>"
                   "<dc:publisher>社</dc:publisher><dc:description>&lt;p&gt;关于河。&lt;/p&gt;</dc:description>"
                   "<dc:subject>水</dc:subject><dc:subject>山</dc:subject><dc:language>zh-TW</dc:language>")
                  .chapter("a.xhtml", "<p>文")).fields;
  EXPECT_EQ(fields.title, "河流");
  EXPECT_EQ(fields.subtitle, "一部历史");
  EXPECT_EQ(fields.authors, (std::vector<std::string>{"甲", "丙"}));
  EXPECT_EQ(fields.date, "2024-05-16");
  EXPECT_EQ(fields.publication, "社");
  EXPECT_EQ(fields.abstract_text, "关于河。");
  EXPECT_EQ(fields.keywords, (std::vector<std::string>{"水", "山"}));
}

TEST(Epub, TheLanguageIsThePackages) {
  EXPECT_EQ(article(Book("<dc:language>ja-JP</dc:language>").chapter("a.xhtml", "<p>漢字")).language, Language::kJa);
  EXPECT_EQ(article(Book("<dc:language>zh</dc:language>").chapter("a.xhtml", "<p>這個國家")).language, Language::kZhHant);
}

TEST(Epub, FindsDocumentsByPercentSignsAndRelativePaths) {
  Book book;
  book.raw("第 一.xhtml", "<p>甲</p>").manifest("<item id='x' href='text/../../%E7%AC%AC%20%E4%B8%80.xhtml'/>");
  EXPECT_EQ(blocks(book.spine("<itemref idref='x'/>")), (Lines{"P|甲"}));
}

TEST(Epub, AMissingDocumentIsARemark) {
  const ImportResult result =
      import(Book().chapter("a.xhtml", "<p>甲").manifest("<item id='b' href='b.xhtml'/>").spine("<itemref idref='b'/><itemref idref='c'/>"));
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|甲"}));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kMissing, "OEBPS/b.xhtml"));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kMissing, "\"c\""));
}

TEST(Epub, IsChosenByItsFirstEntry) {
  EXPECT_EQ(import_bytes(Book().chapter("a.xhtml", "<p>甲").bytes(), "book", {}).articles.size(), 1u);
}

// ---- documents ----

TEST(Epub, ReadsWhatStandsInDocuments) {
  EXPECT_EQ(blocks(Book().chapter("a.xhtml",
                                  "<h1>章</h1><p>甲<b>乙</b><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>——</p><pre>\na\n  b</pre>"
                                  "<p>见<a href='https://a.cn/x'>某处</a>，<a href='https://a.cn'>a.cn</a>，<q>好</q></p>"
                                  "<table><tr><th>a</th><th>—</th></tr><tr><td>1</td><td>—</td></tr></table>"
                                  "<figure><img src='x' alt='河'/><figcaption>图</figcaption></figure><p><img alt='山'/></p>"
                                  "<svg><title>x</title><text>画</text></svg><ul><li>一</li></ul><blockquote><p>引</p></blockquote>"
                                  "<script>if (a &lt; b) {}</script>")),
            (Lines{"H1|章", "P|甲<2:乙><16:漢><32:（かん）>——", "CODE|a\n  b",
                   "P|见<8:某处>（<8:https://a.cn/x>），<8:a.cn>，“好”", "TABLE1|a\t—\n1\t—", "CAPTION|图", "CAPTION|山",
                   "L l1 •|一", "Q q1|引"}));
}

TEST(Epub, ReadsOtherEncodingsAndBrokenMarkup) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("<html><body><p>wide</p></body></html>")) utf16 += std::string{c, '\0'};
  Book book;
  book.add("a.xhtml", utf16)
      .add("b.xhtml", "<?xml version='1.0' encoding='GB18030'?><html><body><p>\xD6\xD0\xCE\xC4\xA1\xA3</p></body></html>")
      .add("c.xhtml", "<html><body><p>un<b>closed<div>x &nbsp; &hellip; <![CDATA[1 < 2]]>")
      .add("d.xhtml", "<html><body><p>next</p></body></html>");
  EXPECT_EQ(blocks(book), (Lines{"P|wide", "P|中文。", "P|un<2:closed>", "P|<2:x … 1 < 2>", "P|next"}));
}

TEST(Epub, DropsCoverTitlePageAndContents) {
  std::string list;
  for (const char* name : {"1", "2", "3", "4", "5"}) list += std::string("<p><a href='a.xhtml#") + name + "'>第" + name + "章</a></p>";
  Book book;
  book.chapter("cover.xhtml", "<p>封面</p>").chapter("t.xhtml", "<section epub:type='titlepage'><h1>书</h1><p>某人</p></section>");
  book.chapter("list.xhtml", "<h1>目录</h1>" + list).chapter("a.xhtml", "<p>文。").chapter("toc.xhtml", "<p><a href='a.xhtml'>文</a></p>");
  book.guide("<reference type='cover' href='cover.xhtml'/><reference type='toc' href='toc.xhtml'/>");
  book.nav("<li><a href='cover.xhtml'>封面</a></li>").spine("<itemref idref='nav.xhtml'/>");
  const ImportResult result = import(book);
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|文。"}));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kDropped, "The cover was dropped"));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kDropped, "OEBPS/list.xhtml"));
}

TEST(Epub, KnowsATitlePageByItsText) {
  EXPECT_EQ(blocks(Book().chapter("a.xhtml", "<h1>书</h1><p>某人 著</p>").chapter("b.xhtml", "<p>文。")), (Lines{"P|文。"}));
}

// ---- headings ----

TEST(Epub, TheContentsGiveHeadingsTheirLevels) {
  Book book;
  book.chapter("a.xhtml", "<h2>上编</h2><h2 id='c1'>一</h2><h4>节</h4>").chapter("b.xhtml", "<h1>二</h1><h3>节</h3><p>文");
  book.nav("<li><a href='a.xhtml'>上编</a><ol><li><a href='a.xhtml#c1'>一</a></li><li><a href='b.xhtml'>二</a></li></ol></li>");
  EXPECT_EQ(blocks(book), (Lines{"H1|上编", "H2|一", "H4|节", "H2|二", "H4|节", "P|文"}));
}

TEST(Epub, TheContentsMayBeSixLevelsDeep) {
  std::string chapter, list, end;
  for (int i = 1; i <= 6; ++i) {
    const std::string number = std::to_string(i);
    chapter += "<h2 id='c" + number + "'>" + number + "</h2>";
    list += (i > 1 ? "<ol>" : "") + std::string("<li><a href='a.xhtml#c") + number + "'>" + number + "</a>";
    end += i > 1 ? "</ol></li>" : "";
  }
  Book book;
  book.chapter("a.xhtml", chapter + "<p>文");
  book.nav(list + "</li>" + end);
  EXPECT_EQ(blocks(book), (Lines{"H1|1", "H2|2", "H3|3", "H4|4", "H5|5", "H6|6", "P|文"}));
}

TEST(Epub, HeadingsThatOnlyTheContentsHave) {
  Book book;
  book.chapter("a.xhtml", "<p>甲</p><p>乙<a id='x'></a></p>").chapter("b.xhtml", "<p class='t'>第二章</p><p>文</p>");
  book.nav("<li><a href='a.xhtml'>第一章</a><ol><li><a href='a.xhtml#x'>节</a></li></ol></li><li><a href='b.xhtml'>第二章</a></li>"
           "<li><a href='b.xhtml#none'>无</a></li>");
  const ImportResult result = import(book);
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"H1|第一章", "P|甲", "H2|节", "P|乙", "H1|第二章", "P|文"}));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kMissing, "\"无\""));
}

TEST(Epub, ReadsTheNcx) {
  Book book;
  book.chapter("a.xhtml", "<h3>One</h3><p>x").chapter("b.xhtml", "<p>y");
  book.add("toc.ncx", "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src='a.xhtml'/><navPoint>"
                      "<navLabel><text>Two</text></navLabel><content src='b.xhtml'/></navPoint></navPoint></navMap></ncx>");
  EXPECT_EQ(blocks(book), (Lines{"H1|One", "P|x", "H2|Two", "P|y"}));
}

TEST(Epub, BrokenContentsAreARemark) {
  const ImportResult result = import(Book().chapter("a.xhtml", "<h2>甲</h2><p>乙").add("toc.ncx", "<ncx><navMap>"));
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"H2|甲", "P|乙"}));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kMissing, "table of contents cannot be read"));
}

// ---- notes ----

TEST(Epub, ReadsAsidesAsNotes) {
  const Article found = article(Book().chapter(
      "a.xhtml", "<aside epub:type='footnote' id='n1'><p>注一</p></aside><p>甲<a epub:type='noteref' href='#n1'>1</a>乙<sup>[<a "
                 "role='doc-noteref' href='#n2'>二</a>]</sup></p><aside epub:type='rearnote' id='n2'><p>注二</p><p>续</p></aside>"));
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]乙[2]"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|注一", "二 P|注二 P|续"}));
}

TEST(Epub, ReadsNotesOfOtherDocuments) {
  Book book;
  book.chapter("notes.xhtml", "<section epub:type='endnotes'><h2>注释</h2><ol><li id='n1'><p>一 <a href='c1.xhtml#r1'>↩</a></p></li>"
                              "<li id='n2'><p>二</p></li></ol></section>");
  book.chapter("c1.xhtml", "<p>甲<a id='r1' href='notes.xhtml#n1'>[1]</a>。</p>").chapter("c2.xhtml", "<p>乙<sup><a href='notes.xhtml#n2'>1</a></sup>。</p>");
  const Article found = article(book);
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]。", "P|乙[2]。"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|一", "1 P|二"}));
}

TEST(Epub, DocumentsOutsideTheOrderAreReadForTheirNotesOnly) {
  Book book;
  book.chapter("n.xhtml", "<h1>另</h1><p>别的文字。</p><p id='n1'><a href='a.xhtml#r'>[1]</a> 注。</p>", "linear='no'");
  const Article found = article(book.chapter("a.xhtml", "<p>甲<a id='r' href='n.xhtml#n1'>[1]</a></p>"));
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|注。"}));
}

TEST(Epub, ReadsNotesCalledByAPicture) {
  const Article found = article(Book().chapter(
      "a.xhtml", "<p>甲<sup><a class='duokan-footnote' href='#n' id='r'><img src='note.png'/></a></sup>乙</p><ol><li class='duokan-footnote-item' "
                 "id='n'><p><a href='#r'>◎</a>注文</p></li></ol>"));
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]乙"}));
  EXPECT_EQ(show_notes(found), (Lines{"※ P|注文"}));
}

TEST(Epub, EveryBlockKnowsItsLine) {
  const ImportResult result = import(Book().chapter("a.xhtml", "<p>甲</p><p>乙</p>").chapter("b.xhtml", "<p>丙</p>"));
  for (const Block& block : result.articles.at(0).blocks) {
    const auto same = [&](const SourceLine& line) { return line.number == block.line && line.text == block.text(); };
    EXPECT_TRUE(std::any_of(result.account.source.begin(), result.account.source.end(), same)) << show(block);
  }
}

// ---- refusals ----

TEST(Epub, RefusesWhatIsNoBook) {
  EXPECT_TRUE(refuses("PK", "no directory"));
  EXPECT_TRUE(refuses(make_zip({{"a", "b"}}), "no EPUB"));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", "<container/>"}}), "names no package"));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", kContainer}}), "is not there"));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", kContainer}, {"OEBPS/book.opf", "<package>"}}), "no well-formed XML"));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", kContainer}, {"OEBPS/book.opf", "<package/>"}}), "names no document"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  for (int i = 0; i < 100000; ++i) deep += "</a>";
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", deep}}), "deep"));
}

TEST(Epub, EntitiesAreNotExpanded) {
  const std::string bomb = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>";
  EXPECT_EQ(article(Book("<dc:title>&b;</dc:title>").chapter("a.xhtml", bomb + "<p>x")).fields.title, "&b;");
}

TEST(Epub, RefusesProtectedBooks) {
  const auto encrypted = [](const std::string& algorithm) {
    return Book().chapter("a.xhtml", "<p>甲").raw("META-INF/encryption.xml",
        "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm='" + algorithm + "'/></enc:EncryptedData></encryption>");
  };
  EXPECT_TRUE(refuses(encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc").bytes(), "protected"));
  EXPECT_EQ(blocks(encrypted("http://www.idpf.org/2008/embedding")), (Lines{"P|甲"}));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", kContainer}}, false, "pw"), "encrypted"));
}

TEST(Epub, RefusesNamesThatHarm) {
  for (const char* name : {"/etc/x", "../x", "a/../../x", "C:/x"}) EXPECT_NE(refusal(make_zip({{name, "x"}})), "") << name;
  std::string bytes = make_zip({{"aQb", "x"}, {"aQc", "y"}});
  const auto with = [&](char c) {
    std::string changed = bytes;
    std::replace(changed.begin(), changed.end(), 'Q', c);
    return changed;
  };
  EXPECT_TRUE(refuses(with('\\'), "backslash"));
  EXPECT_TRUE(refuses(with('\0'), "NUL"));
  std::replace(bytes.begin(), bytes.end(), 'c', 'b');
  EXPECT_TRUE(refuses(bytes, "one name"));
}

TEST(Epub, RefusesBombsAndDamage) {
  const std::string zeros(8u << 20, ' ');
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", zeros}}, true), "times its size"));
  EXPECT_TRUE(refuses(make_zip({{"META-INF/container.xml", std::string((64u << 20) + 1, ' ')}}), "64 MiB"));
  EXPECT_EQ(blocks(Book().chapter("a.xhtml", "<p>甲").raw("big.bin", zeros)), (Lines{"P|甲"}));  // not wanted: not unpacked
  const std::string good = Book().chapter("a.xhtml", "<p>some text that is packed</p>").bytes();
  EXPECT_TRUE(refuses(good.substr(0, good.size() - 40), "no directory"));
  std::string bad = good;
  const std::size_t at = bad.find("OEBPS/a.xhtml") + 60;
  for (std::size_t i = at; i < at + 40; ++i) bad[i] = static_cast<char>(bad[i] ^ 0x55);
  EXPECT_TRUE(refuses(bad, "damaged"));
  ZipEntries many;
  for (int i = 0; i < 20001; ++i) many.emplace_back(std::to_string(i), "");
  EXPECT_TRUE(refuses(make_zip(many), "entries"));
}

TEST(Epub, EveryDamagedByteEndsWell) {
  const std::string good = Book().chapter("a.xhtml", "<p>甲<a href='#n'>1</a></p><p id='n'>1 乙</p>").bytes();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0xFF);
    static_cast<void>(refusal(bad));
  }
}

}  // namespace
}  // namespace lr::pack
