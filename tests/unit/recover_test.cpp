// The recovery chain: what layout, scanning and web pages do to a text, in small, and what a careful editor makes of
// it.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <string>
#include <vector>

namespace lr::pack {
namespace {

using Lines = std::vector<std::string>;

ImportResult recover(const std::string& text) { return import_bytes(text, "a.txt", {}); }

// One line for a block: kind and text with its marks.
Lines show(const std::vector<Block>& blocks) {
  constexpr const char* kNames[] = {"P", "H", "Q", "L", "CAPTION", "CODE", "TABLE", "RULE"};
  Lines lines;
  for (const Block& block : blocks) {
    std::string line = block.kind == BlockKind::kTitle ? "TITLE" : kNames[static_cast<int>(block.kind)];
    if (block.level > 0) line += std::to_string(block.level);
    line += "|";
    for (const Span& span : block.spans) {
      if (span.note > 0) line += "[" + std::to_string(span.note) + "]";
      line += encode_utf8(span.text);
    }
    lines.push_back(line);
  }
  return lines;
}

Lines notes(const Article& article) {
  Lines lines;
  for (const Note& note : article.notes) lines.push_back(encode_utf8(note.blocks.at(0).text()));
  return lines;
}

bool has_remark(const ImportResult& result, Remark::Kind kind, const std::string& where, const std::string& part) {
  for (const Remark& remark : result.remarks) {
    if (remark.kind == kind && remark.where == where && remark.what.find(part) != std::string::npos) return true;
  }
  return false;
}

std::string full(const std::string& start) {  // a line of 60 columns that does not end a sentence
  std::string line = start;
  while (decode_utf8(line).size() < 30) line += "字";
  return line;
}

// ---- lines and pages ----

TEST(Recover, JoinsOverPageBreaksWithLeadingSpace) {  // D2
  const std::string text = "山路\n\n" + full("从前有一条") + "\n" + full("一直通到山") + "\n 顶，天气好的时候" +
                           full("") + "\n看得见海。\n\n" + full("后来") + "\n也看得见。\n";
  const Article article = recover(text).articles.at(0);
  ASSERT_EQ(article.blocks.size(), 2u);
  EXPECT_NE(show(article.blocks)[0].find("字顶，天气"), std::string::npos);
}

TEST(Recover, DropsRunningHeadsWithPageNumbers) {  // D4
  const std::string gap = "\n\n";
  const std::string text = "山路与水路" + gap + full("甲") + gap + full("乙") + gap + "·21· 某某学刊" + gap +
                           full("丙") + gap + full("丁") + gap + "到此为止。" + gap + full("戊") + gap + full("己") +
                           gap + "完了。\n";
  const ImportResult result = recover(text);
  EXPECT_EQ(result.articles.at(0).blocks.size(), 2u);
  EXPECT_EQ(result.articles.at(0).fields.publication, "某某学刊");
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a.txt:7", "running head"));
}

TEST(Recover, DropsRunningHeadsThatRepeatTheTitle) {  // D4
  const ImportResult result =
      recover("山路与水路\n\n" + full("甲") + "\n" + full("乙") + "\n到此为止。\n12\n山路与水路\n　　" + full("丙") +
              "\n" + full("丁") + "\n完了。\n");
  EXPECT_EQ(result.articles.at(0).blocks.size(), 2u);
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a.txt:6", "page number"));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a.txt:7", "repeats the title"));
}

TEST(Recover, DropsTheRuleAboveNotes) {  // D8
  const std::string text = "山路\n\n" + full("甲") + "\n" + full("乙") + "\n————————————————\n " + full("丙") +
                           "\n走完了。\n\n" + full("丁") + "\n" + full("戊") + "\n也走完了。\n";
  EXPECT_EQ(recover(text).articles.at(0).blocks.size(), 2u);
}

