// The PDF importer over small files whose words stand at known places (tests/pdf/make_samples.py).
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/pdf/pdf.h>
#include <libreader/pack/import/pdf/source.h>
#include <libreader/pack/import/utf.h>

#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace lr::pack {
namespace {

using Lines = std::vector<std::string>;

std::string bytes_of(const std::string& sample) {
  std::ifstream in(std::string(LR_SOURCE_DIR "/tests/pdf/samples/") + sample + ".pdf", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

ImportResult read(const std::string& sample) {
  use_pdf();
  return import_bytes(bytes_of(sample), sample + ".pdf", {});
}

std::string message_for(std::string bytes, const std::string& name = "a.pdf") {
  use_pdf();
  try {
    static_cast<void>(import_bytes(std::move(bytes), name, {}));
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

std::string show(const Block& block) {
  constexpr const char* kNames[] = {"P", "H", "Q", "L", "CAPTION", "CODE", "TABLE", "RULE"};
  std::string line = block.kind == BlockKind::kTitle ? "TITLE" : kNames[static_cast<int>(block.kind)];
  if (block.level > 0) line += std::to_string(block.level);
  line += encode_utf8(block.label) + "|";
  for (const Span& span : block.spans) {
    if (span.note > 0) line += "[" + std::to_string(span.note) + "]";
    line += encode_utf8(span.text);
  }
  return line;
}

Lines blocks_of(const ImportResult& result) {
  Lines lines;
  for (const Block& block : result.articles.at(0).blocks) lines.push_back(show(block));
  return lines;
}

Lines headings_of(const ImportResult& result) {
  Lines lines;
  for (const Block& block : result.articles.at(0).blocks) {
    if (block.kind == BlockKind::kHeading) lines.push_back(show(block));
  }
  return lines;
}

bool has_remark(const ImportResult& result, Remark::Kind kind, const std::string& part) {
  for (const Remark& remark : result.remarks) {
    if (remark.kind == kind && remark.what.find(part) != std::string::npos) return true;
  }
  return false;
}

bool is_even(const ImportResult& result) { return audit(result.articles, result.account).is_even(); }

TEST(Pdf, ReadsTitleHeadingsAndIndents) {
  const ImportResult result = read("single_column");
  const Article& article = result.articles.at(0);
  EXPECT_EQ(article.fields.title, "The Bridge at Noon");
  EXPECT_EQ(article.fields.authors, (Lines{"Ada Example"}));
  EXPECT_EQ(article.fields.date, "2024-05-03");  // of the file, since the text has none
  EXPECT_EQ(headings_of(result), (Lines{"H1|Where It Stands", "H2|What It Carries", "H1|Who Built It"}));
  EXPECT_EQ(article.blocks.size(), 9u);  // the indented paragraph begins a block, as does the last line after a full stop
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, JoinsHyphenatedLinesAndLigatures) {
  const Lines blocks = blocks_of(read("single_column"));
  ASSERT_EQ(blocks.size(), 9u);
  EXPECT_EQ(blocks[3], "P|The harbour is a place of considerable calm, and the self-evident order of its boats.");
  EXPECT_EQ(blocks[8].find("ﬁ"), std::string::npos);
  EXPECT_NE(blocks[8].find("finally, the boats came in."), std::string::npos);
}

TEST(Pdf, PartsParagraphsAtWhiteSpace) {
  const ImportResult result = read("blank_lines");
  EXPECT_EQ(blocks_of(result).size(), 6u);
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, ReadsColumnsInOrder) {
  const ImportResult result = read("two_columns");
  const Lines blocks = blocks_of(result);
  EXPECT_EQ(result.articles.at(0).fields.title, "A Title That Runs Over Both Columns");
  ASSERT_EQ(blocks.size(), 4u);  // the abstract; two paragraphs over both columns in one; a page with one in each
  for (const std::string& block : blocks) EXPECT_TRUE(block.ends_with("."));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, DropsRunningHeadsAndPageNumbers) {
  const ImportResult result = read("running_heads");
  ASSERT_EQ(blocks_of(result).size(), 1u);  // one paragraph over five pages
  const std::string text = blocks_of(result)[0];
  for (const char* word : {"Journal", "Harbours", "Copyright", "17", "18", "21"}) EXPECT_EQ(text.find(word), std::string::npos);
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a running head: Journal of Bridges 17"));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a running foot: Copyright 2024"));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, LinksNotesThatAreNumberedAnewOnEachPage) {
  const ImportResult result = read("notes");
  const Article& article = result.articles.at(0);
  ASSERT_EQ(article.notes.size(), 3u);
  EXPECT_EQ(encode_utf8(article.notes[0].blocks.at(0).text()), "The first note of the first page.");
  EXPECT_EQ(encode_utf8(article.notes[1].blocks.at(0).text()),
            "The second note is long, so long that it goes on from one line to another and then over to the next page, "
            "where it ends.");
  EXPECT_EQ(encode_utf8(article.notes[2].blocks.at(0).text()), "The only note of the second page.");
  ASSERT_EQ(article.blocks.size(), 1u);  // the paragraph goes on over the page end
  const std::string text = blocks_of(result)[0];
  EXPECT_LT(text.find("[1]"), text.find("[2]"));
  EXPECT_LT(text.find("[2]"), text.find("[3]"));
  EXPECT_NE(text.find("[3]"), std::string::npos);
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, ReadsChinese) {
  const ImportResult result = read("chinese");
  EXPECT_EQ(result.articles.at(0).fields.title, "桥的故事");
  EXPECT_EQ(headings_of(result), (Lines{"H1|一、山路", "H1|二、水路"}));
  EXPECT_EQ(blocks_of(result).size(), 6u);
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, ReadsVerticalText) {
  const ImportResult result = read("vertical");
  EXPECT_EQ(blocks_of(result).size(), 2u);
  for (const std::string& block : blocks_of(result)) EXPECT_TRUE(block.ends_with("。"));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "page number: 12"));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, BelievesTheOutline) {
  const ImportResult result = read("outline");
  EXPECT_EQ(result.articles.at(0).fields.title, "A Book of Rivers");
  EXPECT_EQ(headings_of(result), (Lines{"H1|Springs", "H2|Cold springs", "H2|Warm springs", "H1|Mouths"}));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, LevelsHeadingsOfABookByTheirNumbers) {
  const ImportResult result = read("manual");
  EXPECT_EQ(result.articles.at(0).fields.title, "The Keeper of Boats");
  EXPECT_EQ(headings_of(result), (Lines{"H1|Chapter 1 Harbours", "H2|1.1 Piers", "H2|1.2 Lights", "H1|Chapter 2 Rivers",
                                        "H2|2.1 Bridges"}));  // no box, whose label comes again and again
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "table of contents"));
  for (const std::string& block : blocks_of(result)) EXPECT_EQ(block.find(". . ."), std::string::npos) << block;
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, DropsWatermarks) {
  const ImportResult result = read("watermark");
  ASSERT_EQ(blocks_of(result).size(), 1u);
  EXPECT_EQ(blocks_of(result)[0].find("ownloaded"), std::string::npos);
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "a watermark or a note at the side"));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, ReadsTablesListsAndCode) {
  const ImportResult result = read("table");
  const Lines blocks = blocks_of(result);
  ASSERT_EQ(blocks.size(), 7u);
  EXPECT_EQ(blocks[1], "TABLE|Name\tLength\tYear\nStone bridge\t120 m\t1760\nIron bridge\t88 m\t1880");
  EXPECT_TRUE(blocks[3].starts_with("L1.|"));
  EXPECT_TRUE(blocks[4].starts_with("L2.|"));
  EXPECT_EQ(blocks[5], "CODE|make bridge\n  --length 120\n  --stone");
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, NamesPagesWithoutText) {
  EXPECT_TRUE(has_remark(read("empty_page"), Remark::Kind::kMissing, "Page 2 has no text"));
  EXPECT_NE(message_for(bytes_of("no_text")).find("run OCR"), std::string::npos);
}

