// The HTML importer: from whole pages to articles.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/html_meta.h>
#include <libreader/pack/import/utf.h>

#include <string>

#include "../support/show.h"

namespace lr::pack {
namespace {

using test::has_remark, test::Lines, test::show, test::show_notes, test::unevenness;

ImportResult import(const std::string& bytes, const std::string& name = "a.html") {
  return import_bytes(bytes, name, {});
}

Article article(const std::string& bytes) { return import(bytes).articles.at(0); }

Lines blocks(const std::string& bytes) { return show(article(bytes).blocks); }

const std::string kLong =
    "河水从北边的山里流出来，经过许多村子，最后在城外和另一条河相会，人们在两岸种了柳树，春天来的时候满城都是柳絮。";

// ---- blocks ----

TEST(Html, ReadsBlocks) {
  EXPECT_EQ(blocks("<h2>甲</h2><p>一段\n话。<p>又一段。<hr><blockquote>引<p>文</blockquote><address>住址</address>"),
            (Lines{"H2|甲", "P|一段话。", "P|又一段。", "RULE|", "Q q1|引", "Q q1|文", "P|住址"}));
  EXPECT_EQ(blocks("<div>散 文<div>内层</div>尾</div>"), (Lines{"P|散 文", "P|内层", "P|尾"}));
  EXPECT_EQ(blocks("<p>x</p><h2><span>甲</span><div>乙</div></h2>丙"), (Lines{"P|x", "H2|甲", "P|乙", "P|丙"}));
}

TEST(Html, ReadsNestedLists) {
  EXPECT_EQ(blocks("<ul><li>甲<ol start=3><li>乙<li><p>丙<p>丁</ol><li>戊</ul>"),
            (Lines{"L l1 •|甲", "L l2 3.|乙", "L l2 4.|丙", "L l2|丁", "L l1 •|戊"}));
  EXPECT_EQ(blocks("<ol type=a><li>x<li value=26>y<li>z</ol>"), (Lines{"L l1 a.|x", "L l1 z.|y", "L l1 27.|z"}));
  EXPECT_EQ(blocks("<blockquote><ul><li>a<ul><li>b</ul></ul></blockquote>"), (Lines{"L q1 l1 •|a", "L q1 l2 –|b"}));
}

TEST(Html, ReadsWhatStandsInsideABlock) {
  EXPECT_EQ(blocks("<p><em>e</em> <b>s</b> <code>c</code> <i><strong>es</strong></i> <span>x</span>"),
            (Lines{"P|<1:e> <2:s> <4:c> <3:es> x"}));
  EXPECT_EQ(blocks("<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>の<ruby>今日<rt>きょう</rt></ruby>です。</p>"),
            (Lines{"P|<16:漢><32:（かん）><16:字><32:（じ）>の<16:今日><32:（きょう）>です。"}));
  EXPECT_EQ(blocks("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字です。H<sub>2</sub>O, 10<sup>3</sup>"),
            (Lines{"P|<16:漢><32:（かん）>字です。H₂O, 10³"}));
  EXPECT_EQ(blocks("<p>见<a href=\"https://a.cn/x\">某处</a>和<a href='/y'>别处</a>。"),
            (Lines{"P|见<8:某处>（<8:https://a.cn/x>）和别处。"}));
  EXPECT_EQ(blocks("<b><p>甲<p>乙</b>丙"), (Lines{"P|<2:甲>", "P|<2:乙>丙"}));
  EXPECT_EQ(blocks("<p>说<q>好</q>&amp;&lt;&nbsp;&nbsp;&#x4E00;&hellip;"), (Lines{"P|说“好”&< 一…"}));
}

TEST(Html, BreaksMakeLinesOrParagraphs) {
  EXPECT_EQ(blocks("<p>上<br>下<br><br>另一段<br>\n　　又一段<br>&nbsp;&nbsp;再一段"),
            (Lines{"P|上\n下", "P|另一段", "P|又一段", "P|再一段"}));
}

TEST(Html, KeepsCode) {
  EXPECT_EQ(blocks("<p>x<pre><code>int a;\n\tif (a &lt; 1)\n</code></pre>"),
            (Lines{"P|x", "CODE|int a;\n    if (a < 1)"}));
}

TEST(Html, ReadsTables) {
  EXPECT_EQ(blocks("<table><caption>表一</caption><tr><th>a<th>b<tr><td>1<br>2<td><b>x</b><tr><td colspan=2>w</table>"),
            (Lines{"CAPTION|表一", "TABLE1|a\tb\n1 2\t<2:x>\nw\t"}));
  EXPECT_EQ(blocks("<table><tr><td><h2>左</h2><p>文<td><p>右</table>"), (Lines{"H2|左", "P|文", "P|右"}));
  EXPECT_EQ(blocks("<table><tr><td>只有一格</table>"), (Lines{"P|只有一格"}));
}

TEST(Html, ReadsFigures) {
  EXPECT_EQ(blocks("<p>x<figure><img alt=河><figcaption><p>图 1　河</figcaption></figure><p><img alt=山></p>"),
            (Lines{"P|x", "CAPTION|图 1　河", "CAPTION|山"}));
}

// ---- notes ----

TEST(Html, FindsNotesInAList) {
  const Article found = article(
      "<p>甲<sup><a href='#fn1' id=r1>1</a></sup>，乙<sup>[<a href='#fn2'>2</a>]</sup>。再<sup><a "
      "href='#fn1'>1</a></sup>"
      "<hr><h2>注释</h2><ol><li id=fn1>第一条 <a href='#r1'>↩</a><li id=fn2>第二条<sup><a href='#fn3'>3</a></sup>"
      "<li id=fn3>第三条</ol>");
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]，乙[2]。再[1]"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|第一条", "2 P|第二条[3]", "3 P|第三条"}));
}