TEST(Recover, JoinsBrokenAddresses) {  // D1
  const std::string text = "题\n\n见 https://a.example/x/t2022_107.sht\nml （引用日期：2022年）。\n" + full("甲") +
                           "\n" + full("乙") + "\n完。\n";
  EXPECT_NE(show(recover(text).articles.at(0).blocks)[0].find("见https://a.example/x/t2022_107.shtml（引用"),
            std::string::npos);
}

// ---- notes ----

TEST(Recover, LinksFlatNumbers) {  // D5, D9, D11
  std::string text = "桥的故事\n\n";
  for (const char* start : {"早年", "后来", "再后来"}) text += full(start) + "\n\n";
  text += "河上有了桥。1 桥边有了2座村子，2 村里住着人。 \n\n \n\n" + full("人") + "\n\n" + full("走") +
          "\n\n过桥去。 \n\n \n\n";
  text += "1 见《桥志》，第3页。 \n\n2 村子的名字" + full("") + "\n\n已经失传。 \n ";
  text += full("第二页") + "\n\n" + full("还是") + "\n\n桥的事。 \n\n";
  for (const char* start : {"天", "地", "玄"}) text += full(start) + "\n\n";
  text += "说完了。 \n\n" + full("黄") + "\n\n都说完了。 \n";
  const Article article = recover(text).articles.at(0);
  ASSERT_EQ(article.notes.size(), 2u);
  EXPECT_EQ(notes(article)[0], "见《桥志》，第3页。");
  EXPECT_NE(show(article.blocks)[0].find("有了桥。[1]桥边有了2座村子，[2]村里"), std::string::npos);
}

const char kScanned[] =
    "# 山的\xE3\x80\x80研究<sup>\\*</sup>\n\n□ 张 三 李小四\n\n〔提 要〕 山很高。\n\n〔关 键 词〕 山、水\n\n"
    "〔作者简介〕 张三，某大学教授\n\n李小四，某学院讲师\n\n〔文章编号〕 1 (2026)\n\n"
    "山不在高，<sup>[1]</sup> 有仙则名。这是一句被分页\n\n---\n\n[1] 见《山经》，<https://a.example/b_c>。\n\n"
    "[2] *Mountains*, p.9.\n\n\\* 本文受山水基金资助。\n\n打断的话<sup>[1]</sup>。\n\n"
    "## （一）山之高\n\n他说得很大声:“山真高!”<sup>[2]</sup>（mountain\n\n[1] 同上。\n\n[2] [\\[3\\] "
    "另一条。](https://c.example/x.</a></p>)\n\n"
    "high)就是高,不是低。<sup>[3]</sup>\n\n【责任编辑：王五】\n";

TEST(Recover, ReadsScannedMarkdown) {  // D3, D10, D12, D13, D15, D16, D21, D26, D28
  // The second reference of the first page is missing, so its note stays with the text.
  std::string text = kScanned;
  text.replace(text.find("有仙则名。"), std::string("有仙则名。").size(), "有仙则名。<sup>[2]</sup>");
  const ImportResult result = recover(text);
  const Article& article = result.articles.at(0);
  EXPECT_EQ(article.fields.authors, (Lines{"张三", "李小四"}));
  EXPECT_EQ(article.fields.affiliations, (Lines{"某大学教授", "某学院讲师"}));
  EXPECT_EQ(article.fields.keywords, (Lines{"山", "水"}));
  EXPECT_EQ(article.fields.abstract_text, "山很高。");
  EXPECT_EQ(show(article.blocks),
            (Lines{"TITLE|山的研究[6]", "P|山不在高，[1]有仙则名。[2]这是一句被分页打断的话[3]。", "H2|（一）山之高",
                   "P|他说得很大声：“山真高！”[4]（mountain high）就是高，不是低。[5]"}));
  EXPECT_EQ(notes(article), (Lines{"见《山经》，https://a.example/b_c。", "Mountains, p.9.", "同上。",
                                   "https://c.example/x.", "另一条。", "本文受山水基金资助。"}));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kQuestion, "a.txt:33", "fused"));
}

