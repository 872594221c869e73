// Importers: from the bytes of a document to its blocks, notes, fields and remarks.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/fields.h>
#include <libreader/pack/import/utf.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace lr::pack {
namespace {

ImportResult import(const std::string& bytes, const std::string& name = "a.md", const ImportOptions& options = {}) {
  return import_bytes(bytes, name, options);
}

Article article(const std::string& bytes, const std::string& name = "a.md") {
  return import(bytes, name).articles.at(0);
}

// One line for a block: kind, depths, label, text with its marks; styled stretches as <bits:text>.
std::string show(const Block& block) {
  constexpr const char* kNames[] = {"P", "H", "Q", "L", "CAPTION", "CODE", "TABLE", "RULE"};
  std::string line = block.kind == BlockKind::kTitle ? "TITLE" : kNames[static_cast<int>(block.kind)];
  if (block.level > 0) line += std::to_string(block.level);
  if (block.quote_depth > 0) line += " q" + std::to_string(block.quote_depth);
  if (block.list_depth > 0) line += " l" + std::to_string(block.list_depth);
  if (!block.label.empty()) line += " " + encode_utf8(block.label);
  line += "|";
  for (const Span& span : block.spans) {
    if (span.note > 0) line += "[" + std::to_string(span.note) + "]";
    if (span.styles != 0) line += "<" + std::to_string(span.styles) + ":";
    line += encode_utf8(span.text);
    if (span.styles != 0) line += ">";
  }
  return line;
}

std::vector<std::string> show(const std::vector<Block>& blocks) {
  std::vector<std::string> lines;
  for (const Block& block : blocks) lines.push_back(show(block));
  return lines;
}

using Lines = std::vector<std::string>;

Lines blocks(const std::string& bytes, const std::string& name = "a.md") { return show(article(bytes, name).blocks); }

std::string error_of(const std::string& bytes, const std::string& name = "a.md", const ImportOptions& options = {}) {
  try {
    import(bytes, name, options);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

bool has_remark(const ImportResult& result, const std::string& where, const std::string& part) {
  for (const Remark& remark : result.remarks) {
    if (remark.where == where && remark.what.find(part) != std::string::npos) return true;
  }
  return false;
}

// ---- what every file goes through ----

TEST(Import, TakesByteOrderMarkAndLineEnds) {
  EXPECT_EQ(blocks("\xEF\xBB\xBF第一段\r\n\r\n第二段\r第三行\r\n"), (Lines{"P|第一段", "P|第二段第三行"}));
}

TEST(Import, NamesTheFirstInvalidByte) {
  EXPECT_NE(error_of("ab\xC4\xE3").find("a.md, byte 2: 0xC4"), std::string::npos);
  EXPECT_NE(error_of("\xEF\xBB\xBF"
                     "a\xE4\xB8")
                .find("byte 4"),
            std::string::npos);
  EXPECT_NE(error_of("a\xED\xA0\x80").find("byte 1"), std::string::npos);     // a surrogate
  EXPECT_NE(error_of("\xC0\x80").find("byte 0"), std::string::npos);          // overlong
  EXPECT_NE(error_of("\xF4\x90\x80\x80").find("byte 0"), std::string::npos);  // above U+10FFFF
  EXPECT_NE(error_of("\xFF\xFEx").find("UTF-16"), std::string::npos);
  EXPECT_NE(error_of(std::string("ab\0c", 4)).find("byte 2: a NUL"), std::string::npos);
}

TEST(Import, DropsControlsAndNormalises) {
  const ImportResult result = import("一\x07二\x1B三 e\xCC\x81");
  EXPECT_EQ(show(result.articles[0].blocks), (Lines{"P|一二三 é"}));
  EXPECT_TRUE(has_remark(result, "a.md:1", "control character was dropped. (2 times)"));
}

TEST(Import, NormalisesAcrossJoinedLinesAndSpans) {
  EXPECT_EQ(blocks("か\n\xE3\x82\x99行"), (Lines{"P|が行"}));
  EXPECT_EQ(blocks("文中*e*&#x301;字"), (Lines{"P|文中<1:é>字"}));
}

TEST(Import, RefusesWhatHasNoText) {
  for (const char* bytes : {"", "\n \n", "\xE3\x80\x80\n", "+++\ntitle = \"t\"\n+++\n", "<!-- c -->"}) {
    EXPECT_NE(error_of(bytes).find("has no text"), std::string::npos) << bytes;
  }
}

TEST(Import, NamesReadableFormats) {
  const std::string message = error_of("\x89PNG\r\n", "a.png");
  EXPECT_NE(message.find(".png"), std::string::npos);
  EXPECT_NE(message.find("Markdown"), std::string::npos);
}

TEST(Import, ReadsFiles) {
  const auto folder = std::filesystem::temp_directory_path() / "libreader_import_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "x.txt") << "一段话。\n";
  EXPECT_EQ(import_file(folder / "x.txt", {}).articles.at(0).fields.title, "x");
  EXPECT_THROW(import_file(folder / "none.txt", {}), InputError);
  EXPECT_THROW(import_file(folder, {}), InputError);
  std::filesystem::remove_all(folder);
}

TEST(Import, ChoosesTheImporterByEndingAndContents) {
  EXPECT_EQ(blocks("# 甲\n\n*乙*丙\n", "a.txt")[0], "P|*乙*丙");
  EXPECT_EQ(blocks("# 题\n\n## 甲\n\n乙\n\n## 丙\n\n*丁*\n", "a.txt")[0], "H2|甲");
  EXPECT_EQ(blocks("甲\n\n# locale-gen\n\n# apt-get update\n\n# dpkg -i a.deb\n", "a.txt")[0], "P|# locale-gen");
  EXPECT_EQ(blocks("甲\n\n# Where?\n\nx\n\n# Why?\n\ny\n\n# Where?\n\nz\n", "a.txt")[0], "P|# Where?");
  EXPECT_EQ(blocks("甲\n\n# One\n# Two\n# Three\nfoo\n", "a.txt").back().substr(0, 2), "P|");
  EXPECT_EQ(blocks("见[某处](https://a.cn)。", "a.txt")[0], "P|见<8:某处>（<8:https://a.cn>）。");
}

// ---- languages and ids ----

TEST(Import, DetectsLanguages) {
  EXPECT_EQ(article("这个国家的经济发展").language, Language::kZhHans);
  EXPECT_EQ(article("這個國家的經濟發展").language, Language::kZhHant);
  EXPECT_EQ(article("これは日本語の文章です。").language, Language::kJa);
  EXPECT_EQ(article("한국어 문장입니다").language, Language::kKo);
  EXPECT_EQ(article("Plain English about 中国.").language, Language::kEn);
  EXPECT_EQ(article("中国使用“の”字的招牌越来越多，这是一个有趣的现象，很多人都说看见过它们").language,
            Language::kZhHans);
  EXPECT_EQ(article("---\nlanguage: ja\n---\n漢字").language, Language::kJa);
  ImportOptions options;
  options.language = "zh-TW";
  EXPECT_EQ(import("这个", "a.md", options).articles[0].language, Language::kZhHant);
  options.language = "pt_BR";
  EXPECT_EQ(import("x", "a.md", options).articles[0].fields.language, "pt-BR");
  EXPECT_EQ(import("x", "a.md", options).articles[0].language, Language::kEn);
  EXPECT_EQ(article("---\nlanguage: fr\n---\nUn texte").fields.language, "fr");
  EXPECT_EQ(article("---\nlanguage: en-GB\n---\nA text").fields.language, "");
  EXPECT_EQ(article("---\nlanguage: de\n---\n这个国家的经济发展").language, Language::kZhHans);  // of a template
  options.language = "tlh";
  EXPECT_NE(error_of("x", "a.md", options).find("zh-Hans, zh-Hant, ja, ko, en"), std::string::npos);
}

TEST(Import, DerivesStableIds) {
  Fields fields;
  fields.title = "Bridges & Tunnels: a Don't";
  EXPECT_EQ(derive_id(fields), "bridges-tunnels-a-dont");
  fields.title = "桥";
  const std::string id = derive_id(fields);
  EXPECT_TRUE(id.starts_with("a-") && id.size() == 14);
  fields.authors = {"甲"};
  EXPECT_NE(derive_id(fields), id);
  fields.authors = {};
  EXPECT_EQ(derive_id(fields), id);
  EXPECT_EQ(article("# 桥\n\n文", "one.md").fields.id, article("# 桥\n\n别的文字", "two.md").fields.id);
}

// ---- Markdown: fields ----

TEST(Markdown, ReadsTomlFrontMatter) {
  const ImportResult result = import(
      "+++\nid = \"x1\"\ntitle = \"题\"\nauthors = [\"甲\", \"乙\"]\ndate = 2024-05-16\nabstract = \"提要\"\n"
      "keywords = \"词\"\nmood = 1\n+++\n文");
  const Fields& fields = result.articles[0].fields;
  EXPECT_EQ(fields.id, "x1");
  EXPECT_EQ(fields.authors, (Lines{"甲", "乙"}));
  EXPECT_EQ(fields.date, "2024-05-16");
  EXPECT_EQ(fields.abstract_text, "提要");
  EXPECT_EQ(fields.keywords, (Lines{"词"}));
  EXPECT_TRUE(has_remark(result, "a.md:8", "`mood`"));
}

TEST(Markdown, ReadsSimpleYamlFrontMatter) {
  const Fields fields = article(
                            "---\n# remark\ntitle: \"题: 一\"\nsubtitle: 'it''s'  \nauthors:\n  - 甲\n- "
                            "\"乙\"\nkeywords: [a, \"b, c\", d]\n"
                            "date: 2024 # year\n---\n文")
                            .fields;
  EXPECT_EQ(fields.title, "题: 一");
  EXPECT_EQ(fields.subtitle, "it's");
  EXPECT_EQ(fields.authors, (Lines{"甲", "乙"}));
  EXPECT_EQ(fields.keywords, (Lines{"a", "b, c", "d"}));
  EXPECT_EQ(fields.date, "2024");
}

TEST(Markdown, YamlMayEndWithDots) { EXPECT_EQ(blocks("---\ntitle: 题\n...\n\n文\n"), (Lines{"P|文"})); }

TEST(Markdown, NamesTheLineOfBadFrontMatter) {
  EXPECT_NE(error_of("+++\ntitle = \"a\"\nid = \n+++\nx").find("a.md:3"), std::string::npos);
  EXPECT_NE(error_of("+++\ntitle = \"a\"\nx").find("no closing line"), std::string::npos);
  EXPECT_NE(error_of("---\ntitle: a\n  b: c\n---\nx").find("a.md:3"), std::string::npos);
  EXPECT_NE(error_of("---\ntitle: |\n---\nx").find("a.md:2"), std::string::npos);
  EXPECT_NE(error_of("---\ntitle: [a\n---\nx").find("a.md:2"), std::string::npos);
  EXPECT_NE(error_of("---\ntitle: [a, b]\n---\nx").find("expected one text"), std::string::npos);
}

TEST(Markdown, ARuleIsNoFrontMatter) { EXPECT_EQ(blocks("---\n\n文\n\n---\n"), (Lines{"RULE|", "P|文", "RULE|"})); }

TEST(Markdown, FindsTheTitle) {
  EXPECT_EQ(article("# 题 *目*\n\n文").fields.title, "题 目");
  EXPECT_EQ(blocks("# 题\n\n文\n\n# 二"), (Lines{"P|文", "H1|二"}));
  EXPECT_EQ(blocks("# 题"), (Lines{"H1|题"}));
  EXPECT_EQ(article("## 小\n\n文", "dir/名.md").fields.title, "名");
  const ImportResult twice = import("---\ntitle: 题\n---\n# 题 \n\n文");
  EXPECT_EQ(show(twice.articles[0].blocks), (Lines{"P|文"}));
  EXPECT_TRUE(has_remark(twice, "a.md", "repeats the title"));
  EXPECT_EQ(blocks("---\ntitle: 题\n---\n# 别\n\n文"), (Lines{"H1|别", "P|文"}));
  EXPECT_EQ(blocks("# 题[^1]\n\n文\n\n[^1]: 注"), (Lines{"TITLE|题[1]", "P|文"}));
}

// ---- Markdown: text ----

TEST(Markdown, JoinsLines) {
  EXPECT_EQ(blocks("中文，\n下一行\nLatin\nwords\n中文"), (Lines{"P|中文，下一行Latin words中文"}));
  EXPECT_EQ(blocks("English text\nwith 中\n文 in a high-\nlevel place and long - \ndash"),
            (Lines{"P|English text with 中文 in a high-level place and long - dash"}));
  EXPECT_EQ(blocks("한국어\n문장"), (Lines{"P|한국어 문장"}));
  EXPECT_EQ(blocks("硬  \n换\\\n行"), (Lines{"P|硬\n换\n行"}));
}

TEST(Markdown, TidiesSpaces) {
  EXPECT_EQ(blocks("　　段首  有   空格\xC2\xA0和 *强 * 调 ** 重 **"),
            (Lines{"P|段首 有 空格\xC2\xA0和 *强 * 调 ** 重 **"}));
  EXPECT_EQ(blocks("文字 [^1] ，再 word [^1] next\n\n[^1]: 注"), (Lines{"P|文字[1]，再 word[1] next"}));
}

TEST(Markdown, KnowsStyles) {
  EXPECT_EQ(blocks("*e* **s** ***es*** `c  d` ~~x~~"), (Lines{"P|<1:e> <2:s> <3:es> <4:c  d> x"}));
  EXPECT_EQ(blocks("<em>e</em><b>s</b><code>c</code><i>未关"), (Lines{"P|<1:e><2:s><4:c><1:未关>"}));
}

TEST(Markdown, MendsStrongTextBesideMarks) {
  EXPECT_EQ(blocks("前**“重要”**后**注意。**然后"), (Lines{"P|前<2:“重要”>后<2:注意。>然后"}));
  EXPECT_EQ(blocks("前\\*\\*“重要”**后"), (Lines{"P|前**“重要”**后"}));
  EXPECT_EQ(blocks("2 ** 3 ** 4"), (Lines{"P|2 ** 3 ** 4"}));
}

TEST(Markdown, ShowsLinkTargets) {
  EXPECT_EQ(blocks("[站](https://a.cn/x_y)"), (Lines{"P|<8:站>（<8:https://a.cn/x_y>）"}));
  EXPECT_EQ(blocks("a [site](https://a.cn) b"), (Lines{"P|a <8:site> (<8:https://a.cn>) b"}));
  EXPECT_EQ(blocks("<https://a.cn/> <x@a.cn> [a.cn](https://a.cn)"),
            (Lines{"P|<8:https://a.cn/> <8:x@a.cn> <8:a.cn>"}));
  EXPECT_EQ(blocks("见https://a.cn/b。然后"), (Lines{"P|见<8:https://a.cn/b>。然后"}));
  const ImportResult relative = import("[同](b.md)和[节](#x)");
  EXPECT_EQ(show(relative.articles[0].blocks), (Lines{"P|<8:同>和<8:节>"})) << "where they lead is known when all is read";
}

TEST(Markdown, ReadsInlineHtml) {
  EXPECT_EQ(blocks("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字です"), (Lines{"P|<16:漢><32:（かん）>字です"}));
  EXPECT_EQ(blocks("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>です"), (Lines{"P|<16:漢><32:（かん）><16:字><32:（じ）>です"}));
  EXPECT_EQ(blocks("<ruby>今日<rt>きょう</rt></ruby>です"), (Lines{"P|<16:今日><32:（きょう）>です"}));
  EXPECT_EQ(blocks("10<sup>-2</sup> H<sub>2</sub>O x<sup>[1]</sup>"), (Lines{"P|10⁻² H₂O x[1]"}));
  EXPECT_EQ(blocks("上<br>下<br/>底"), (Lines{"P|上\n下\n底"}));
  const ImportResult result = import("一<span class=\"a>b\">二</span><!-- 三 -->四<span>五</span>");
  EXPECT_EQ(show(result.articles[0].blocks), (Lines{"P|一二四五"}));
  EXPECT_TRUE(has_remark(result, "a.md:1", "<span> was dropped; its text is kept. (2 times)"));
  EXPECT_TRUE(has_remark(result, "a.md:1", "comment"));
}

TEST(Markdown, ReadsHtmlBlocks) {
  EXPECT_EQ(blocks("<div>\n<h2>题</h2>\n<p>甲 &amp; <b>乙</b>\n丙</p><style>p{}</style>\n</div>"),
            (Lines{"H2|题", "P|甲 & <2:乙>丙"}));
  EXPECT_EQ(blocks("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1<br>2</td><td></td></tr></table>"),
            (Lines{"TABLE1|a\tb\n1 2\t"}));
  EXPECT_EQ(blocks("<ul><li>甲</li><li>乙<ol><li>丙</li></ol></li></ul>"),
            (Lines{"L l1 •|甲", "L l1 •|乙", "L l2 1.|丙"}));
}

// ---- Markdown: blocks ----

TEST(Markdown, ReadsLists) {
  EXPECT_EQ(blocks("- 甲\n  续\n\n  又一段\n  - 乙\n    - 丙\n\n3. 三\n4) 四\n\n- [x] 完\n- [ ] 未"),
            (Lines{"L l1 •|甲续", "L l1|又一段", "L l2 –|乙", "L l3 •|丙", "L l1 3.|三", "L l1 4)|四", "L l1 ☑|完",
                   "L l1 ☐|未"}));
}

TEST(Markdown, ReadsQuotes) {
  EXPECT_EQ(blocks("> 引\n>\n> > 深\n>\n> - 项\n>\n> ## 题\n>\n>     码\n"),
            (Lines{"Q q1|引", "Q q2|深", "L q1 l1 •|项", "H2 q1|题", "CODE q1|码"}));
}

TEST(Markdown, ReadsCode) {
  EXPECT_EQ(blocks("```c\nif (x) {\n\ty = \"**\";\n}\n```"), (Lines{"CODE|if (x) {\n    y = \"**\";\n}"}));
}

TEST(Markdown, ReadsTablesAndCaptions) {
  EXPECT_EQ(blocks("表 1 数据\n\n| a | **b** |\n|:--|--:|\n| 1 | 2<br>c |\n| | x |\n"),
            (Lines{"CAPTION|表 1 数据", "TABLE1|a\t<2:b>\n1\t2 c\n\tx"}));
  EXPECT_EQ(blocks("表面上看\n\n| a |\n|--|\n| 1 |")[0], "P|表面上看");
  EXPECT_EQ(blocks("![图说](a.png)\n\n文中![小图](b.png)"), (Lines{"CAPTION|图说", "P|文中小图"}));
}

TEST(Markdown, NumbersNotesByTheirFirstMark) {
  const ImportResult result =
      import("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注甲\n[^b]: 注乙[^c]\n\n    第二段\n\n[^c]: 深\n[^d]: 无\n\n丁[^e]");
  const Article& one = result.articles[0];
  EXPECT_EQ(show(one.blocks), (Lines{"P|甲[1]乙[2]丙[1]", "P|丁[^e]"}));
  ASSERT_EQ(one.notes.size(), 3u);
  EXPECT_EQ(show(one.notes[0].blocks), (Lines{"P|注乙[3]", "P|第二段"}));
  EXPECT_EQ(show(one.notes[1].blocks), (Lines{"P|注甲"}));
  EXPECT_EQ(show(one.notes[2].blocks), (Lines{"P|深"}));
  EXPECT_EQ(encode_utf8(one.notes[0].label), "b");
  EXPECT_EQ(one.blocks[0].text(), U"甲乙丙");
  EXPECT_TRUE(has_remark(result, "a.md:9", "[^d] was dropped"));
  EXPECT_TRUE(has_remark(result, "a.md", "[^e] has no note"));
}

TEST(Markdown, SurvivesDeepNesting) {
  std::string quotes(20000, '>'), emphasis;
  for (int i = 0; i < 5000; ++i) emphasis += "*a **b ";
  EXPECT_EQ(article(quotes + "深").blocks.at(0).quote_depth, 255);
  EXPECT_FALSE(article(emphasis).blocks.empty());
}

TEST(Markdown, ReadsTheSameOnManyThreads) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text +=
        "见 https://example.org/一 与 www.example.org，~~删去~~ 的：a:b\n\n| 甲 | 乙 |\n|---|---|\n| ~~x~~ | y |\n\n";
  const Lines expected = blocks(text);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) count += blocks(text) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::vector<int>{0, 0, 0, 0}));
}