TEST(Html, FindsNotesOfWordProcessors) {
  const Article found = article(
      "<p>文<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>。</p><div><hr><div id=ftn1><p><a href='#_ftnref1' "
      "name='_ftn1'>[1]</a> 注文。<p>续。</div></div>");
  EXPECT_EQ(show(found.blocks), (Lines{"P|文[1]。"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|注文。 P|续。"}));
}

TEST(Html, FindsNotesThatShareAParagraph) {
  const Article found = article(
      "<p>甲<a href='#n1'>[1]</a>乙<a href='#n2'>①</a></p><p><a name=n1></a>[1] 第一<em>条</em><br><a name=n2></a>① "
      "第二条</p>");
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]乙[2]"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|第一<1:条>", "① P|第二条"}));
}

TEST(Html, FindsNotesOfBooks) {
  const Article found = article(
      "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='x'><head><title/></head><body>"
      "<p>a<a epub:type='noteref' href='#x'>see note</a></p><aside epub:type='footnote' "
      "id='x'><p>b</p></aside></body>");
  EXPECT_EQ(show(found.blocks), (Lines{"P|a[1]"}));
  EXPECT_EQ(show_notes(found), (Lines{"seenote P|b"}));
}

TEST(Html, ANoteMayBeginWithAMark) {
  const Article found = article(
      "<p>甲<a href='#n1'>1</a></p><ul><li id=n1><a href='#n2'>2</a>注</li><li id=n2><a href='#n1'>↑</a> <b>2</b>. "
      "次</ul>");
  EXPECT_EQ(show_notes(found), (Lines{"1 P|[2]注", "2 P|次"}));
}

TEST(Html, LinksToSectionsAreNoNotes) {
  const Article found = article("<p>见<a href='#s2'>2</a><section id=s2><h2>二</h2><p>文</section>");
  EXPECT_EQ(show(found.blocks), (Lines{"P|见<8:2>", "H2|二", "P|文"}));
  EXPECT_TRUE(found.notes.empty());
}

// ---- pages ----

const std::string kPage =
    "<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>柳树与河_地理_某某网</title>"
    "<meta name=author content='甲乙、丙丁'><meta property='article:published_time' "
    "content='2024-05-16T06:59:00+08:00'>"
    "<meta property=og:site_name content=某某网><style>p{}</style></head><body>"
    "<header><a href=/>首页</a> <a href=/a>新闻</a></header><nav><a href=/b>地理</a></nav>"
    "<div class=wrap><div class=left><div class=crumbs>首页 &gt; 地理</div><h1>柳树与河</h1>"
    "<div class=text><p>" +
    kLong + "<p>" + kLong + "<script>x()</script><div class=share-bar>分享到</div><h2>春天</h2><p>" + kLong +
    "</div><div><ul><li><a href=/1>另一篇文章</a><li><a href=/2>第二篇文章</a><li><a href=/3>第三篇</a>"
    "<li><a href=/4>第四篇</a></ul></div></div><div class=right><div id=ad-1>广告</div><p>热门排行</div></div>"
    "<footer>版权所有</footer></body></html>";