TEST(Recover, DropsTheSignOfALostTitleNote) {  // D12
  const ImportResult result = recover("山与水①\n\n王小明\n\n" + full("甲") + "\n" + full("乙") + "\n完。\n");
  EXPECT_EQ(result.articles.at(0).fields.title, "山与水");
  EXPECT_EQ(result.articles.at(0).fields.authors, (Lines{"王小明"}));
  EXPECT_TRUE(result.articles.at(0).notes.empty());
  EXPECT_TRUE(has_remark(result, Remark::Kind::kMissing, "a.txt:1", "note of the title"));
}

TEST(Recover, ReadsCircledNotesAtThePageFoot) {  // D3, D10
  const std::string text = "桥的故事\n\n" + full("河上") + "\n" + full("有桥。①桥上") + "\n" + full("有人，人在") +
                           "\n① 《桥志》" + full("，第") + "\n一页。\n" + full("桥上走。") +
                           "\n完了。①\n① 同上。\n　　" + full("又一段") + "\n" + full("文字") + "\n完。\n";
  const Article article = recover(text).articles.at(0);
  ASSERT_EQ(notes(article).size(), 2u);
  EXPECT_TRUE(notes(article)[0].ends_with("字一页。"));
  EXPECT_EQ(notes(article)[1], "同上。");
  ASSERT_EQ(article.blocks.size(), 2u);
  EXPECT_TRUE(show(article.blocks)[0].ends_with("完了。[2]"));
}

// ---- headings ----

TEST(Recover, LevelsHeadingsByTheirNumbers) {  // D16, D17
  const std::string text = "题目\n\n一 山\n\n" + full("甲") + "\n" + full("乙") + "\n完。\n\n( 一) 山顶\n\n" +
                           full("丙") + "\n完。\n\n二 水\n\n" + full("丁") + "\n完。\n\n结 语\n\n" + full("戊") +
                           "\n完。\n";
  Lines headings;
  for (const std::string& line : show(recover(text).articles.at(0).blocks)) {
    if (line.starts_with("H")) headings.push_back(line);
  }
  EXPECT_EQ(headings, (Lines{"H1|一 山", "H2|（一）山顶", "H1|二 水", "H1|结语"}));
}

// ---- issues of journals ----

// Paragraphs of full lines with neither blank lines nor indents.
std::string wrapped(const std::string& last) {
  return "The keeper of the boats walks along the pier each morning and counts them,\n"
         "first those that came in at night, then those that never leave, and writes\n" +
         last + "\n";
}

TEST(Recover, PartsWrappedTextWhereLinesEndByChoice) {  // D1, D17
  const std::string full_end = "the number down in a book that nobody but the keeper has read until today.";
  const std::string text = "Boats\n\n" + wrapped("the number down.") + wrapped(full_end) + "Where the boats go\n" +
                           wrapped("the number down.") + "Tip\n" + wrapped("the number down.") + "Tip\n" +
                           wrapped("the number down.") + "In winter, the keeper\nmay stay at home.\n" +
                           wrapped("it down.") +
                           "1.2 Is there anything else that a keeper of boats has to count in a harbour\nin winter?\n" +
                           wrapped("the number down.");
  const ImportResult result = recover(text);
  Lines headings;
  for (const std::string& line : show(result.articles.at(0).blocks)) {
    if (line[0] == 'H') headings.push_back(line);
  }
  // Not what comes again, nor what goes on in lower case.
  EXPECT_EQ(headings,
            (Lines{"H1|Where the boats go",
                   "H2|1.2 Is there anything else that a keeper of boats has to count in a harbour in winter?"}));
  EXPECT_EQ(show(result.articles[0].blocks)[1].substr(0, 12), "P|The keeper");
}