// ---- plain text ----

TEST(PlainText, FindsParagraphsTitleAndHeadings) {
  const Article one = article(
      "桥与路\n\n一、引言\n\n第一行的文字\n接着第二行。\n\n　　第二段。\n　　第三段。\n（一）小节\n末段。\n", "a.txt");
  EXPECT_EQ(one.fields.title, "桥与路");
  EXPECT_EQ(show(one.blocks), (Lines{"H1|一、引言", "P|第一行的文字接着第二行。", "P|第二段。", "P|第三段。",
                                     "H2|（一）小节", "P|末段。"}));
}

TEST(PlainText, LeavesOutWhatATerminalWasTold) {
  const ImportResult result = import_bytes("\x1B[1mN\bNAME\x1B[0m\n\n_\bman and h\b_elp \x1B[38;5;1mare\x1B[m x\by programs.\n", "a.txt", {});
  EXPECT_EQ(result.articles.at(0).fields.title, "NAME");
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|man and help are xy programs."}));
}

TEST(PlainText, JoinsWrappedEnglish) {
  EXPECT_EQ(
      blocks("Chapter 1 Start\n\nIt was a long inter-\nnational road of high-\nlevel talks,\nand so on.\n\nNext one.\n",
             "a.txt"),
      (Lines{"H1|Chapter 1 Start", "P|It was a long international road of high-level talks, and so on.",
             "P|Next one."}));
}

TEST(PlainText, DistrustsBlankLinesAfterEveryLine) {
  const std::string full = "这是一行写得满满当当的文字它在行末没有标点符号因此一定还要接到下一\n\n";
  const std::string text = full + full + full + "段落到此为止了。\n\n" + full + full + full + "又到此为止了。\n";
  const Lines all = blocks(text, "a.txt");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_TRUE(all[0].ends_with("段落到此为止了。"));
}

TEST(PlainText, ALineIsAParagraphWhenLinesAreNotWrapped) {
  EXPECT_EQ(
      blocks("短句一。\n这是一句长得多的话，它自己就是整整一个段落，后面不接任何东西。\n短。\n又一句。\n", "a.txt")
          .size(),
      4u);
}

}  // namespace
}  // namespace lr::pack