TEST(Pdf, RefusesWhatCannotBeRead) {
  EXPECT_NE(message_for(bytes_of("locked")).find("locked with a password"), std::string::npos);
  const std::string sound = bytes_of("single_column");
  EXPECT_NE(message_for(sound.substr(0, 400)).find("damaged or cut short"), std::string::npos);
  EXPECT_NE(message_for("this is no PDF").find("damaged or cut short"), std::string::npos);
  EXPECT_NE(message_for(sound.substr(0, 400), "a.dat").find("damaged"), std::string::npos);  // told by its contents
}

// A page of words given as (x, y, size, text), in Helvetica.
struct PlacedWord {
  int x, y;
  double size;
  std::string text;
};

std::string page_of(const std::vector<PlacedWord>& words) {
  std::string content = "BT\n";
  for (const PlacedWord& word : words) {
    content += "/F " + std::to_string(word.size) + " Tf 1 0 0 1 " + std::to_string(word.x) + " " + std::to_string(word.y) +
               " Tm (" + word.text + ") Tj\n";
  }
  content += "ET\n";
  return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
         "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 14000 14000]/Contents 4 0 R/Resources<</Font<</F <</Type/Font"
         "/Subtype/Type1/BaseFont/Helvetica>> >> >> >> endobj\n4 0 obj <</Length " + std::to_string(content.size()) +
         ">> stream\n" + content + "endstream endobj\ntrailer <</Root 1 0 R>>\n";
}