TEST(Recover, KeepsTablesAndCodeInWrappedText) {
  const std::string text =
      "Ports\n\nA port of the library needs three functions and a little memory, which\n"
      "the caller owns and never gives away while the library is in use. It may\n"
      "lie in flash or in memory. The table says how much of it is spent where:\n\n"
      "What  Default  Bytes\nLines of a page  48  36\nPage starts  64  8\n\n"
      "The program below is all that a port needs, if its flash can be addressed\n"
      "as memory is, which most of the small processors of today can do already:\n\n"
      "int main() {\n    lr::Reader reader;\n    // The rest is up to you.\n"
      "    return reader.open(source);\n}\n\nThat is all there is to say about it, and "
      "there is no more to it than\nthat.\n";
  const Lines blocks = show(recover(text).articles.at(0).blocks);
  ASSERT_EQ(blocks.size(), 5u);
  EXPECT_EQ(blocks[1], "TABLE|What\tDefault\tBytes\nLines of a page\t48\t36\nPage starts\t64\t8");
  EXPECT_EQ(blocks[3],
            "CODE|int main() {\n    lr::Reader reader;\n    // The rest is up to you.\n"
            "    return reader.open(source);\n}");
  EXPECT_EQ(blocks[4].substr(0, 4), "P|Th");
}

TEST(Recover, NestsChaptersInVolumesAndDropsWhatTheSiteOfANovelSays) {  // D17, D29
  std::string text = "《江上》\n作者：李某\n\n第一卷 春水\n\n";
  for (const char* chapter : {"第一章 夜归", "第二章 渡口", "第三章 旧信"}) {
    text += std::string(chapter) + "\n\n　　他推开门，看见桌上放着一封信。\n　　没有人回答。\n\n（本章完）\n\n";
  }
  text += "手机用户请访问 m.example.com 阅读最新章节\n\n　　访问 www.example.com 的人不多，他是其中一个。\n";
  const ImportResult result = recover(text);
  const Lines blocks = show(result.articles.at(0).blocks);
  EXPECT_EQ(result.articles[0].fields.title, "江上");
  EXPECT_EQ(result.articles[0].fields.authors, Lines{"李某"});
  EXPECT_EQ(blocks[0], "H1|第一卷 春水");
  EXPECT_EQ(blocks[1], "H2|第一章 夜归");
  EXPECT_EQ(blocks[4], "H2|第二章 渡口");
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a.txt:27", "the web site that had the novel"));
  for (const std::string& block : blocks) EXPECT_EQ(block.find("本章完"), std::string::npos) << block;
}

TEST(Recover, DropsATableOfContentsWithLeaders) {  // D29
  const std::string text =
      "手册\n\n目 录\n\n第一章 开始 ............ 1\n1.1 安装\n……………… 2\n第二章 使用 . . . . . . . 17\n"
      "第三章 结束………………230\n\n第一章 开始\n\n先安装，再使用。比例是 3:2......17\n";
  const ImportResult result = recover(text);
  const Lines blocks = show(result.articles.at(0).blocks);
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(blocks[0], "H1|第一章 开始");
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a.txt:5", "table of contents"));
}

TEST(Recover, SplitsAnIssue) {  // D28, D29
  const std::string page = "<sup>[1]</sup>\n\n[1] 注。\n\n";
  const ImportResult result = recover(
      "# 山水学刊\n\n2026 年第 2 期 双月刊 2026 年 3 月 15 日出版\n\n## ■ 论山\n\n- 1 高山、大山 张三\n- 9 流水 "
      "李四\n\n"
      "# 高山、 大山\n\n□ 张三\n\n〔提要〕甲。\n\n山高。" +
      page + "# 流水\n\n□ 李四\n\n〔提要〕乙。\n\n水长。" + page +
      "# Abstracts\n\n## **High Mountains**\n\nZHANG San\n\nThey are \"high\" and\n\nsteep.\n\n## **Rivers**\n\nLI "
      "Si\n\nLong.\n");
  ASSERT_EQ(result.articles.size(), 2u);
  const Article &first = result.articles[0], &second = result.articles[1];
  EXPECT_EQ(first.fields.title, "高山、大山");
  EXPECT_EQ(first.fields.title_en, "High Mountains");
  EXPECT_EQ(first.fields.abstract_en, "They are “high” and steep.");
  EXPECT_EQ(first.fields.publication, "《山水学刊》2026年第2期");
  EXPECT_EQ(first.fields.date, "2026-03-15");
  EXPECT_EQ(first.section, "论山");
  EXPECT_EQ(second.fields.authors, (Lines{"李四"}));
  EXPECT_EQ(show(second.blocks), (Lines{"P|水长。[1]"}));
  EXPECT_EQ(second.notes.size(), 1u);
}

