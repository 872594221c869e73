// Recovery of text that came off pages: heads, feet, page numbers, notes at the foot and at the end.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <string>
#include <vector>

namespace lr::pack {
namespace {

using Lines = std::vector<std::string>;

ImportResult recover(const std::string& text) { return import_bytes(text, "a.txt", {}); }

// A line of 60 columns that does not end a sentence.
std::string full(const std::string& start) {
  std::string line = start;
  while (decode_utf8(line).size() < 30) line += "字";
  return line;
}

// Texts of the blocks but the title, with note marks as [n].
Lines texts(const ImportResult& result) {
  Lines lines;
  for (const Block& block : result.articles.at(0).blocks) {
    std::string line;
    for (const Span& span : block.spans) {
      line += span.note > 0 ? "[" + std::to_string(span.note) + "]" : encode_utf8(span.text);
    }
    lines.push_back(line);
  }
  return lines;
}

Lines notes(const ImportResult& result) {
  Lines lines;
  for (const Note& note : result.articles.at(0).notes) lines.push_back(encode_utf8(note.blocks.at(0).text()));
  return lines;
}

int dropped(const ImportResult& result, const std::string& part) {
  int count = 0;
  for (const Remark& remark : result.remarks) {
    count += remark.kind == Remark::Kind::kDropped && remark.what.find(part) != std::string::npos;
  }
  return count;
}

// Paragraphs of three lines with a blank line between them; the last one goes on over the page.
std::string page(const std::string& name, bool begins = true) {
  std::string text;
  if (!begins) text = "通到山顶的字" + name + "。\n\n";
  for (const char* part : {"甲", "乙", "丙"}) text += full(name + part) + "\n" + full("路") + "\n路就到了。\n\n";
  return text + full(name + "丁") + "\n" + full("一直") + "\n";
}

constexpr const char* kEnd = "通到山顶。\n";

void expect_joined(const Lines& lines) {
  for (const std::string& line : lines) EXPECT_TRUE(line.ends_with("。")) << line;
}

TEST(RecoverPages, DropsHeadsAndNumbersAtFormFeeds) {  // D4
  const std::string text = "山路\n\n" + page("一") + "\n- 1 -\n\f山路\n\n" + page("二", false) +
                           "\n- 2 -\n\f地理杂志 2026 年\n\n" + page("三", false) + "\n- 3 -\n\f山路\n\n" + kEnd +
                           "\n- 4 -\n";
  const ImportResult result = recover(text);
  const Lines lines = texts(result);
  EXPECT_EQ(lines.size(), 12u);
  expect_joined(lines);
  EXPECT_GT(dropped(result, "a page number"), 0);
  EXPECT_TRUE(audit(result.articles, result.account).is_even());
}

TEST(RecoverPages, DropsHeadsWithRisingNumbers) {  // D4
  const std::string text = "山路\n\n" + page("一") + "\n2    山路\n\n" + page("二", false) + "\n地理杂志    3\n\n" +
                           page("三", false) + "\n4    山路\n\n" + kEnd;
  const Lines lines = texts(recover(text));
  EXPECT_EQ(lines.size(), 12u);
  expect_joined(lines);
}

TEST(RecoverPages, DropsWhatABrowserPrints) {
  const std::string head = "11/21/26, 2:58 PM\n\n山路\n\n", foot = "\nfile:///home/me/print.html\n\n";
  const std::string text = head + "山路\n" + page("一") + foot + "1/3\n\f" + head + page("二", false) + foot +
                           "2/3\n\f" + head + kEnd + foot + "3/3\n\f";
  const ImportResult result = recover(text);
  EXPECT_EQ(result.articles.at(0).fields.title, "山路");
  const Lines lines = texts(result);
  EXPECT_EQ(lines.size(), 8u);
  expect_joined(lines);
  const Lines alone = texts(recover(head + "山路\n" + page("一") + kEnd + foot + "1/1\n"));
  EXPECT_EQ(alone.size(), 4u);
  expect_joined(alone);
}

TEST(RecoverPages, KeepsCellsAndTheNumberOfAChapter) {
  const std::string cells = "用途\n字节\n一页的行\n640\n字形缓冲\n520\n索引\n128\n";
  const ImportResult table = recover("工作区\n" + full("一") + "\n" + full("二") + "\n到了。\n" + cells + full("三") +
                                     "\n" + full("四") + "\n到了。\n");
  EXPECT_EQ(dropped(table, "a page number"), 0);
  const ImportResult chapter = recover("第8章山路\n\n" + page("一") + "\n- 1 -\n\f第8章山路\n\n" + page("二", false) +
                                       "\n- 2 -\n\f第8章山路\n\n" + kEnd + "\n- 3 -\n");
  EXPECT_EQ(chapter.articles.at(0).fields.title, "第8章山路");
}

TEST(RecoverPages, KeepsItemsThatComeAgain) {
  std::string text = "The areas\n";
  for (const char* area : {"main", "contrib", "extra"}) {
    text +=
        "A bundle is one file that holds everything a device needs to read it: your\narticles, their notes and "
        "the marks where a line of them may break, in\n" +
        std::string(area) + ".\nmust not be full of mistakes, and\nmust meet all that is asked for here.\n";
  }
  EXPECT_EQ(dropped(recover(text), "a running head"), 0);
}

// Each chapter has its own running head, on a page or two: the number beside it tells what it is.
TEST(RecoverPages, DropsHeadsOfChaptersBesideTheNumber) {
  for (const bool apart : {true, false}) {
    const std::string names = "甲乙丙丁戊己庚辛";
    std::string text;
    for (int i = 0; i < 8; ++i) {
      const std::string name = names.substr(static_cast<std::size_t>(i) * 3, 3);
      text += (i > 0 ? "\f" : "") + ("第" + name + "篇：" + name) + (apart ? "\n\n" : "      ") + std::to_string(i + 1) + "\n\n" +
              page(name, i == 0) + (i == 7 ? kEnd : "");
    }
    const ImportResult result = recover(text);
    expect_joined(texts(result));
    EXPECT_EQ(dropped(result, "a running head"), 7) << apart;  // the first one may be the title
  }
}

TEST(RecoverPages, KeepsALabelThatEndsPagesAndStandsInThemToo) {
  std::string text = "山路\n\n";
  for (int k = 1; k <= 4; ++k) {
    text += (k > 1 ? "\f" : "") + std::string("注意\n\n") + full("一") + "\n" + full("路") + "\n就到了。\n\n注意\n\n" +
            full("二") + "\n" + full("路") + "\n就到了。\n\n注意\n";
  }
  const ImportResult result = recover(text + "\f" + full("三") + "\n路到了。\n");
  EXPECT_EQ(dropped(result, "注意"), 0);
}

TEST(RecoverPages, SubtractsTheLeftMargin) {
  const std::string margin(8, ' ');
  std::string text;
  for (int number = 1; number <= 3; ++number) {
    text += "            山路杂志    " + std::to_string(number) + "\n\n";
    for (const char* part : {"甲", "乙", "丙"}) {
      text += margin + full(part) + "\n" + margin + full("路") + "\n" + margin + "路就到了。\n";
    }
    text += "\f";
  }
  const Lines lines = texts(recover(text));
  EXPECT_EQ(lines.size(), 9u);
  expect_joined(lines);
}

TEST(RecoverPages, NumbersNotesOfEachPage) {  // D3, D10
  const std::string rule = "\n--------------------\n";
  const std::string text = "山路\n\n" + page("一") + "\n" + full("走得远") + "①\n" + full("再走") + "\n到了②。\n" +
                           rule + "① " + full("《路》，") + "\n第3页。\n② 同上。\n\n- 1 -\n\f" + full("天黑") +
                           "\n了①。又走了一里①。\n" + rule + "① 《灯》。\n\n- 2 -\n\f到家了。\n\n- 3 -\n";
  const ImportResult result = recover(text);
  const Lines found = notes(result);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_TRUE(found[0].ends_with("第3页。"));
  EXPECT_EQ(found[2], "《灯》。");
  std::string whole;
  for (const std::string& line : texts(result)) whole += line;
  EXPECT_NE(whole.find("了[3]。又走了一里[3]。"), std::string::npos);
  EXPECT_TRUE(audit(result.articles, result.account).is_even());
}

TEST(RecoverPages, ReadsWrappedNotesInDoubleSpacedText) {  // D1
  std::string text = "山路\n\n" + full("一[1]") + "\n\n";
  for (int i = 0; i < 4; ++i) text += full("路") + "\n\n" + full("路") + "\n\n路就到了。\n\n";
  text += "[1] " + full("《路》，") + "\n\n第3页。\n";
  EXPECT_EQ(notes(recover(text)).size(), 1u);
  EXPECT_TRUE(notes(recover(text)).at(0).ends_with("第3页。"));
}

TEST(RecoverPages, ReadsAnOrderedListAtTheEndAsNotes) {  // D9
  const std::string body = "山路\n\n" + page("一") + "通到山顶。[1]\n\n" + full("后来") + "\n也看得见海，\n[2]\n\n";
  const ImportResult result = recover(body + "1. 《路》。 ↩\n2. " + full("《海》，") + "\n第3页。 ↩\n");
  ASSERT_EQ(notes(result).size(), 2u);
  EXPECT_EQ(notes(result)[0], "《路》。");
  EXPECT_TRUE(notes(result)[1].ends_with("第3页。"));
  EXPECT_TRUE(texts(result).back().ends_with("海，[2]"));
  EXPECT_TRUE(audit(result.articles, result.account).is_even());
  EXPECT_EQ(notes(recover(body + "1. 铁锅\n2. 木勺\n3. 盐\n")).size(), 0u);
}

}  // namespace
}  // namespace lr::pack