TEST(Pdf, SaysWhatIsTooSmallToBeSeen) {
  use_pdf();
  const std::string bytes = page_of({{100, 700, 12, "Seen by all."}, {100, 600, 0.3, "unseen"}});
  const ImportResult result = import_bytes(bytes, "a.pdf", {});
  EXPECT_EQ(blocks_of(result), (Lines{"P|Seen by all."}));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kDropped, "Dropped on page 1, words too small or too large to be seen: unseen"));
  EXPECT_TRUE(is_even(result));
}

TEST(Pdf, KeepsWhatIsBeyondTheMostWordsOfAPage) {
  const std::string bytes = page_of({{100, 700, 12, "One"}, {200, 700, 12, "two"}, {300, 700, 12, "three"}, {400, 700, 12, "four."}});
  const pdf::Page page = pdf::Source(bytes, "a.pdf").page(1, 2);
  EXPECT_EQ(page.words.size(), 2u);
  ASSERT_EQ(page.left_out.size(), 1u);
  EXPECT_EQ(page.left_out.begin()->first, "words beyond the first 2 of the page");
  EXPECT_EQ(encode_utf8(page.left_out.begin()->second), "threefour.");
}

// Whatever is cut off, it ends with a message or with text.
TEST(Pdf, SurvivesEveryCut) {
  const std::string sound = bytes_of("notes");
  for (std::size_t size = 0; size < sound.size(); size += 97) {
    const std::string message = message_for(sound.substr(0, size));
    EXPECT_TRUE(message.empty() || message.starts_with("a.pdf: ")) << size;
  }
}

TEST(Pdf, ReadsTheSameOnManyThreads) {
  use_pdf();
  const Lines samples = {"single_column", "notes", "chinese", "two_columns", "vertical"};
  std::vector<Lines> expected;
  for (const std::string& sample : samples) expected.push_back(blocks_of(read(sample)));
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t k = 0; k < 20; ++k) {
        const std::size_t which = (k + t) % samples.size();
        const ImportResult result = import_bytes(bytes_of(samples[which]), samples[which] + ".pdf", {});
        wrong[t] += blocks_of(result) != expected[which];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::vector<int>{0, 0, 0, 0}));
}

}  // namespace
}  // namespace lr::pack