// ---- web pages ----

TEST(Recover, TakesAnArticleOutOfAWebPage) {  // D7, D28, D29
  std::string sentence;
  for (int i = 0; i < 12; ++i) sentence += "这是一句关于山和水的话，";
  std::string text = "山水谈\n\n来源：某报 作者：张三\n\n-2024-\n05/16\n06:59\n\n" + sentence + "完。\n\n" + sentence +
                     "话没有说\n\n\n\n广告\n\n"
                     "便宜的鞋\n\n租用服务器\n\n最新消息\n\n" +
                     sentence + "完。\n\n" + sentence + "终。（作者是某大学教授）\n\n推荐阅读\n\n";
  for (int i = 0; i < 12; ++i) text += "另一条消息" + std::to_string(i) + "\n\n";
  const Article article = recover(text).articles.at(0);
  EXPECT_EQ(article.fields.title, "山水谈");
  EXPECT_EQ(article.fields.authors, (Lines{"张三"}));
  EXPECT_EQ(article.fields.date, "2024-05-16");
  EXPECT_EQ(article.fields.publication, "某报");
  EXPECT_EQ(article.fields.affiliations, (Lines{"某大学教授"}));
  ASSERT_EQ(article.blocks.size(), 3u);
  EXPECT_NE(show(article.blocks)[1].find("话没有说[…]这是"), std::string::npos);
  EXPECT_TRUE(show(article.blocks)[2].ends_with("终。"));
}

// A few long lines, short open ones all around: formulas of a paper, not a page full of links.
TEST(Recover, KeepsFormulasBetweenLongLines) {
  std::string text = "On checks\n\n", sentence;
  for (int i = 0; i < 30; ++i) sentence += "the message is a number, ";
  for (int i = 0; i < 20; ++i) {
    text += "Let M be " + std::to_string(i) + " " + (i % 6 == 0 ? sentence : "") +
            "a message.\n\nM=\n\nN\n\n−1\nX\n\nmk 2N −1−k\n\nk=0\n\n";
  }
  const ImportResult result = recover(text);
  for (const Remark& remark : result.remarks) EXPECT_NE(remark.kind, Remark::Kind::kDropped) << remark.what;
}

// pdftotext -layout counts columns by the width of its letters: full lines of small ones have a fifth more of them.
TEST(Recover, PartsLinesThatAreFullAtDifferentLengths) {
  std::string text = "Harbours\n\n";
  unsigned seed = 1;
  for (int p = 0; p < 12; ++p) {
    for (int line = 0; line < 5; ++line) {
      seed = seed * 1103515245u + 12345u;
      const std::size_t length = 100 + (seed >> 16) % 24;
      std::string words = line == 0 ? "The boat" : "and then";
      while (words.size() < length - 5) words += (words.size() + seed) % 3 == 0 ? " boats" : " lie";
      text += words + "\n";
    }
    text += "until the evening.\n\n";
  }
  EXPECT_EQ(recover(text).articles.at(0).blocks.size(), 12u);
}

TEST(Recover, TellsChaptersFromItemsByTheSectionsBetweenThem) {
  std::string prose;
  for (int i = 0; i < 4; ++i) prose += "The harbour has three piers, and boats lie at each of them the whole\n";
  prose += "year.\n\n";
  const ImportResult result =
      recover("The Keeper of Boats\n\n1.  Harbours\n\n1.1  Piers\n\n" + prose +
              "1. a long one\n2. a short one\n\n1.2  Lamps\n\n" + prose + "2.  Rivers\n\n2.1  Bridges\n\n" + prose);
  Lines headings;
  for (const std::string& line : show(result.articles.at(0).blocks)) {
    if (line.starts_with("H")) headings.push_back(line);
  }
  EXPECT_EQ(headings, (Lines{"H1|1. Harbours", "H2|1.1 Piers", "H2|1.2 Lamps", "H1|2. Rivers", "H2|2.1 Bridges"}));
}