TEST(Html, FindsTheArticleOfAPage) {
  const ImportResult result = import(kPage);
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|" + kLong, "P|" + kLong, "H2|春天", "P|" + kLong}));
  const Fields& fields = result.articles[0].fields;
  EXPECT_EQ(fields.title, "柳树与河");
  EXPECT_EQ(fields.authors, (std::vector<std::string>{"甲乙", "丙丁"}));
  EXPECT_EQ(fields.date, "2024-05-16");
  EXPECT_EQ(fields.publication, "某某网");
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "<nav>"));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kRecognised, "characters around it were dropped"));
}

TEST(Html, TakesWhatThePageCallsItsArticle) {
  const std::string text = "<p>" + kLong + "</p>";
  EXPECT_EQ(blocks("<div>" + text + "</div><article><h1>题</h1><p>短。" + text + text + "</article>"),
            (Lines{"P|短。", "P|" + kLong, "P|" + kLong}));
  EXPECT_EQ(blocks("<div role=main>" + text + "短。</div><div>" + kLong.substr(0, 90) + "</div>"),
            (Lines{"P|" + kLong, "P|短。"}));
}

TEST(Html, KeepsAllOfAPlainDocument) {
  EXPECT_EQ(blocks("<h1>题</h1><p>短。</p><div><p>" + kLong + "</p></div><ul><li><a href=https://a.cn>a.cn</a></ul>"),
            (Lines{"P|短。", "P|" + kLong, "L l1 •|<8:a.cn>"}));
}

TEST(Html, ReadsOldPages) {
  const Article found = article(
      "<title>很长的标题-某某网</title><body><center><table width=760><tr><td><a href=/>首页</a>|<a href=/n>新闻</a>|"
      "<a href=/o>论坛</a>|<a href=/p>读书</a></td></tr><tr><td><font size=5>很长的标题</font><br>作者：张三<hr><font "
      "size=3>"
      "　　" +
      kLong + "<br>　　" + kLong + "<br><br>　　短。</font></td><td><a href=1>广告</a></td></tr></table><p>© 某某网");
  EXPECT_EQ(found.fields.title, "很长的标题");
  EXPECT_EQ(show(found.blocks), (Lines{"P|作者：张三", "RULE|", "P|" + kLong, "P|" + kLong, "P|短。"}));
}

TEST(Html, NamesOfFurnitureDoNotHideTheText) {
  EXPECT_EQ(blocks("<div class='page has-sidebar'><p>短。<p>句。</div><div class=sidebar>旁</div>"),
            (Lines{"P|短。", "P|句。"}));
  EXPECT_EQ(blocks("<form><p>" + kLong + "</p><p>短。</form>"), (Lines{"P|" + kLong, "P|短。"}));
}

TEST(Html, KeepsSectionsThatAreNamedAfterTheirHeading) {
  const std::string text = "<p>" + kLong, all = text + text + text + text + text;
  EXPECT_EQ(blocks(all + "<section id=copyright-notes><h2>Copyright notes</h2>" + text + "</section>").size(), 7u);
  EXPECT_EQ(blocks(all + "<section id=copyright><h2>版权的由来</h2>" + text + "</section>").size(), 7u);
  EXPECT_EQ(blocks(all + "<div id=copyright><h2>声明</h2>" + text + "</div>").size(), 5u);
  EXPECT_EQ(blocks(all + "<section class=share id=share><h2>Share</h2>" + text + "</section>").size(), 5u);
}