// A manual as a typewriter would set it.
TEST(Recover, ReadsUnderlinedHeadingsAndTypedLists) {
  const std::string prose =
      "The harbour has three piers, and boats lie at each of them the whole\nyear, but for the days "
      "when the river is high and they are hauled out\nto the meadow behind the houses.\n\n";
  const ImportResult result = recover(
      "The Keeper of Boats\n*******************\n\n" + prose + "1. Harbours\n***********\n\nPiers\n=====\n\n" + prose +
      "* The first pier is the longest, and it goes on for what a boat needs\n  to turn.\n\n"
      "* The second one.\n\n  * It has a lamp.\n\n" +
      prose + "=====\nBoats\n=====\n\nName     Length\n---------------\nSwallow  12\n\n" + prose);
  const Article& article = result.articles.at(0);
  EXPECT_EQ(article.fields.title, "The Keeper of Boats");
  Lines lines = show(article.blocks);
  std::erase_if(
      lines, [](const std::string& line) { return line.starts_with("P|The harbour has three piers, and boats lie"); });
  EXPECT_EQ(lines, (Lines{"H1|1. Harbours", "H2|Piers",
                          "L|The first pier is the longest, and it goes on for what a boat needs to turn.",
                          "L|The second one.", "L|It has a lamp.", "H3|Boats", "P|Name Length", "P|Swallow 12"}));
  std::vector<int> depths;
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kListItem) depths.push_back(block.list_depth);
  }
  EXPECT_EQ(depths, (std::vector<int>{1, 1, 2}));
}

// ---- characters ----

std::string plain(const std::string& text) {
  std::string line =
      show(recover("一段相当长的中文的话，免得被当成英文的文章。\n\n" + text + "\n").articles.at(0).blocks).back();
  return line.substr(2);
}

TEST(Recover, SetsType) {  // D20-D23, D27
  EXPECT_EQ(plain("他( 张三) ,三十岁: 在 NATO 工作; 是吗?是。"), "他（张三），三十岁：在NATO工作；是吗？是。");
  EXPECT_EQ(plain("《法案》( Some Ａct，ＳA) 与歼－8。"), "《法案》（Some Act, SA）与歼-8。");
  EXPECT_EQ(plain("他说\"好\"———然后......走了。"), "他说“好”——然后……走了。");
  EXPECT_EQ(plain("经济发 展,比分是1,000:3。"), "经济发展，比分是1,000:3。");
  EXPECT_EQ(plain("《保持稳定发展 夺取更大胜利》见 http://a.example/x,y?z=1。"),
            "《保持稳定发展 夺取更大胜利》见http://a.example/x,y?z=1。");
  EXPECT_EQ(plain("见 Jane Doe, \"It's a Title,\" in A Book (2nd edition), p. 9."),
            "见Jane Doe, “It’s a Title,” in A Book (2nd edition), p. 9.");
}

TEST(Recover, KeepsLinesOfVerseAndLists) {
  EXPECT_EQ(show(recover("山歌\n\n山高水又长\n路远夜又凉\n谁在山那边\n").articles.at(0).blocks),
            (Lines{"P|山高水又长", "P|路远夜又凉", "P|谁在山那边"}));
  EXPECT_EQ(show(recover("通知如下。\n\n1. 关于甲\n2. 关于乙\n").articles.at(0).blocks),
            (Lines{"P|通知如下。", "P|1. 关于甲", "P|2. 关于乙"}));
}

TEST(Recover, LeavesSoundTextAlone) {
  EXPECT_EQ(show(recover("短句一。\n\n长一些的第二段，它没有什么毛病。\n\n第三段。\n").articles.at(0).blocks),
            (Lines{"P|短句一。", "P|长一些的第二段，它没有什么毛病。", "P|第三段。"}));
}

}  // namespace
}  // namespace lr::pack