TEST(Html, KeepsListsOfLinksThatBelongToTheText) {
  const auto list = [](const std::string& remark) {
    std::string items;
    for (int i = 1; i < 6; ++i)
      items += "<li><a href=https://a.cn/" + std::to_string(i) + ">一篇写得很好也很有名的文章，里面还配了许多插图</a>" +
               remark;
    return "<ul>" + items + "</ul>";
  };
  const std::string text = "<p>" + kLong + "</p>", remarks = list("（补充）"), bare = list("");
  const auto count = [](const std::string& page) { return blocks(page).size(); };
  EXPECT_EQ(count(text + remarks + text), 7u);
  EXPECT_EQ(count(text + bare + text), 2u);
  EXPECT_EQ(count(text + list(" 5月16日") + text), 2u);
  EXPECT_EQ(count(text + "<p>关于这条河的来历，可以参看下面几篇写得很细的文章：</p>" + bare + text), 8u);
  EXPECT_EQ(count(text + "<p>相关阅读：</p>" + bare), 2u);
  EXPECT_EQ(count(text + "<h2>五、参考链接</h2>" + bare), 7u);
}

TEST(Html, ABoxDrawnAsATableIsText) {
  EXPECT_EQ(blocks("<table><tr><td rowspan=2><img alt=''></td><th>注意</th></tr><tr><td><p>甲<p>乙</td></tr></table>"),
            (Lines{"P|注意", "P|甲", "P|乙"}));
  EXPECT_EQ(blocks("<table><tr><th>甲<th>乙<tr><td>1<td></table>"), (Lines{"TABLE1|甲\t乙\n1\t"}));
}

TEST(Html, FindsNotesInCode) {
  const ImportResult result = import("<p>甲<pre>int a; <a href='#n1'>[1]</a>\nint b;\n</pre><p id=n1>1 注文。");
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|甲", "CODE|int a; [1]\nint b;"}));
  EXPECT_EQ(show_notes(result.articles.at(0)), (Lines{"1 P|注文。"}));
  EXPECT_EQ(unevenness(result), "");
}

TEST(Html, ControlsDoNotCount) { EXPECT_EQ(unevenness(import("<p>甲&#x8D;乙&#xFFFE;")), ""); }

TEST(Html, DropsBracketsAroundMarks) {
  const ImportResult result = import("<p>文〔<a href='#n1'>1</a>〕。<p id=n1>1 注文。");
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|文[1]。"}));
  EXPECT_EQ(unevenness(result), "");
}

TEST(Html, MistrustsTheLanguageOfTemplates) {
  const ImportResult result = import("<html lang=en><p>" + kLong);
  EXPECT_EQ(result.articles.at(0).language, Language::kZhHans);
  EXPECT_TRUE(has_remark(result, Remark::Kind::kQuestion, "language is \"en\""));
  EXPECT_EQ(article("<html lang=ja><p>漢字").language, Language::kJa);
  EXPECT_EQ(article("<html lang=zh><p>這個國家").language, Language::kZhHant);
}

TEST(Html, CutsTheSiteOffTheTitle) {
  EXPECT_EQ(without_site("Of bees | Example News", "Example News"), "Of bees");
  EXPECT_EQ(without_site("A long title - of two parts and more of it - News", ""),
            "A long title - of two parts and more of it");
  EXPECT_EQ(without_site("柳树与河_地理_某某网", ""), "柳树与河");
  EXPECT_EQ(without_site("Bees", "Bees"), "Bees");
  EXPECT_EQ(without_site("很长的标题-某某网", ""), "很长的标题");
  EXPECT_EQ(without_site("A well-known 歼-20", ""), "A well-known 歼-20");
  EXPECT_EQ(article("<title>Of bees | News</title><p>x").fields.title, "Of bees");
}

TEST(Html, IsChosenByEndingAndContents) {
  EXPECT_EQ(show(import("<!DOCTYPE HTML><p>甲<b>乙</b>", "page").articles.at(0).blocks), (Lines{"P|甲<2:乙>"}));
  EXPECT_EQ(show(import("<p>甲", "a.HTM").articles.at(0).blocks), (Lines{"P|甲"}));
  EXPECT_THROW(import("<html><body><script>x</script></body></html>"), InputError);
}

TEST(Html, DeepNestingIsCheap) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div><b>";
  EXPECT_EQ(blocks(deep + "x"), (Lines{"P|<2:x>"}));
  std::string lists;
  for (int i = 0; i < 20000; ++i) lists += "<ul><li>";
  EXPECT_EQ(article(lists + "x").blocks.size(), 1u);
}

}  // namespace
}  // namespace lr::pack
